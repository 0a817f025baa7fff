"""The API's addresses of calls and places."""

from django.urls import path

from . import api
from .call_backs import api as call_backs
from .callers.api import Callers, ChosenCaller
from .catalogue.api import Catalogue
from .duplicates.api import Duplicates
from .guidance.api import GuidanceClaim, GuidanceList, GuidanceOutcomeFiled
from .knowledge.api import Knowledge
from .proposals.api import Proposals

urlpatterns = [
    path("calls/", api.CallIntake.as_view(), name="call-intake"),
    path("guidance/", GuidanceList.as_view(), name="guidance-list"),
    path("guidance/<int:pk>/claim/", GuidanceClaim.as_view(), name="guidance-claim"),
    path("guidance/<int:pk>/outcome/", GuidanceOutcomeFiled.as_view(), name="guidance-outcome"),
    path("duplicates/", Duplicates.as_view(), name="duplicates"),
    path("calls/<int:pk>/call-back/", call_backs.Promise.as_view(), name="call-promise"),
    path("call-backs/", call_backs.CallBackList.as_view(), name="call-backs"),
    path("call-backs/<int:pk>/claim/", call_backs.Claim.as_view(), name="call-back-claim"),
    path("call-backs/<int:pk>/release/", call_backs.Release.as_view(), name="call-back-release"),
    path("call-backs/<int:pk>/result/", call_backs.Outcome.as_view(), name="call-back-result"),
    path("call-backs/<int:pk>/giving-up/", call_backs.GivingUp.as_view(), name="call-back-giving-up"),
    path("callers/", Callers.as_view(), name="callers"),
    path("callers/chosen/", ChosenCaller.as_view(), name="caller-chosen"),
    path("knowledge/", Knowledge.as_view(), name="knowledge"),
    path("catalogue/", Catalogue.as_view(), name="catalogue"),
    path("proposals/", Proposals.as_view(), name="proposals"),
    path("places/", api.PlaceSearch.as_view(), name="place-search"),
]
