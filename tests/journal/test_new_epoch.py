"""After a restore a new history begins, and a screen of the old one starts afresh."""

from io import StringIO
from types import SimpleNamespace

from django.core.management import call_command
from town import api_client

from heating_ops.journal.models import Epoch
from heating_ops.journal.replay import epoch


def test_a_new_history_has_another_name_in_every_answer(town: SimpleNamespace) -> None:
    board = f"/api/boards/branch-{town.east.pk}/"
    before = api_client(town.dan).get(board).json()["epoch"]
    said = StringIO()
    call_command("new_epoch", stdout=said)
    after = api_client(town.dan).get(board).json()["epoch"]
    assert before != after == epoch()
    assert after in said.getvalue()


def test_the_old_history_is_kept_on_record(town: SimpleNamespace) -> None:
    before = Epoch.objects.count()
    call_command("new_epoch", stdout=StringIO())
    assert Epoch.objects.count() == before + 1
