"""The town's names can be found in free text."""

from types import SimpleNamespace

import pytest

from heating_ops.network.place_names import rebuild_place_names


@pytest.fixture
def named_town(town: SimpleNamespace) -> SimpleNamespace:
    """The town, with the table of its names, and the city line switched on."""
    from ticket_desk import source

    rebuild_place_names()
    source()
    return town


@pytest.fixture
def real_named_town(real_town: SimpleNamespace) -> SimpleNamespace:
    """The same, committed."""
    from ticket_desk import source

    rebuild_place_names()
    source()
    return real_town
