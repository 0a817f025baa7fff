"""Taking a file of hourly values: look at it first, then take it."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput

from .commands import take_values
from .files import COLUMNS, Table, read_table
from .forms import FileForm
from .models import Source

# What was looked at comes back with the answer; a winter's hours are a quarter of it.
_MOST_BYTES = 1_000_000
_SHOWN = 12


@permits(Action.WEATHER_EDIT)
def weather_file(request: HttpRequest) -> HttpResponse:
    """Choose a file, look at what it says, take it."""
    form, table, content = FileForm(), None, ""
    status = 200
    if request.method == "POST":
        try:
            if "content" in request.POST:
                content = request.POST["content"]
                table = _read(content.encode())
                if not table.problems:
                    return _take(request, table)
            else:
                form = FileForm(request.POST, request.FILES)
                if form.is_valid():
                    content = _text(request)
                    table = _read(content.encode())
        except InvalidInput as refused:
            form.add_error("file", refused.message) if form.is_bound else messages.error(request, refused.message)
        status = 200 if table is not None and not table.problems else 400
    context = {
        "form": form,
        "table": table,
        "content": content,
        "first_values": table.values[:_SHOWN] if table else [],
        "columns": COLUMNS,
    }
    return render(request, "weather/file.html", context, status=status)


def _read(content: bytes) -> Table:
    return read_table(content, now=timezone.now(), zone=ZoneInfo(settings.TIME_ZONE))


def _text(request: HttpRequest) -> str:
    """The uploaded file as text.

    :raises InvalidInput: too large for the page, or no text
    """
    uploaded = request.FILES["file"]
    if not isinstance(uploaded, UploadedFile) or (uploaded.size or 0) > _MOST_BYTES:
        raise InvalidInput("file", _("The file is larger than 1 MB. Use manage.py import_weather."))
    content = uploaded.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text: str = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InvalidInput("file", _("The file is neither UTF-8 nor GB18030."))


def _take(request: HttpRequest, table: Table) -> HttpResponse:
    user = signed_in(request)
    taken = take_values(table.values, source=Source.CSV, entered_by=user.pk, actor=Actor.user(user), now=timezone.now())
    figures = {"new": taken.new, "changed": taken.changed, "known": taken.known}
    messages.success(request, _("%(new)s new, %(changed)s corrected, %(known)s known hourly values.") % figures)
    return redirect("weather:now")
