"""A screen that cannot keep up is sent away to resume, never served partly."""

from heating_ops.live.tailer import Encoded, Listener


def test_a_full_queue_ends_the_screens_turn_and_stays_ended() -> None:
    listener = Listener({"branch-1": 0})
    for seq in range(1, 10_000):
        listener.offer(Encoded("branch-1", seq, str(seq)))
    assert listener.ended
    assert [listener.queue.get_nowait() for _one in range(listener.queue.qsize())] == [None]


def test_a_frame_that_was_seen_is_not_queued_again() -> None:
    listener = Listener({"branch-1": 5, "branch-2": 0})
    for seq in range(1, 8):
        listener.offer(Encoded("branch-1", seq, str(seq)))
    assert [listener.queue.get_nowait() for _one in range(listener.queue.qsize())] == ["6", "7"]
