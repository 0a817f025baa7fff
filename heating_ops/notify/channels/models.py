"""Ways to people as data: channels, whose address is which, and in what order they are tried."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChannelKind(models.TextChoices):
    """How a channel speaks."""

    APPRISE = "apprise", _("Apprise (WeCom, DingTalk, e-mail and others)")
    HTTP_TEMPLATE = "http_template", _("A request of our own to a gateway")


class Audience(models.TextChoices):
    """Whom a channel reaches."""

    STAFF = "staff", pgettext_lazy("channel", "Staff")
    CUSTOMERS = "customers", pgettext_lazy("channel", "Customers")


class Policy(models.TextChoices):
    """What happens to a message of which nobody knows whether it was sent."""

    AT_LEAST_ONCE = "at_least_once", _("Twice is better than never: it is sent again")
    AT_MOST_ONCE = "at_most_once", _("Once: it is never sent again by itself")


class Channel(models.Model):
    """One way out of the house.

    ``url``, ``headers`` and ``secret`` hold what a gateway gave us to be known by: they are typed into
    the administration, and no page, answer or log shows them again. In ``url``, ``headers`` and
    ``body`` stand places like ``{address}`` (``channels/places.py``).
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=16, choices=ChannelKind.choices)
    audience = models.CharField(_("for"), max_length=12, choices=Audience.choices, default=Audience.STAFF)
    policy = models.CharField(_("if in doubt"), max_length=16, choices=Policy.choices, default=Policy.AT_LEAST_ONCE)
    enabled = models.BooleanField(_("in use"), default=False)
    keeps_quiet_hours = models.BooleanField(_("keeps quiet hours"), default=True)
    timeout_s = models.PositiveSmallIntegerField(_("seconds a request may take"), default=5)
    give_up_after_s = models.PositiveIntegerField(_("seconds after which a message is given up"), default=7200)
    url = models.TextField(_("address of the gateway"), blank=True)
    secret = models.TextField(_("secret"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    method = models.CharField(_("method"), max_length=4, default="POST", choices=[("POST", "POST"), ("GET", "GET")])
    content_type = models.CharField(_("content type"), max_length=60, default="application/json")
    body = models.TextField(_("body"), blank=True)
    success_path = models.CharField(_("where the answer says it worked"), max_length=80, blank=True)
    success_value = models.CharField(_("what it says then"), max_length=80, blank=True)
    id_path = models.CharField(_("where the answer has the message's number"), max_length=80, blank=True)
    key_header = models.CharField(_("header for the key"), max_length=40, blank=True, default="Idempotency-Key")

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(timeout_s__gte=1) & models.Q(timeout_s__lte=8), name="channel_timeout_below_lease"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """A person's address in one channel; signed out of it, nothing is sent there."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contact_points")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="contact_points")
    address = models.CharField(_("address"), max_length=200)
    verified_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    signed_out_at = models.DateTimeField(_("signed out at"), null=True, blank=True)

    class Meta:
        verbose_name = _("way to a person")
        verbose_name_plural = _("ways to people")
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="contact_point_one_per_channel")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.channel_id}"


class Until(models.TextChoices):
    """What makes the next step of a plan needless."""

    READ = "read", pgettext_lazy("plan", "read in the inbox")
    DELIVERED = "delivered", pgettext_lazy("plan", "delivered, or read in the inbox")


class PlanStep(models.Model):
    """One step of the plan by which people are told: which channel, and how long it has before the next is tried.

    Steps with a topic are that topic's plan; a topic without any goes by the steps without one.
    """

    topic = models.CharField(_("topic"), max_length=40, blank=True)
    urgent = models.BooleanField(_("urgent"))
    place = models.PositiveSmallIntegerField(_("place"))
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="steps")
    wait_s = models.PositiveIntegerField(_("seconds until the next step"))
    until = models.CharField(_("unless"), max_length=10, choices=Until.choices, default=Until.READ)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of plans")
        ordering = ["topic", "-urgent", "place"]
        constraints = [models.UniqueConstraint(fields=["topic", "urgent", "place"], name="plan_step_place")]

    def __str__(self) -> str:
        return f"{self.topic} {self.place}"


class NotifyStandard(models.Model):
    """A number telling goes by: data with a source, edited by the utility."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    value = models.PositiveIntegerField(_("value"))
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("number of telling")
        verbose_name_plural = _("numbers of telling")

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"
