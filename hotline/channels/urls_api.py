"""The API's addresses of tickets."""

from django.urls import path

from . import api
from .files import api as files

urlpatterns = [
    path("tickets/", api.TicketsToSort.as_view(), name="tickets-to-sort"),
    path("tickets/<int:pk>/claim/", api.TicketClaim.as_view(), name="ticket-claim"),
    path("tickets/<int:pk>/place/", api.TicketSort.as_view(), name="ticket-place"),
    path("files/", files.CallFiles.as_view(), name="call-files"),
    path("files/<int:pk>/", files.CallFileOne.as_view(), name="call-file"),
    path("files/<int:pk>/confirmation/", files.CallFileConfirmation.as_view(), name="call-file-confirmation"),
    path("<slug:source>/", api.TicketIntake.as_view(), name="ticket-intake"),
]
