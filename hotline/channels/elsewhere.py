"""Whose place a ticket is, when it is another supplier's: shown before it is said, kept when it was."""

from heating_ops.network.address_parts import plain, said_name
from hotline.suppliers.matching import Serves, who_serves
from hotline.suppliers.models import Supplier

from .models import Ticket


def suppliers_for(ticket: Ticket) -> list[Serves]:
    """The other suppliers that may serve a ticket's address, the surest first."""
    if not ticket.address:
        return []
    return who_serves(ticket.address) or who_serves(said_name(plain(ticket.address)))


def sure_supplier(ticket: Ticket) -> Supplier | None:
    """The one supplier that bears the name of the place, if there is exactly one."""
    sure = [one for one in suppliers_for(ticket) if one.is_sure]
    return sure[0].supplier if len(sure) == 1 else None
