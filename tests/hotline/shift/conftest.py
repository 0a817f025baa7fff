"""A telephone system for the tests of the shift; every other test has none."""

import pytest
import pytest_django
from telephony_desk import SECRET


@pytest.fixture(autouse=True)
def _a_telephone_system(settings: pytest_django.Settings) -> None:
    settings.TELEPHONY_SECRET = SECRET
