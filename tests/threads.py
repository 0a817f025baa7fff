"""Real threads with real connections, for promises about what happens at the same moment."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.utils import translation


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs at the same moment, each in its own thread and connection.

    :returns: in the order of the jobs what each answered, or the exception it raised
    """
    language = translation.get_language()
    start = threading.Barrier(len(jobs))
    answers: list[Any] = [None] * len(jobs)

    def run(place: int, job: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=30)
            with translation.override(language):
                answers[place] = job()
        except Exception as error:  # noqa: BLE001 - what a job raises is its answer
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, job), daemon=True) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive(), "a job hangs"
    return answers


def raised(answers: Sequence[Any]) -> list[Exception]:
    """The exceptions among the answers."""
    return [answer for answer in answers if isinstance(answer, Exception)]
