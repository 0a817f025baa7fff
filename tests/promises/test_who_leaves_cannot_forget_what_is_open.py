"""Eight in the morning: Dan has had the night at East's dispatch, Dora has the day, and Dan wants to go home.

What is open at that minute is in the note, because the system wrote it: Dan adds what it does not know. Dora puts
her name to it. Had she not, the leader on duty would have been told a quarter of an hour later; and had Dan simply
left, the leader would have been told of that.
"""

from datetime import timedelta
from types import SimpleNamespace

from incident_cast import declare
from order_cast import MINUTE, opened
from roster_cast import HOUR, dispatcher, on_duty, post_of
from town import MORNING

from heating_ops.crews.models import DutyPost, Level
from heating_ops.journal.actor import Actor
from heating_ops.notify.inbox.models import Notice
from heating_ops.timers.clock import fire_due
from incidents.handover.commands import add_watch_item, sign_note, write_note
from incidents.handover.deadlines import find_missing
from incidents.models import HandoverNote, NoteState
from workorders.catalogue import Category

TEN_TO_EIGHT = MORNING - timedelta(minutes=70)
EIGHT = MORNING - HOUR


def test_a_shift_changes_with_a_leak_an_incident_and_a_noisy_pump(town: SimpleNamespace) -> None:
    # The night is Dan's, the day is Dora's.
    dora = dispatcher("dora", town.east)
    post = post_of(Level.BRANCH_DISPATCHER, town.east)
    DutyPost.objects.create(level=post.level, branch=town.east, user=town.dan, hours=(EIGHT - 12 * HOUR, EIGHT))
    DutyPost.objects.create(level=post.level, branch=town.east, user=dora, hours=(EIGHT, EIGHT + 12 * HOUR))

    # Before the morning a leak came in, an incident was declared, and Dan heard a pump.
    leak = opened(town, Category.LEAK, now=EIGHT - HOUR)
    burst = declare(town, building=town.house_2, now=EIGHT - HOUR)
    add_watch_item(
        branch_id=town.east.pk,
        text="Pump 2 at Lane is loud: listen every hour",
        added_by_id=town.dan.pk,
        actor=town.actor("dan"),
        now=EIGHT - HOUR,
    )

    # Ten to eight Dan hands over. He writes one sentence; the rest is there.
    note = write_note(
        branch_id=town.east.pk, remarks="A quiet night but for that.", actor=town.actor("dan"), now=TEN_TO_EIGHT
    )
    held = note.snapshot
    assert [order["number"] for order in held["orders"]] == [leak.number]
    assert [incident["number"] for incident in held["incidents"]] == [burst.number]
    assert [line["text"] for line in held["watch"]] == ["Pump 2 at Lane is loud: listen every hour"]
    assert [(duty["name"]) for duty in held["duties"] if duty["level"] == post.level][-1] == "Dora"
    assert note.change_at == EIGHT

    # Five past eight Dora takes over, and nobody need be told of anything.
    sign_note(note_id=note.pk, actor=Actor.user(dora), now=EIGHT + 5 * MINUTE)
    fire_due(now=EIGHT + 20 * MINUTE)
    find_missing(now=EIGHT + 20 * MINUTE)
    assert not Notice.objects.filter(topic__startswith="handover").exists()

    # In the evening she hands over to nobody in particular: the pump is still in the note, and nobody signs.
    evening = EIGHT + 12 * HOUR
    second = write_note(branch_id=town.east.pk, actor=Actor.user(dora), now=evening - 10 * MINUTE)
    assert [line["text"] for line in second.snapshot["watch"]] == ["Pump 2 at Lane is loud: listen every hour"]
    fire_due(now=evening + 16 * MINUTE)
    told = Notice.objects.get(topic="handover_unsigned")
    assert (told.user, told.urgent) == (town.lena, True)


def test_somebody_simply_goes_home(town: SimpleNamespace) -> None:
    post = post_of(Level.BRANCH_DISPATCHER, town.east)
    on_duty(town, post, town.dan, MORNING)
    evening = MORNING + 12 * HOUR

    # Twenty minutes after the shift has changed there is no note: the leader on duty is told, once.
    find_missing(now=evening + 20 * MINUTE)
    find_missing(now=evening + 25 * MINUTE)
    assert Notice.objects.get(topic="handover_missing").user == town.lena
    assert HandoverNote.objects.get().state == NoteState.MISSING
