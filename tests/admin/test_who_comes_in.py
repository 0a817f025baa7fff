"""The administration opens for the role of the administrator, on every page, and for nobody and nothing else."""

from collections.abc import Callable
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.management import call_command
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from incident_cast import declare, leak, move

from heating_ops.access.models import User
from heating_ops.timers.models import JobRun
from incidents.models import Phase
from workorders import commands as work

Browse = Callable[[str], Client]
# Written by commands only: these pages answer no POST.
READ_ONLY = {
    "journal.event",
    "journal.board",
    "timers.deadline",
    "timers.jobrun",
    "hotline.call",
    "workorders.workorder",
    "incidents.incident",
    "admin.logentry",
}


@pytest.fixture
def full_town(town: SimpleNamespace, api: Any) -> SimpleNamespace:
    """The town with at least one record of most kinds."""
    order = leak(api)
    incident = declare(town, work_order_id=order.pk)
    move(town, incident, Phase.CONTAINED)
    work.dispatch(
        work_order_id=order.pk, version=None, crew_id=town.red.pk, actor=town.actor("dan"), now=timezone.now()
    )
    JobRun.objects.create(job="test", period=timezone.now(), ran_at=timezone.now())
    LogEntry.objects.create(user=town.adam, object_repr="x", action_flag=ADDITION, change_message="")
    # The role alone opens it: Django's own flags are off.
    User.objects.filter(pk=town.adam.pk).update(is_staff=False, is_superuser=False)
    return town


def label_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}.{model._meta.model_name}"


def pages(administrator: User) -> list[tuple[type[Model], str]]:
    """Every list, every form to add, and every first record, with its model."""
    request = RequestFactory().get("/")
    request.user = administrator
    found: list[tuple[type[Model], str]] = [
        (User, reverse("admin:index")),
        (User, reverse("admin:app_list", args=["access"])),
    ]
    for model, shown in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found.append((model, reverse(f"{name}_changelist")))
        first = model._default_manager.first()
        if first is not None:
            found.append((model, reverse(f"{name}_change", args=[first.pk])))
        if shown.has_add_permission(request):
            found.append((model, reverse(f"{name}_add")))
    return found


def test_the_administrator_opens_every_page(full_town: SimpleNamespace, browse: Browse) -> None:
    adam = browse("adam")
    for _model, address in pages(full_town.adam):
        assert adam.get(address).status_code == 200, address


@pytest.mark.parametrize("name", ["olga", "dan", "carl", "lena", "kurt", "mona"])
def test_nobody_else_opens_any(full_town: SimpleNamespace, browse: Browse, name: str) -> None:
    # Not even with the flags by which Django's own admin would let them in.
    User.objects.filter(username=name).update(is_staff=True, is_superuser=True)
    client = browse(name)
    for _model, address in pages(full_town.adam):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {}).status_code == 403, address
    assert client.get("/admin/login/").status_code == 403


def test_who_is_not_signed_in_goes_to_the_one_sign_in_page(full_town: SimpleNamespace, client: Client) -> None:
    for address in ("/admin/", "/admin/access/user/", "/admin/login/"):
        assert client.get(address).headers["Location"].startswith("/accounts/sign-in/?next=/admin/"), address


def test_a_switched_off_administrator_is_out(full_town: SimpleNamespace, browse: Browse) -> None:
    adam = browse("adam")
    User.objects.filter(pk=full_town.adam.pk).update(is_active=False)
    assert adam.get("/admin/").status_code == 302


def test_records_refuse_every_write(full_town: SimpleNamespace, browse: Browse) -> None:
    adam = browse("adam")
    labels = {label_of(model) for model in admin.site._registry}
    assert labels >= READ_ONLY
    for model in admin.site._registry:
        if label_of(model) not in READ_ONLY:
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        first = model._default_manager.first()
        assert first is not None, model
        assert adam.post(reverse(f"{name}_change", args=[first.pk]), {"x": "y"}).status_code == 403
        assert adam.post(reverse(f"{name}_add"), {"x": "y"}).status_code == 403
        assert adam.post(reverse(f"{name}_delete", args=[first.pk]), {"post": "yes"}).status_code == 403
        every = {"action": "delete_selected", "_selected_action": [first.pk], "post": "yes"}
        adam.post(reverse(f"{name}_changelist"), every)
        assert model._default_manager.filter(pk=first.pk).exists()


def test_neither_groups_nor_keys_are_shown() -> None:
    shown = {label_of(model) for model in admin.site._registry}
    assert not {label for label in shown if "token" in label or label == "auth.group"}


@pytest.mark.parametrize("asked", ["WO-{:06d}", "wo-{}", "{}"])
def test_an_order_is_found_by_its_number(full_town: SimpleNamespace, browse: Browse, api: Any, asked: str) -> None:
    flats = ({"street": "阳光花园", "building": "2号楼", "flat": flat} for flat in ("1-301", "1-302"))
    first, second = (leak(api, place=place) for place in flats)
    page = browse("adam").get(f"/admin/workorders/workorder/?q={asked.format(second.pk)}").content.decode()
    assert f"{second.number}<" in page
    assert f"{first.number}<" not in page, "the help names a number too"


@pytest.mark.parametrize("asked", ["WO-0", "x' OR 1=1", "9" * 40, "%00", "WO-"])
def test_a_strange_search_finds_nothing_and_is_no_error(full_town: SimpleNamespace, browse: Browse, asked: str) -> None:
    for model in ("workorders/workorder", "hotline/call", "incidents/incident", "journal/event", "timers/deadline"):
        assert browse("adam").get(f"/admin/{model}/?q={asked}").status_code == 200


@pytest.mark.django_db
def test_the_first_administrator_is_made_with_the_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "warm-enough-96069")
    said = {"username": "first", "role": "administrator", "interactive": False}
    call_command("createsuperuser", stdout=StringIO(), **said)
    client = Client()
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/").status_code == 200
