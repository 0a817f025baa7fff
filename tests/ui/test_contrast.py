"""The palette keeps WCAG 2.2 AA in both themes: text 4.5 to 1, signs and controls 3 to 1."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
RAW = dict(re.findall(r"--([a-z]+-?[a-z0-9]*): (#[0-9a-f]{6});", TOKENS))
_MEANING = re.compile(r"--([a-z-]+): var\(--([a-z]+-?[a-z0-9]*)\);")


def block(selector: str) -> str:
    """The declarations of the one rule with this selector."""
    found = re.search(re.escape(selector) + r" \{\n(.*?)\n\s*\}", TOKENS, re.DOTALL)
    assert found, selector
    return found[1]


def theme(selector: str) -> dict[str, str]:
    return {name: RAW[raw] for name, raw in _MEANING.findall(block(selector)) if raw in RAW}


THEMES = {
    "light": theme(':root, [data-theme="light"]'),
    "dark": theme('[data-theme="dark"]'),
}
STYLES = Path(settings.BASE_DIR) / "static/css"
RAW_MAY_STAND_IN = {"tokens.css", "print.css"}
MEANING_ONLY = sorted(path for path in STYLES.rglob("*.css") if path.name not in RAW_MAY_STAND_IN)
GROUNDS = ["ground", "surface", "surface-sunken", "surface-raised", "surface-hover"]
TEXTS = [(text, ground) for text in ["text", "text-soft", "text-faint", "link"] for ground in GROUNDS]
TEXTS += [("text", "surface-active"), ("text-soft", "surface-active"), ("text", "selected"), ("text-soft", "selected")]
TEXTS += [(f"{tone}-text", f"{tone}-tint") for tone in ["urgent", "warn", "ok", "info", "hold"]]
TEXTS += [(f"{tone}-text", ground) for tone in ["urgent", "warn", "ok", "info", "hold"] for ground in GROUNDS[1:]]
TEXTS += [("on-action", "action"), ("on-action", "action-hover"), ("on-urgent", "urgent"), ("brand-text", "surface")]
TEXTS += [("on-ok", "ok"), ("info-text", "selected"), ("brand-text", "surface-sunken")]
SIGNS = [
    (sign, ground) for sign in ["urgent", "ok", "info", "hold", "ring", "brand"] for ground in ["surface", "ground"]
]
SIGNS += [
    ("line-control", "surface"),
    ("line-control", "surface-sunken"),
    ("text-faint", "surface-active"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(name: str, text: str, ground: str) -> None:
    colours = THEMES[name]
    assert contrast(colours[text], colours[ground]) >= 4.5, f"{text} {colours[text]} on {ground} {colours[ground]}"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_signs_can_be_told_from_their_ground(name: str, sign: str, ground: str) -> None:
    colours = THEMES[name]
    assert contrast(colours[sign], colours[ground]) >= 3, f"{sign} {colours[sign]} on {ground} {colours[ground]}"


def test_the_night_chosen_by_the_machine_is_the_night_chosen_by_hand() -> None:
    by_hand = [line.strip() for line in block('[data-theme="dark"]').splitlines()]
    by_machine = [line.strip() for line in block(':root[data-theme="auto"]').splitlines()]
    assert by_hand == by_machine


def test_both_themes_say_the_same_things() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()


@pytest.mark.parametrize("path", MEANING_ONLY, ids=lambda path: path.name)
def test_colours_are_named_only_among_the_tokens(path: Path) -> None:
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", path.read_text()), "use a token"
