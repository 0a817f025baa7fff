"""Every address of the system."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from heating_ops import away, health
from heating_ops.access import views as access
from heating_ops.notify.watching.pages import messages
from hotline import pages as hotline_pages
from workorders import views as workorders
from workorders.clock_rules import pages as clock_rules
from workorders.escalation import pages as escalation_pages
from workorders.regrading.pages import regrading

api: list[URLPattern | URLResolver] = [
    path("", include("hotline.urls_api")),
    path("intake/", include("hotline.channels.urls_api")),
    path("drafts/", include("hotline.drafts.urls_api")),
    path("telephony/", include("hotline.telephony.urls_api")),
    path("shift/", include("hotline.shift.urls_api")),
    path("board-views/", include("workorders.board_views.urls_api")),
    path("work-orders/", include("workorders.urls_api")),
    path("", include("workorders.escalation.urls_api")),
    path("rules/triage/", include("hotline.triage_rules.urls_api")),
    path("rules/clocks/", include("workorders.clock_rules.urls_api")),
    path("incidents/", include("incidents.urls_api")),
    path("planned-stops/", include("incidents.planned_stops.urls_api")),
    path("roster/", include("heating_ops.crews.duty.urls_api")),
    path("handovers/", include("incidents.handover.urls_api")),
    path("boards/", include("heating_ops.live.urls_api")),
    path("reports/", include("heating_ops.reports.urls_api")),
    path("weather/", include("heating_ops.weather.urls_api")),
    path("weather/regrading/", include("workorders.regrading.urls_api")),
    path("inbox/", include("heating_ops.notify.inbox.urls_api")),
    path("notify/", include("heating_ops.notify.urls_api")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="api-docs"),
]

urlpatterns = [
    path("", access.home, name="home"),
    path("accounts/sign-in/", access.SignIn.as_view(), name="sign-in"),
    path("accounts/sign-out/", access.SignOut.as_view(), name="sign-out"),
    path("hotline/", include("hotline.urls")),
    path("board/", workorders.board, name="board"),
    path("escalations/", escalation_pages.index, name="escalations"),
    path("rules/triage/", include("hotline.triage_rules.urls")),
    path("rules/clocks/", clock_rules.clocks, name="clock-rules"),
    path("rules/escalation/", escalation_pages.rules, name="escalation-rules"),
    path("work-orders/<int:pk>/", hotline_pages.work_order, name="work-order"),
    path("crew/", include("hotline.urls_crew")),
    path("incidents/", include("incidents.urls")),
    path("roster/", include("heating_ops.crews.duty.urls")),
    path("handover/", include("incidents.handover.urls")),
    path("reports/", include("heating_ops.reports.urls")),
    path("weather/", include("heating_ops.weather.urls")),
    path("weather/regrading/", regrading, name="regrading"),
    path("inbox/", include("heating_ops.notify.inbox.urls")),
    path("messages/", messages, name="messages"),
    path("", include("heating_ops.ui.urls")),
    path("api/", include(api)),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("healthz", health.healthz, name="healthz"),
    path("line", away.line, name="line"),
    path("metrics", health.metrics, name="metrics"),
    path("admin/", admin.site.urls),
]

handler500 = away.went_wrong
