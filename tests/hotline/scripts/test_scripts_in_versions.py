"""Scripts: one is read out in each situation; none is ever edited; an old one is put back."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from town import MORNING, kinds_on

from heating_ops.journal.refusal import InvalidInput
from hotline.models import Script, Situation
from hotline.scripts import commands
from hotline.scripts.filling import filled, moment_in_words, what_is_wrong_with
from hotline.scripts.occasions import scripts_for
from hotline.scripts.shipped import SHIPPED


def rewrite(town: SimpleNamespace, **changes: Any) -> Script:
    said: dict[str, Any] = {
        "situation": Situation.NOT_OURS,
        "based_on": 1,
        "words_zh_hans": "请拨打您的供热单位。",
        "words_en": "Please call your supplier.",
        "source": "客服部",
        "confirmed_locally": True,
        "actor": town.actor("lena"),
        "now": MORNING,
    }
    return commands.rewrite_script(**(said | changes))


def read_out(situation: Situation) -> Script:
    return scripts_for([situation])[situation]


@pytest.mark.parametrize("situation", Situation)
def test_every_situation_ships_a_script_that_can_be_filled(db: None, situation: Situation) -> None:
    assert [what_is_wrong_with(words) for words in SHIPPED[situation]] == ["", ""]
    script = read_out(situation)
    assert (script.version, script.confirmed_locally, bool(script.source)) == (1, False, True)


def test_a_part_in_brackets_is_said_only_when_it_is_known() -> None:
    words = "Off at {place}[, back at {until}].[ News at {next_update}.]"
    assert filled(words, {"place": "Lane 1", "until": "", "next_update": "20:30"}) == "Off at Lane 1. News at 20:30."


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("{name} calls", "{name}"),
        ("News at {next_update}", "{next_update}"),
        ("Torn {place", "{"),
        ("Torn [part", "["),
        ("Right {place}[ until {until}]", ""),
    ],
)
def test_what_cannot_be_filled_is_named(words: str, wrong: str) -> None:
    assert what_is_wrong_with(words) == wrong


def test_a_time_of_today_is_said_without_its_day() -> None:
    assert moment_in_words(MORNING, now=MORNING, language="en") == "09:00"
    assert moment_in_words(MORNING, now=MORNING + timedelta(days=1), language="zh-hans") == "1月12日09:00"
    assert moment_in_words(MORNING, now=MORNING + timedelta(days=1), language="en") == "12 January, 09:00"
    assert moment_in_words(None, now=MORNING, language="en") == ""


def test_a_new_version_takes_the_place_of_the_old_one_which_stays(town: SimpleNamespace) -> None:
    before = read_out(Situation.NOT_OURS)
    after = rewrite(town)
    assert read_out(Situation.NOT_OURS) == after
    before.refresh_from_db()
    assert (before.active, before.words_zh_hans, after.version) == (False, SHIPPED["not_ours"][0], 2)
    assert kinds_on("group") == ["script.rewritten"]


def test_of_two_writers_the_second_sees_the_firsts_version_first(town: SimpleNamespace) -> None:
    rewrite(town)
    with pytest.raises(commands.ScriptStale):
        rewrite(town)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words_en": " "}, "words_en"),
        ({"words_zh_hans": "{nobody}"}, "words_zh_hans"),
        ({"source": ""}, "source"),
    ],
)
def test_words_that_cannot_be_read_out_are_refused(town: SimpleNamespace, changes: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rewrite(town, **changes)
    assert refused.value.field == field


def test_an_old_version_is_put_back_and_the_next_one_has_a_number_of_its_own(town: SimpleNamespace) -> None:
    first = read_out(Situation.NOT_OURS)
    rewrite(town)
    commands.put_back_script(script_id=first.pk, actor=town.actor("lena"), now=MORNING)
    assert read_out(Situation.NOT_OURS) == first
    with pytest.raises(commands.ScriptReadOut):
        commands.put_back_script(script_id=first.pk, actor=town.actor("lena"), now=MORNING)
    assert rewrite(town, based_on=1).version == 3


def test_the_database_keeps_one_active_version_and_every_word(town: SimpleNamespace) -> None:
    script = read_out(Situation.NOT_OURS)
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        Script.objects.filter(pk=script.pk).update(words_zh_hans="x")
    rewrite(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Script.objects.filter(pk=script.pk).update(active=True)


@pytest.mark.parametrize(("name", "status"), [("lena", 200), ("adam", 200), ("olga", 403), ("dan", 403)])
def test_who_may_write(town: SimpleNamespace, browse: Any, name: str, status: int) -> None:
    assert browse(name).get("/hotline/scripts/").status_code == status


def test_a_version_is_written_and_put_back_on_the_page(town: SimpleNamespace, browse: Any) -> None:
    lena, first = browse("lena"), read_out(Situation.NOT_OURS)
    form = {
        "request_id": "5a1f0c5e-65f4-4f55-b4d8-0d8c0b9d2f11",
        "situation": "not_ours",
        "based_on": "1",
        "words_zh_hans": "请拨打您的供热单位。",
        "words_en": "News at {next_update}",
        "source": "客服部",
    }
    wrong = lena.post("/hotline/scripts/", form)
    assert wrong.status_code == 400
    assert "{next_update} cannot be filled" in wrong.content.decode()
    assert lena.post("/hotline/scripts/", form | {"words_en": "Call them."}).status_code == 302
    assert read_out(Situation.NOT_OURS).words_en == "Call them."
    assert lena.post("/hotline/scripts/", {"put_back": str(first.pk)}).status_code == 302
    assert read_out(Situation.NOT_OURS) == first
    page = lena.get("/hotline/scripts/")
    assert page.status_code == 200
    assert "Call them." in page.content.decode()
