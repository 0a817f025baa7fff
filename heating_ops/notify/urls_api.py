"""The API's addresses of messages: whether they get through, and what gateways say of them."""

from django.urls import path

from .channels.receipts import GatewayReceipt
from .watching import api

urlpatterns = [
    path("messages/", api.OutboxList.as_view(), name="notify-messages"),
    path("messages/<int:pk>/attempts/", api.OutboxAgain.as_view(), name="notify-attempts"),
    path("receipts/<slug:slug>/", GatewayReceipt.as_view(), name="notify-receipts"),
]
