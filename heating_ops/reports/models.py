"""What the figures of a report are measured against: data with a source, edited by the utility."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .default_standards import HANDLED_WITHIN, ROOM_TEMPERATURE, STANDARDS, TARGET


class Standard(models.Model):
    """One measure: the temperature a room must have, the hours an order may take, the share aimed at."""

    class Code(models.TextChoices):
        ROOM_TEMPERATURE = ROOM_TEMPERATURE, _("Room temperature at least, °C")
        HANDLED_WITHIN = HANDLED_WITHIN, _("Handled within, hours")
        TARGET = TARGET, _("Target of the rates, %")

    code = models.CharField(_("measure"), max_length=32, choices=Code.choices, unique=True)
    value = models.DecimalField(
        _("value"),
        max_digits=6,
        decimal_places=1,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(1000))],
    )
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("report standard")
        verbose_name_plural = _("report standards")

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.value}"


def standards() -> dict[str, Standard]:
    """Read the measures by code; what no row says is as the product ships it."""
    shipped = {code: Standard(code=code, value=Decimal(value), source=source) for code, value, source in STANDARDS}
    return shipped | {row.code: row for row in Standard.objects.all()}
