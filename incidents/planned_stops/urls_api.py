"""The API's addresses of planned stops."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.PlannedStopList.as_view(), name="planned-stop-list"),
    path("<int:pk>/", api.PlannedStopDetail.as_view(), name="planned-stop-detail"),
    path("<int:pk>/extension/", api.Extension.as_view(), name="planned-stop-extension"),
    path("<int:pk>/next-update/", api.StopNextUpdate.as_view(), name="planned-stop-next-update"),
    path("<int:pk>/end/", api.Ending.as_view(), name="planned-stop-end"),
    path("<int:pk>/cancellation/", api.Cancellation.as_view(), name="planned-stop-cancellation"),
]
