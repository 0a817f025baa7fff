"""The pages of what the desk knows; without the frame they stand in the panel beside the call form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.refusal import InvalidInput, Refusal
from workorders.catalogue import Category

from . import commands, queries
from .forms import ArticleForm, filled_with
from .markup import blocks
from .models import Article, VersionState

_BAD_INPUT, _REFUSED = 422, 409


@permits(Action.KNOWLEDGE_READ)
def articles(request: HttpRequest) -> HttpResponse:
    """The articles, found as it is typed; ``panel`` asks for the results alone."""
    asked, category = request.GET.get("q", "")[:80], request.GET.get("category", "")
    category = category if category in Category.values else ""
    context = {
        "found": queries.published(asked=asked, category=category),
        "asked": asked,
        "category": category,
        "categories": Category.choices,
        "overdue": queries.overdue(timezone.localdate()),
        "may_edit": may(signed_in(request), Action.KNOWLEDGE_EDIT),
        "drafts": _drafts(request),
        "panel": "panel" in request.GET,
    }
    page = "hotline/knowledge/results.html" if "panel" in request.GET else "hotline/knowledge/list.html"
    return render(request, page, context)


@permits(Action.KNOWLEDGE_READ)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article with its history; whoever may edit sees drafts, publishes them and puts old versions back."""
    user = signed_in(request)
    may_edit = may(user, Action.KNOWLEDGE_EDIT)
    one = get_object_or_404(Article, pk=pk)
    versions = list(one.versions.select_related("written_by"))
    seen = [version for version in versions if may_edit or version.state != VersionState.DRAFT]
    shown = next((version for version in seen if version.state == VersionState.PUBLISHED), None)
    if not seen:
        raise Http404
    history = [
        {"version": version, "lines": queries.differences(before, version)}
        for version, before in zip(seen, [*seen[1:], None], strict=True)
    ]
    context = {
        "article": one,
        "shown": shown or seen[0],
        "blocks": blocks((shown or seen[0]).body),
        "history": history,
        "draft": next((version for version in seen if version.state == VersionState.DRAFT), None),
        "may_edit": may_edit,
        "is_overdue": one.review_by is not None and one.review_by < timezone.localdate(),
        "categories": [str(Category(code).label) for code in one.categories if code in Category.values],
    }
    page = "hotline/knowledge/reading.html" if "panel" in request.GET else "hotline/knowledge/article.html"
    return render(request, page, context)


@permits(Action.KNOWLEDGE_EDIT)
def edit_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft of an article."""
    one = get_object_or_404(Article, pk=pk)
    newest = one.versions.first()
    if newest is None:
        raise Http404
    form = ArticleForm(request.POST or None, initial=filled_with(one, newest) | {"why": ""})
    form.fields["code"].disabled = True
    return _draft(request, form, one)


@permits(Action.KNOWLEDGE_EDIT)
def new_article(request: HttpRequest) -> HttpResponse:
    """Write the first draft of a new article."""
    return _draft(request, ArticleForm(request.POST or None, initial={"based_on": 0}), None)


@permits(Action.KNOWLEDGE_EDIT)
def publish_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the draft, or put back the version that is named."""
    if request.method != "POST":
        return redirect("hotline:article", pk)
    user, now = signed_in(request), timezone.now()
    number = request.POST.get("number", "")
    try:
        if number.isascii() and number.isdigit() and len(number) < 9:
            why = request.POST.get("why", "")
            commands.put_back(article_id=pk, number=int(number), why=why, user=user, now=now)
        else:
            commands.publish(article_id=pk, user=user, now=now)
    except Refusal as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The desk reads this version now."))
    return redirect("hotline:article", pk)


def _draft(request: HttpRequest, form: ArticleForm, one: Article | None) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = _BAD_INPUT
        if form.is_valid():
            told: dict[str, Any] = {"words": form.words(), "facts": form.facts()}
            told |= {"based_on": form.cleaned_data["based_on"], "code": form.cleaned_data["code"]}
            try:
                written = commands.draft(
                    article_id=one.pk if one else None, user=signed_in(request), now=timezone.now(), **told
                )
            except InvalidInput as refused:
                form.add_error(refused.field, refused.message)
            except Refusal as refused:
                form.add_error(None, refused.message)
                status = _REFUSED
            else:
                return redirect(reverse("hotline:article", args=[written.pk]))
    return render(request, "hotline/knowledge/edit.html", {"form": form, "article": one}, status=status)


def _drafts(request: HttpRequest) -> list[Any]:
    if not may(signed_in(request), Action.KNOWLEDGE_EDIT):
        return []
    return list(queries.drafts())
