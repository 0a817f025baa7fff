"""Importing a file of calls: choose it, look at its errors, have it taken, see it through."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.refusal import InvalidInput, Refusal

from ..models import CallFile, ImportState, IntakeSource
from . import commands, queries, templates
from .api import checked_content
from .columns import COLUMNS, other_headings

_TEMPLATES: Final = {
    "csv": (templates.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (templates.as_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_FILES: Final = 20


class CallFileForm(forms.Form):
    """The file, and whose tickets are in it."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Tickets of"),
        queryset=IntakeSource.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose whose tickets these are.")},
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].queryset = IntakeSource.objects.filter(active=True)  # type: ignore[attr-defined]


@permits(Action.CALLS_IMPORT)
def call_files(request: HttpRequest) -> HttpResponse:
    """Choose a file; the last ones are listed."""
    form = CallFileForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            user = signed_in(request)
            try:
                file = commands.upload(
                    source=form.cleaned_data["source"],
                    name=form.cleaned_data["file"].name,
                    content=checked_content(form.cleaned_data["file"]),
                    user=user,
                    may_backdate=queries.may_backdate(user),
                    now=timezone.now(),
                )
                return redirect("hotline:call_file", pk=file.pk)
            except InvalidInput as refused:
                form.add_error("file", refused.message)
    context = {
        "form": form,
        "files": queries.last_files(limit=_FILES),
        "columns": [(each, other_headings(each)) for each in COLUMNS],
    }
    return render(request, "hotline/channels/files.html", context, status=status)


@permits(Action.CALLS_IMPORT)
def call_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: its errors by row, then how far it is."""
    file = CallFile.objects.select_related("source", "uploaded_by").filter(pk=pk).first()
    if file is None:
        raise Http404
    if request.method == "POST":
        verb = commands.drop if "drop" in request.POST else commands.confirm
        try:
            verb(file_id=pk, user=signed_in(request), now=timezone.now())
        except Refusal as refused:
            messages.error(request, refused.message)
        if verb is commands.drop:
            messages.success(request, _("The file was dropped; nothing of it was taken."))
            return redirect("hotline:call_files")
        return redirect("hotline:call_file", pk=pk)
    headings = {column.code: column.heading for column in COLUMNS}
    context = {
        "file": file,
        "progress": queries.progress_of(file),
        "rows": [
            (row, [(headings.get(error["column"], error["column"]), error["message"]) for error in row.errors])
            for row in queries.rows_with_errors(file)
        ],
        "is_waiting": file.state == ImportState.PREVIEW,
        "is_running": file.state == ImportState.RUNNING,
    }
    return render(request, "hotline/channels/file.html", context)


@permits(Action.CALLS_IMPORT)
def template_file(request: HttpRequest) -> HttpResponse:
    """An empty file with the heading, in the reader's language."""
    kind = request.GET.get("as", "xlsx")
    if kind not in _TEMPLATES:
        raise Http404
    made, content_type = _TEMPLATES[kind]
    answer = HttpResponse(made(), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="calls.{kind}"'
    return answer
