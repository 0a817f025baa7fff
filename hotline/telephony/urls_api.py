"""The API's addresses of the telephone."""

from django.urls import path

from . import api

urlpatterns = [
    path("events/", api.ExchangeEvents.as_view(), name="telephony-events"),
    path("figures/", api.RingFigures.as_view(), name="telephony-figures"),
    path("rings/", api.RingList.as_view(), name="telephony-rings"),
    path("rings/<int:pk>/answer/", api.RingAnswer.as_view(), name="telephony-answer"),
    path("rings/<int:pk>/take/", api.RingTake.as_view(), name="telephony-take"),
    path("rings/<int:pk>/end/", api.RingEnd.as_view(), name="telephony-end"),
    path("rings/<int:pk>/call-back/", api.RingCallBack.as_view(), name="telephony-call-back"),
    path("rings/<int:pk>/call-back-result/", api.RingCallBackResult.as_view(), name="telephony-call-back-result"),
]
