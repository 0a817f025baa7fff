"""The form of an article."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from hotline.models import ProblemItem
from workorders.catalogue import Category

from .commands import Facts, Words
from .models import LONGEST_BODY, LONGEST_TITLE, Article, ArticleVersion

_MOST_TAGS = 12
_CODE = RegexValidator(r"^[a-z][a-z0-9-]*$", _("Write the code in small letters, digits and dashes."))


class ArticleForm(forms.Form):
    """What an article says in both languages, what it belongs to, and why it is changed."""

    code = forms.CharField(label=_("Code"), max_length=40, validators=[_CODE])
    title_zh_hans = forms.CharField(label=_("Title in Chinese"), max_length=LONGEST_TITLE)
    title_en = forms.CharField(label=_("Title in English"), max_length=LONGEST_TITLE)
    body_zh_hans = forms.CharField(label=_("Text in Chinese"), max_length=LONGEST_BODY, widget=forms.Textarea)
    body_en = forms.CharField(label=_("Text in English"), max_length=LONGEST_BODY, widget=forms.Textarea)
    categories = forms.MultipleChoiceField(
        label=_("Categories"), choices=Category.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    items = forms.CharField(label=_("Catalogue items"), required=False, help_text=_("Codes, with a space between."))
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("With a space between."))
    owner = forms.CharField(label=_("Owner"), max_length=60, required=False)
    review_by = forms.DateField(
        label=_("To be reviewed by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label=_("Source"), max_length=200)
    confirmed_locally = forms.BooleanField(label=_("Confirmed locally"), required=False)
    why = forms.CharField(label=_("Why it is changed"), max_length=200)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def clean_items(self) -> list[str]:
        """Take only codes the catalogue has."""
        said: list[str] = list(dict.fromkeys(self.cleaned_data["items"].split()))
        known = set(ProblemItem.objects.filter(code__in=said).values_list("code", flat=True))
        if unknown := [code for code in said if code not in known]:
            raise forms.ValidationError(_("The catalogue has no such item: %(codes)s") % {"codes": ", ".join(unknown)})
        return said

    def clean_tags(self) -> list[str]:
        """Take short words."""
        tags: list[str] = list(dict.fromkeys(self.cleaned_data["tags"].split()))
        if len(tags) > _MOST_TAGS or any(len(tag) > 30 for tag in tags):
            raise forms.ValidationError(_("At most 12 tags, none longer than 30 signs."))
        return tags

    def words(self) -> Words:
        """What the version says."""
        data = self.cleaned_data
        return Words(data["title_en"], data["title_zh_hans"], data["body_en"], data["body_zh_hans"], data["why"])

    def facts(self) -> Facts:
        """What the article belongs to."""
        names = ("source", "categories", "items", "tags", "owner", "review_by", "confirmed_locally")
        return Facts(**{name: self.cleaned_data[name] for name in names})


def filled_with(article: Article, newest: ArticleVersion) -> dict[str, Any]:
    """What the form begins with: the newest version, a draft or not."""
    told = {name: getattr(article, name) for name in ("code", "categories", "owner", "review_by", "source")}
    said = {name: getattr(newest, name) for name in ("title_en", "title_zh_hans", "body_en", "body_zh_hans")}
    lists = {"items": " ".join(article.items), "tags": " ".join(article.tags)}
    return told | said | lists | {"confirmed_locally": article.confirmed_locally, "based_on": newest.number}
