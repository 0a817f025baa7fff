"""Signing in, being locked out, posting from another site, and links that lead away."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient
from town import PASSWORD, body

from heating_ops.journal.refusal import InvalidInput, Refusal
from heating_ops.middleware import RefusalMiddleware, WholeBodyMiddleware
from hotline.models import Call
from workorders.commands.refusals import NoSuchWorkOrder

ROOM = "203.0.113.7"


def sign_in(name: str, password: str, *, address: str = ROOM) -> int:
    client = Client(REMOTE_ADDR=address)
    return client.post(reverse("sign-in"), {"username": name, "password": password}).status_code


@pytest.mark.django_db
class TestLockout:
    def test_a_typist_is_locked_out_after_eight_wrong_passwords_and_nobody_else_is(self, town: SimpleNamespace) -> None:
        for _attempt in range(8):
            sign_in("dan", "guess")
        assert sign_in("dan", PASSWORD) == 429
        assert sign_in("olga", PASSWORD) == 302, "the whole control room sits behind one address"
        elsewhere = sign_in("dan", PASSWORD, address="203.0.113.8")
        assert elsewhere == 302, "a stranger cannot lock somebody out everywhere"

    def test_a_right_password_forgets_the_wrong_ones(self, town: SimpleNamespace) -> None:
        for _round in range(3):
            for _attempt in range(5):
                assert sign_in("dan", "guess") == 200
            assert sign_in("dan", PASSWORD) == 302


class TestAnotherSite:
    def test_a_post_with_a_session_needs_the_pages_token(self, town: SimpleNamespace) -> None:
        client = APIClient(enforce_csrf_checks=True)
        client.force_login(town.olga, backend="django.contrib.auth.backends.ModelBackend")
        assert client.post("/api/calls/", body(), format="json").status_code == 403
        assert not Call.objects.exists()
        token = "a" * 32
        client.cookies["csrftoken"] = token
        assert client.post("/api/calls/", body(), format="json", HTTP_X_CSRFTOKEN=token).status_code == 201

    def test_a_post_with_an_api_token_needs_none(self, town: SimpleNamespace) -> None:
        client = APIClient(enforce_csrf_checks=True)
        client.credentials(HTTP_AUTHORIZATION=f"Token {Token.objects.create(user=town.olga).key}")
        assert client.post("/api/calls/", body(), format="json").status_code == 201

    @pytest.mark.parametrize(
        "said", ["Token", "Token x", "Token  ", "Bearer x", "Token ünïcode", "Token a b", "Basic x"]
    )
    def test_a_token_that_is_none_is_nobody(self, town: SimpleNamespace, said: str) -> None:
        client = APIClient(HTTP_AUTHORIZATION=said.encode("latin-1", "replace").decode("latin-1"))
        answer = client.get("/api/work-orders/")
        assert answer.status_code == 401
        assert "code" in answer.json()

    def test_signing_out_needs_a_post(self, town: SimpleNamespace) -> None:
        client = Client()
        client.force_login(town.dan, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(reverse("sign-out")).status_code == 405
        assert client.post(reverse("sign-out")).status_code == 302
        assert client.get("/board/").status_code == 302

    @pytest.mark.parametrize(
        "away", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:x"]
    )
    def test_signing_in_does_not_lead_to_another_host(self, town: SimpleNamespace, away: str) -> None:
        answer = Client().post(reverse("sign-in"), {"username": "dan", "password": PASSWORD, "next": away})
        assert (answer.status_code, answer["Location"]) == (302, "/")


class TestRefusedOnAPage:
    def refused(self, *, method: str = "post", refusal: Refusal | None = None, **said: str) -> tuple[int, str]:
        """Where somebody is sent whose action was refused."""
        referer = {"HTTP_REFERER": said.pop("referer")} if "referer" in said else {}
        request = getattr(RequestFactory(), method)("/work-orders/1/", said, **referer)
        request._messages = SimpleNamespace(add=lambda *a, **k: None)
        middleware = RefusalMiddleware(lambda _request: None)  # type: ignore[arg-type, return-value]
        answer = middleware.process_exception(request, refusal or Refusal())
        assert answer is not None
        return answer.status_code, answer.headers.get("Location", "")

    @pytest.mark.parametrize(
        "away",
        [
            "https://elsewhere.example/",
            "//elsewhere.example/board/",
            "///elsewhere.example",
            "http:elsewhere.example",
            "javascript:alert(1)",
            "/\\elsewhere.example",
            "\x01//elsewhere.example",
        ],
    )
    def test_nobody_is_sent_to_another_host(self, away: str) -> None:
        assert self.refused(next=away) == (302, "/")
        assert self.refused(referer=away) == (302, "/")

    def test_the_way_back_is_the_page_the_action_came_from(self) -> None:
        assert self.refused(next="/board/") == (302, "/board/")
        assert self.refused(referer="http://testserver/crew/") == (302, "http://testserver/crew/")
        assert self.refused(next="//elsewhere.example", referer="http://testserver/crew/")[1].endswith("/crew/")
        assert self.refused() == (302, "/")

    def test_a_page_that_refuses_to_be_read_is_not_sent_back_to_itself(self) -> None:
        referer = "http://testserver/work-orders/1/"
        assert self.refused(method="get", referer=referer) == (302, "/")
        invalid = InvalidInput("place", "no")
        assert self.refused(method="get", refusal=invalid, referer=referer) == (302, "/")

    @pytest.mark.django_db
    def test_what_is_not_there_is_a_404(self) -> None:
        request = RequestFactory().get("/work-orders/1/")
        request.user = AnonymousUser()
        middleware = RefusalMiddleware(lambda _request: None)  # type: ignore[arg-type, return-value]
        answer = middleware.process_exception(request, NoSuchWorkOrder())
        assert answer is not None
        assert answer.status_code == 404


class TestLengthOfABody:
    def test_a_body_shorter_than_its_sender_promised_is_refused(self) -> None:
        """Even one that reads well as it is: only the promise tells that something is missing."""
        environment = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "CONTENT_LENGTH": "40", "CONTENT_TYPE": "text/plain"}
        request = WSGIRequest(environment | {"wsgi.input": BytesIO(b"{}")})
        answer = WholeBodyMiddleware(lambda _request: HttpResponse("passed"))(request)
        assert answer.status_code == 400
        assert b"body_cut_off" in answer.content

    @pytest.mark.parametrize("said", ["²", "-5", "x", "", "1e3", "99999999999999999999"])
    def test_a_length_that_is_none_is_no_error(self, said: str) -> None:
        request = RequestFactory().post("/", b"{}", content_type="application/json", CONTENT_LENGTH=said)
        assert WholeBodyMiddleware(lambda _request: HttpResponse("passed"))(request).content == b"passed"
