"""The API's addresses of calls and places."""

from django.urls import path

from . import api
from .catalogue.api import Catalogue
from .duplicates.api import Duplicates
from .proposals.api import Proposals

urlpatterns = [
    path("calls/", api.CallIntake.as_view(), name="call-intake"),
    path("duplicates/", Duplicates.as_view(), name="duplicates"),
    path("catalogue/", Catalogue.as_view(), name="catalogue"),
    path("proposals/", Proposals.as_view(), name="proposals"),
    path("places/", api.PlaceSearch.as_view(), name="place-search"),
]
