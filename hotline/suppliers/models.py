"""Suppliers, the areas they serve, and the calls that were sent on to them."""

from typing import Final

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from heating_ops.network.address_keys import street_key, street_key_expression
from heating_ops.network.pinyin import pinyin_of

FEWEST_SIGNS_OF_A_PATTERN: Final = 2


class AreaKind(models.TextChoices):
    """How a name says what a supplier serves."""

    COMMUNITY = "community", pgettext_lazy("area of a supplier", "Community")
    STREET = "street", pgettext_lazy("area of a supplier", "Street")
    PATTERN = "pattern", pgettext_lazy("area of a supplier", "Every name with these words in it")


class Supplier(models.Model):
    """Another heating supplier: what an operator reads out to a caller who is not our customer."""

    name_zh_hans = models.CharField(_("name in Chinese"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    phone = models.CharField(_("hotline"), max_length=30)
    address = models.CharField(_("address"), max_length=120, blank=True)
    hours = models.CharField(_("hours"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("other supplier")
        verbose_name_plural = _("other suppliers")
        ordering = ["name_zh_hans"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_zh_hans if (get_language() or "").startswith("zh") else self.name_en


class SupplierArea(models.Model):
    """One name of a place a supplier serves, folded as the addresses of our own network are."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="areas")
    kind = models.CharField(_("kind"), max_length=10, choices=AreaKind.choices, default=AreaKind.COMMUNITY)
    name = models.CharField(_("name"), max_length=80)
    key = models.GeneratedField(
        expression=street_key_expression("name"), output_field=models.TextField(), db_persist=True
    )
    pinyin = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("area of a supplier")
        verbose_name_plural = _("areas of suppliers")
        constraints = [
            models.UniqueConstraint(fields=["supplier", "key", "kind"], name="supplier_area_once"),
            models.CheckConstraint(condition=~models.Q(key=""), name="supplier_area_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["key"], name="supplier_area_key"),
            GinIndex(fields=["pinyin"], opclasses=["gin_trgm_ops"], name="supplier_area_pinyin"),
        ]

    def __str__(self) -> str:
        return self.name

    def sounded(self) -> "SupplierArea":
        """The same, with how its name sounds: whoever writes a name writes this too."""
        self.pinyin = pinyin_of(self.name)
        return self

    def says_enough(self) -> bool:
        """Whether the name can be compared at all: a pattern of one sign would fit every second place."""
        return len(street_key(self.name)) >= (FEWEST_SIGNS_OF_A_PATTERN if self.kind == AreaKind.PATTERN else 1)


class Referral(models.Model):
    """A call that belongs to another supplier, and whether its caller was told whom to call."""

    call = models.OneToOneField("hotline.Call", on_delete=models.CASCADE, related_name="referral")
    supplier = models.ForeignKey(
        Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="referrals"
    )
    told = models.BooleanField(_("told whom to call"))

    class Meta:
        verbose_name = _("call for another supplier")
        verbose_name_plural = _("calls for other suppliers")

    def __str__(self) -> str:
        return f"referral of call {self.call_id}"
