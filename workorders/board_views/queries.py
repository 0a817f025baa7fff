"""Which saved views a person sees."""

from django.db.models import Q, QuerySet

from heating_ops.access.models import User

from .models import BoardView


def views_for(user: User) -> QuerySet[BoardView]:
    """The person's own views and those shared with the person's role, by name."""
    return BoardView.objects.filter(Q(owner=user) | Q(shared_with=user.role)).select_related("owner")
