"""The API's addresses of tickets."""

from django.urls import path

from . import api

urlpatterns = [
    path("tickets/", api.TicketsToSort.as_view(), name="tickets-to-sort"),
    path("tickets/<int:pk>/claim/", api.TicketClaim.as_view(), name="ticket-claim"),
    path("tickets/<int:pk>/place/", api.TicketSort.as_view(), name="ticket-place"),
    path("<slug:source>/", api.TicketIntake.as_view(), name="ticket-intake"),
]
