"""What the weather would lower, for a dispatcher to accept with one press, or to leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.refusal import Refusal

from .commands import NoSuchProposal, accept_proposal, leave_proposal
from .queries import last_run, listed, proposals_for


@permits(Action.ORDER_DISPATCH)
def regrading(request: HttpRequest) -> HttpResponse:
    """The open proposals; accepting or leaving one comes back here."""
    user = signed_in(request)
    if request.method == "POST":
        said = request.POST.get("proposal", "")
        proposal_id = int(said) if said.isascii() and said.isdigit() and len(said) < 18 else 0
        try:
            if not proposals_for(user).filter(pk=proposal_id).exists():
                raise NoSuchProposal
            if "leave" in request.POST:
                leave_proposal(proposal_id=proposal_id, user=user, now=timezone.now())
                messages.success(request, _("The order stays as urgent as it is."))
            else:
                reason = request.POST.get("reason", "")[:300]
                order = accept_proposal(proposal_id=proposal_id, reason=reason, user=user, now=timezone.now())
                done = {"number": order.number, "priority": order.priority}
                messages.success(request, _("%(number)s is %(priority)s now.") % done)
        except Refusal as refused:
            messages.error(request, refused.message)
        return redirect("regrading")
    context = {"proposals": listed(user), "count": proposals_for(user).count(), "run": last_run()}
    return render(request, "workorders/regrading/regrading.html", context)
