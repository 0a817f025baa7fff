"""``propose`` shows the path; ``score_messages`` counts as docs/triage.md says."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

HEAD = "id,text,label_ours,min_temp_c,vulnerable\n"
INVENTED = (
    "1,家里冰凉一点不热，老人受不了，只有十二度,no_heat;repeat_complaint,12,老人\n"
    "2,什么时候开始供暖,consult,,\n"
    "3,窗外风大,low_temp,16,\n"
    "4,阀门滴水,leak;indoor,,婴儿\n"
)


def _said(name: str, *arguments: str, **options: object) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return out.getvalue()


def test_the_path_names_what_counts_and_what_does_not() -> None:
    told = _said("propose", "阀门没漏水，就是冰凉，才13度", explain=True)
    assert "漏水  ->  does not count: negated   (leak.said: Water is running out)" in told
    assert "冰凉  ->  no_heat +5" in told
    assert "temperature  13 °C" in told


def test_without_explaining_it_is_short() -> None:
    assert len(_said("propose", "漏水").splitlines()) == 7


def test_hits_are_counted_by_the_labels(tmp_path: Path) -> None:
    file = tmp_path / "labelled.csv"
    file.write_text(HEAD + INVENTED, encoding="utf-8")
    told = _said("score_messages", str(file))
    assert "| main | 3 | 4 | 75 % |" in told
    assert "| urgency | 4 | 4 | 100 % |" in told
    assert "| temperature | 3 | 4 | 75 % |" in told
    assert "| people | 3 | 4 | 75 % |" in told
    assert "冰凉" not in told


@pytest.mark.parametrize(("content", "says"), [("a,b\n", "has no column id"), (None, "cannot be read")])
def test_a_file_that_will_not_do_is_refused_in_one_sentence(tmp_path: Path, content: str | None, says: str) -> None:
    file = tmp_path / "labelled.csv"
    if content is not None:
        file.write_text(content)
    with pytest.raises(CommandError, match=says):
        call_command("score_messages", str(file))
