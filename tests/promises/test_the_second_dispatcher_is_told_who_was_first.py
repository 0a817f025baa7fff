"""Two people send a crew to one order at the same moment: one crew goes, and the second person reads whose it is."""

from functools import partial
from types import SimpleNamespace

from order_cast import fresh, opened, told
from threads import raised, together
from town import api_client

from heating_ops.crews.models import Crew


def test_dan_and_kurt_reach_for_the_same_order(real_town: SimpleNamespace) -> None:
    order = opened(real_town, "leak")
    people = {"dan": real_town.red, "kurt": real_town.blue}

    def send(name: str, crew: Crew) -> tuple[int, dict[str, str]]:
        said = {"crew_id": crew.pk, "version": order.version}
        answer = api_client(getattr(real_town, name)).post(
            f"/api/work-orders/{order.pk}/dispatch/", said, format="json"
        )
        return answer.status_code, answer.json()

    answers = together(*[partial(send, name, crew) for name, crew in people.items()])
    assert raised(answers) == []

    # One was first. The other is refused, and told by name: no call to the next room is needed.
    outcome = dict(zip(people, answers, strict=True))
    first = next(name for name, (status, _body) in outcome.items() if status == 200)
    second = next(name for name in people if name != first)
    status, refusal = outcome[second]
    assert (status, refusal["code"]) == (409, "already_sent")
    assert refusal["message"] == f"{first} has already sent {people[first]} to {order.number}."

    # One crew was sent, once.
    assert fresh(order).crew == people[first]
    assert told(order) == ["opened", "dispatched"]
