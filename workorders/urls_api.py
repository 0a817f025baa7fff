"""The API's addresses of work orders."""

from django.urls import path

from . import api
from .crew_choice.api import CrewsForOrder
from .escalation.api import NOUNS as UPWARD

urlpatterns = [
    path("", api.WorkOrderList.as_view(), name="work-order-list"),
    path("<int:pk>/crews/", CrewsForOrder.as_view(), name="work-order-crews"),
    path("<int:pk>/", api.WorkOrderDetail.as_view(), name="work-order-detail"),
    *[
        path(f"<int:pk>/{noun}/", view.as_view(), name=f"work-order-{noun}")
        for noun, view in (api.NOUNS | UPWARD).items()
    ],
]
