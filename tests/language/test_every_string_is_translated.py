"""The promise: whoever reads Chinese meets no English word of ours, and no sentence says another thing."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, npgettext, pgettext

from heating_ops.language.catalogues import catalogue_file, problems, read_catalogue, updated, written
from heating_ops.language.extraction import DOMAINS, extract_catalogue, sentences, source_files

PROJECT = Path(settings.BASE_DIR)
HAN = "\u4e00-\u9fff"


def test_every_sentence_of_the_sources_has_its_chinese() -> None:
    assert list(problems(PROJECT)) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_chinese_is_set_with_chinese_punctuation(domain: str) -> None:
    half_width = re.compile(rf"[{HAN}][,;:!?()]|[,;:!?()][{HAN}]|[{HAN}]\.(\s|$)|「|」|\.\.\.")
    wrong = [
        text
        for message in read_catalogue(catalogue_file(PROJECT, domain))
        for text in ([message.string] if isinstance(message.string, str) else list(message.string or ()))
        if message.id and half_width.search(text)
    ]
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_chinese_sentence_ends_as_the_english_one_does(domain: str) -> None:
    """A label is not a sentence and has no full stop; a sentence has one."""
    differ = [
        (message.id, message.string)
        for message in read_catalogue(catalogue_file(PROJECT, domain))
        if isinstance(message.id, str) and message.id and message.id[-1] in ".?:" and message.string
        if not str(message.string).endswith({".": "。", "?": "？", ":": "："}[message.id[-1]])
    ]
    assert differ == []


def test_the_same_sources_and_translations_write_the_same_file() -> None:
    for domain in DOMAINS:
        file = catalogue_file(PROJECT, domain)
        once = written(updated(read_catalogue(file), extract_catalogue(PROJECT, domain)))
        assert written(updated(read_catalogue(file), extract_catalogue(PROJECT, domain))) == once


def test_a_sentence_that_changed_is_to_be_translated_anew(tmp_path: Path) -> None:
    _project(tmp_path, '_("Send %(count)s crews")', translated={"Send a crew": "派出班组"})
    assert [line.split(" (")[0] for line in problems(tmp_path)] == [
        "django: not in the catalogue: 'Send %(count)s crews'",
        "django: said nowhere any more: 'Send a crew'",
    ]


def test_a_translation_that_fills_in_something_else_is_found(tmp_path: Path) -> None:
    _project(tmp_path, '_("%(count)s crews")', translated={"%(count)s crews": "%(number)s 个班组"})
    (found,) = problems(tmp_path)
    assert "places to fill in are ['%(count)s'], in the translation ['%(number)s']" in found


def test_words_are_found_in_python_templates_and_modules(tmp_path: Path) -> None:
    _project(tmp_path, '_("One"); pgettext("verb", "Open"); ngettext_lazy("%(n)s day", "%(n)s days", 2)')
    template = tmp_path / "templates" / "page.html"
    template.parent.mkdir()
    template.write_text(
        "<div>\n    <p>\n  {% translate 'Two' %}</p>{% translate 'From' context 'source' %}"
        "{% button _('Three') %}"
        "{% blocktranslate count n=n %}{{ n }} flat{% plural %}{{ n }} flats{% endblocktranslate %}\n</div>"
    )
    module = tmp_path / "static" / "js" / "page.js"
    module.parent.mkdir(parents=True)
    module.write_text('say("Four"); sayMany("%(count)s place", "%(count)s places", n); other("Five");')
    assert [(s.words, s.context) for s in sentences(tmp_path, "django")] == [
        ("One", None),
        ("Open", "verb"),
        (("%(n)s day", "%(n)s days"), None),
        ("Two", None),
        ("From", "source"),
        ("Three", None),
        (("%(n)s flat", "%(n)s flats"), None),
    ]
    assert [s.words for s in sentences(tmp_path, "djangojs")] == ["Four", ("%(count)s place", "%(count)s places")]


def test_every_call_for_a_translation_names_its_words() -> None:
    """``say(sentence)`` with a variable is found by no extractor; only the two functions themselves may."""
    variable = re.compile(r"(?<![.\w])(?:say|sayMany|gettext|ngettext|pgettext)\((?!\s*[\"'`]|\))(?!sentence\b|one\b)")
    wrong = [
        f"{file.relative_to(PROJECT)}: {line.strip()}"
        for file in source_files(PROJECT, "djangojs")
        for line in file.read_text().splitlines()
        if variable.search(line) and not re.search(r"function say|^\s*say\(.*\) \{$", line)
    ]
    assert wrong == []


def test_the_compiled_chinese_reaches_python_and_the_browser(client: Client) -> None:
    with translation.override("zh-hans"):
        assert gettext("No heat") == "不热"
        assert pgettext("work order status", "To call back") == "待回访"
        assert npgettext("nobody says this", "one", "many", 2) == "many"
    chinese = client.get("/jsi18n/", headers={"accept-language": "zh-hans"}).content.decode()
    english = client.get("/jsi18n/", headers={"accept-language": "en"}).content.decode()
    assert "无法连接服务器" in chinese or r"\u65e0\u6cd5\u8fde\u63a5\u670d\u52a1\u5668" in chinese
    assert "u65e0" not in english
    assert "无法" not in english


def _project(folder: Path, python: str, *, translated: dict[str, str] | None = None) -> None:
    """A project of one module, with these translations."""
    (folder / "hotline").mkdir()
    (folder / "hotline" / "words.py").write_text(python)
    catalogue = read_catalogue(folder / "none.po")
    for sentence, chinese in (translated or {}).items():
        catalogue.add(sentence, chinese)
    file = catalogue_file(folder, "django")
    file.parent.mkdir(parents=True)
    file.write_bytes(written(catalogue))
