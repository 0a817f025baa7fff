"""The number one answers while on duty. It is personal data: a row that can be erased, and no event."""

from heating_ops.access.models import User
from heating_ops.journal.recording import command

from .models import DutyPhone


@command
def set_phone(*, user: User, number: str) -> str:
    """Set one's own number; an empty one takes it off.

    :returns: the number as it is kept
    """
    number = " ".join(number.split())
    if not number:
        DutyPhone.objects.filter(user=user).delete()
    else:
        DutyPhone.objects.update_or_create(user=user, defaults={"number": number})
    return number
