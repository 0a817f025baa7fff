"""Sources of tickets, the tickets themselves, and the states we told their source."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.access.models import User

# The words for channels are ``hotline.models.Channel``'s; importing them here would go in a circle.
_CHANNELS: Final = 10


class ChannelStandard(models.Model):
    """A number the channels go by: data with a source, edited by the utility."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    value = models.PositiveIntegerField(_("value"))
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("number of the channels")
        verbose_name_plural = _("numbers of the channels")

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class IntakeSource(models.Model):
    """Another system that sends us tickets. Its secret is in no column (``channels/secrets.py``)."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    channel = models.CharField(_("channel"), max_length=_CHANNELS)
    active = models.BooleanField(_("active"), default=False)
    may_backdate = models.BooleanField(
        _("may backdate"),
        default=False,
        help_text=_("Its time of report counts even when it is more than fifteen minutes past."),
    )
    push_url = models.URLField(
        _("address for states"), max_length=300, blank=True, help_text=_("Empty: states are kept, and sent nowhere.")
    )
    secret_generation = models.PositiveIntegerField(_("generation of the secret"), default=1, editable=False)

    class Meta:
        verbose_name = _("source of tickets")
        verbose_name_plural = _("sources of tickets")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class TicketState(models.TextChoices):
    """What a ticket waits for here; its work is the order's business."""

    TO_SORT = "to_sort", pgettext_lazy("ticket", "To sort out")
    SORTED = "sorted", pgettext_lazy("ticket", "Sorted out")


class Sorting(models.TextChoices):
    """How it was settled where a ticket belongs."""

    SURE = "sure", _("Taken by its address")
    CHOSEN = "chosen", _("Chosen by a person")
    NOT_IN_NETWORK = "not_in_network", _("Not in our network")
    OTHER_SUPPLIER = "other_supplier", _("Another supplier's customer")
    NO_PLACE_NEEDED = "no_place_needed", _("No place needed")


class Ticket(models.Model):
    """A ticket as its source sent it; the report in it is a call like any other.

    Names, numbers and words live here and in the call, and can be erased; the journal holds none.
    """

    source = models.ForeignKey(IntakeSource, on_delete=models.PROTECT, related_name="tickets", db_index=False)
    number = models.CharField(_("number at the source"), max_length=60)
    # As it came and was checked: the same number with other content is refused by what differs.
    content = models.JSONField(_("as it came"))
    address = models.CharField(_("address as written"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=TicketState.choices)
    sorting = models.CharField(_("sorting out"), max_length=16, choices=Sorting.choices, blank=True)
    score = models.PositiveSmallIntegerField(_("score of the best place"), default=0)
    needs_category = models.BooleanField(_("what is wrong is not known"), default=False)
    received_at = models.DateTimeField(_("received at"))
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sorted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sorted_at = models.DateTimeField(_("sorted out at"), null=True, blank=True)
    call = models.OneToOneField("hotline.Call", on_delete=models.PROTECT, null=True, blank=True, related_name="ticket")

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="ticket_once_per_source"),
            models.CheckConstraint(
                condition=models.Q(state="to_sort") | models.Q(call__isnull=False), name="ticket_sorted_has_call"
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], condition=models.Q(state="to_sort"), name="ticket_to_sort"),
        ]

    def __str__(self) -> str:
        return f"{self.source.code} {self.number}"

    @property
    def subject(self) -> str:
        """How the journal names this ticket."""
        return f"ticket:{self.pk}"


class Told(models.Model):
    """A state of a ticket that its source is told, in order; ``round`` counts how often it was reopened."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="told", db_index=False)
    sequence = models.PositiveIntegerField()
    round = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("state told to a source")
        verbose_name_plural = _("states told to sources")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "sequence"], name="told_in_order"),
            models.UniqueConstraint(fields=["ticket", "round", "state"], name="told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.sequence}"


class JournalCursor(models.Model):
    """How far the reader that tells sources their tickets' states has read each board."""

    board = models.CharField(max_length=40, unique=True)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.board}: {self.seq}"


class ImportState(models.TextChoices):
    """How far a file of calls is."""

    PREVIEW = "preview", pgettext_lazy("import", "To be looked at")
    RUNNING = "running", pgettext_lazy("import", "Being taken")
    FINISHED = "finished", pgettext_lazy("import", "Taken")
    DROPPED = "dropped", pgettext_lazy("import", "Dropped")


class CallFile(models.Model):
    """A file of calls: looked at first, then each of its rows is taken once."""

    source = models.ForeignKey(IntakeSource, on_delete=models.PROTECT, related_name="files", db_index=False)
    name = models.CharField(_("file"), max_length=200)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    state = models.CharField(_("state"), max_length=8, choices=ImportState.choices, default=ImportState.PREVIEW)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    bad_rows = models.PositiveIntegerField(_("rows with errors"), default=0)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of calls")
        verbose_name_plural = _("files of calls")

    def __str__(self) -> str:
        return self.name


class RowState(models.TextChoices):
    """What became of a row."""

    BAD = "bad", pgettext_lazy("row of a file", "Has errors")
    WAITING = "waiting", pgettext_lazy("row of a file", "Waiting")
    TAKEN = "taken", pgettext_lazy("row of a file", "Taken")
    KNOWN = "known", pgettext_lazy("row of a file", "Was there already")
    REFUSED = "refused", pgettext_lazy("row of a file", "Refused")


class FileRow(models.Model):
    """One row of a file: what it says, or what is wrong with it (column → code, in the file's order)."""

    file = models.ForeignKey(CallFile, on_delete=models.CASCADE, related_name="lines", db_index=False)
    line = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=RowState.choices)
    data = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "line"], name="file_row_once")]
        indexes = [
            models.Index(fields=["file", "line"], condition=models.Q(state="waiting"), name="file_row_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}:{self.line}"
