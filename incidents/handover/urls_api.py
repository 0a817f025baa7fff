"""The API's addresses of hand-overs."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.HandoverList.as_view(), name="handover-list"),
    path("<int:pk>/", api.HandoverDetail.as_view(), name="handover-detail"),
    path("<int:pk>/signature/", api.HandoverSignature.as_view(), name="handover-signature"),
    path("watch-items/", api.WatchItemList.as_view(), name="watch-item-list"),
    path("watch-items/<int:pk>/striking/", api.WatchItemStriking.as_view(), name="watch-item-striking"),
]
