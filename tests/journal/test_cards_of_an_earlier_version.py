"""The journal keeps cards as they were told: an upgrade that adds to cards is no sign of a forgotten event."""

from types import SimpleNamespace

from order_cast import opened

from heating_ops.journal.replay import differences, replayed


def test_what_an_earlier_version_did_not_know_is_not_astray(town: SimpleNamespace) -> None:
    order = opened(town)
    told = replayed(order.board_slug)
    del told[order.subject]["guided"]
    assert differences(order.board_slug, told=told) == []
    told[order.subject]["status"] = "closed"
    assert differences(order.board_slug, told=told) == [f"{order.subject}.status: journal 'closed', now 'triaged'"]
