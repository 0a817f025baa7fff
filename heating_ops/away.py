"""The answer while the database is away: 503 and "again in a moment", made without asking the database.

Senders that repeat under the same ``request_id`` (the replay, the forms, the outbox of the hotline)
take 503 as "again"; a page says so in words and asks again by itself.
"""

import sys
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.defaults import server_error

from heating_ops.api import RETRY_AFTER
from heating_ops.journal.refusal import DatabaseAway, database_away

# A person looks at it: often enough to be believed, seldom enough to be read.
_PAGE_ASKS_AGAIN_SECONDS: Final = 5


def answer_away(request: HttpRequest) -> HttpResponse:
    """Answer a program in JSON and a person with a page, in the language of the request."""
    if request.path.startswith("/api/") or request.headers.get("X-Requested-With") == "fetch":
        refused = DatabaseAway()
        answer: HttpResponse = JsonResponse({"code": refused.code, "message": refused.message})
    else:
        # Without the request, so that no context processor asks who is signed in.
        told = {
            "LANGUAGE_CODE": get_language(),
            "asks_again": _PAGE_ASKS_AGAIN_SECONDS if request.method in ("GET", "HEAD") else 0,
        }
        answer = HttpResponse(render_to_string("503.html", told))
    answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    answer["Retry-After"] = RETRY_AFTER
    answer["Cache-Control"] = "no-store"
    return answer


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The handler of everything nobody caught: also middleware meets a database that is away."""
    return answer_away(request) if database_away(sys.exc_info()[1]) else server_error(request)


def line(request: HttpRequest) -> HttpResponse:
    """Answer that the server is there, for pages that ask every other second; it costs no query."""
    answer = HttpResponse("ok", content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    return answer
