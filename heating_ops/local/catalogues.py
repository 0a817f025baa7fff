"""Compiling the translations, so that no machine needs gettext's tools; run as a module by the set-up."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def catalogues_are_stale(project: Path) -> bool:
    """Whether a translation has changed since it was compiled."""
    return any(_is_stale(source) for source in _sources(project))


def compile_catalogues(project: Path) -> None:
    """Write a .mo file beside every .po file that has changed."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in _sources(project):
        if not _is_stale(source):
            continue
        with source.open("rb") as text:
            catalogue = read_po(text)
        fresh = source.with_suffix(".mo.new")
        with fresh.open("wb") as compiled:
            write_mo(compiled, catalogue)
        fresh.replace(source.with_suffix(".mo"))


def _sources(project: Path) -> list[Path]:
    return sorted(project.glob("locale/*/LC_MESSAGES/*.po"))


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    compile_catalogues(PROJECT)
