"""The operator's pages."""

from django.urls import include, path

from . import call_page, intake_pages, pages
from .call_backs.pages import call_backs
from .call_backs.promise_page import promise_call
from .channels.files.pages import call_file, call_files, template_file
from .channels.pages import ticket_queue
from .guidance.pages import guidance
from .known.map import place_map
from .scripts import pages as script_pages
from .telephony.pages import ring_strip

app_name = "hotline"
urlpatterns = [
    path("", pages.queue, name="queue"),
    path("calls/new/", intake_pages.new_call, name="new_call"),
    path("calls/<int:pk>/", call_page.call, name="call"),
    path("calls/<int:pk>/rest/", call_page.finish, name="finish_call"),
    path("calls/<int:pk>/promise/", promise_call, name="promise"),
    path("call-backs/", call_backs, name="call_backs"),
    path("import/", call_files, name="call_files"),
    path("import/<int:pk>/", call_file, name="call_file"),
    path("import/template/", template_file, name="call_file_template"),
    path("intake/", ticket_queue, name="ticket_queue"),
    path("guidance/", guidance, name="guidance"),
    path("knowledge/", include("hotline.knowledge.urls")),
    path("shift/", include("hotline.shift.urls")),
    path("rings/", ring_strip, name="ring_strip"),
    path("place-map/", place_map, name="place_map"),
    path("scripts/", script_pages.scripts, name="scripts"),
    path("place-context/", intake_pages.place_context, name="place_context"),
]
