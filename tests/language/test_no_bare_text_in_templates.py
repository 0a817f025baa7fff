"""No page shows a word that goes through no translation."""

from pathlib import Path

import pytest
from django.conf import settings
from language.bare_text import bare_text

TEMPLATES = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html"))
# The style guide's parts show made-up samples: a street, what a caller said.
SAMPLES = "styleguide/parts/"


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(SAMPLES)])
def test_a_template_shows_only_translated_words(name: str) -> None:
    found = bare_text((TEMPLATES / name).read_text())
    assert [f"{name}:{line}: {words}" for line, words in found] == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>调度</p>", ["调度"]),
        ('<a title="Open it">→</a>', ["Open it"]),
        ('<input placeholder="Name">', ["Name"]),
        ('<button aria-label="{% translate "Close" %}">×</button>', []),
        ("{% translate 'Hello' %} 12345 · {{ name }} °C", []),
        ("{% blocktranslate %}Hello{% endblocktranslate %}{% comment %}why{% endcomment %}{# why #}", []),
        ('{% button "Send" key="A" %}', ['"Send"']),
        ('{% button _("Send") key="A" %}', []),
        ('{% strip title="Look" %}x{% endstrip %}', ['"Look"', "x"]),
        ('<span lang="en">Language</span><br><p>words</p>', ["words"]),
        ("{% block body_class %}wide{% endblock %}", []),
        ("<script>const words = 1;</script><style>p { color: red }</style>", []),
        ('<p class="words" data-key="open">{{ x|default:"y" }}</p>', []),
    ],
)
def test_the_search_itself(template: str, found: list[str]) -> None:
    assert [words for _line, words in bare_text(template)] == found
