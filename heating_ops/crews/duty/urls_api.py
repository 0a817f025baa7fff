"""The API's addresses of the duty roster."""

from django.urls import path

from . import api, api_moves

urlpatterns = [
    path("now/", api.RosterNow.as_view(), name="roster-now"),
    path("gaps/", api.RosterGaps.as_view(), name="roster-gaps"),
    path("extension/", api_moves.RosterExtension.as_view(), name="roster-extension"),
    path("phone/", api.RosterPhone.as_view(), name="roster-phone"),
    path("duties/", api.RosterDuties.as_view(), name="roster-duties"),
    path("duties/<int:pk>/replacement/", api_moves.DutyReplacement.as_view(), name="roster-duty-replacement"),
    path("duties/<int:pk>/cancellation/", api_moves.DutyCancellation.as_view(), name="roster-duty-cancellation"),
    path("patterns/", api.RosterPatterns.as_view(), name="roster-patterns"),
    path("patterns/<int:pk>/end/", api_moves.PatternEnd.as_view(), name="roster-pattern-end"),
    path("leaves/", api.RosterLeaves.as_view(), name="roster-leaves"),
    path("leaves/<int:pk>/grant/", api_moves.LeaveGrant.as_view(), name="roster-leave-grant"),
    path("leaves/<int:pk>/refusal/", api_moves.LeaveRefusal.as_view(), name="roster-leave-refusal"),
    path("leaves/<int:pk>/withdrawal/", api_moves.LeaveWithdrawal.as_view(), name="roster-leave-withdrawal"),
    path("swaps/", api.RosterSwaps.as_view(), name="roster-swaps"),
    path("swaps/<int:pk>/acceptance/", api_moves.SwapAcceptance.as_view(), name="roster-swap-acceptance"),
    path("swaps/<int:pk>/declining/", api_moves.SwapDeclining.as_view(), name="roster-swap-declining"),
    path("swaps/<int:pk>/approval/", api_moves.SwapApproval.as_view(), name="roster-swap-approval"),
    path("swaps/<int:pk>/refusal/", api_moves.SwapRefusal.as_view(), name="roster-swap-refusal"),
    path("swaps/<int:pk>/withdrawal/", api_moves.SwapWithdrawal.as_view(), name="roster-swap-withdrawal"),
]
