"""The signed list of a meeting as a scan; one sheet of paper may be the list of several meetings."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.activities.guards import scan as guards
from kis.activities.models.meeting import Meeting
from kis.documents.models import Document
from kis.lib.dates import polish
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole

# An inspector is shown people once an inspection names them; a picture cannot leave anybody out.
SEES_SHEETS = {Role.SOCIAL_WORKER, Role.COORDINATOR, Role.HEAD}


class MeetingScanQuerySet(models.QuerySet):
    def shown_to(self, user):
        """Sheets whose every name the user may read: of a leader those of own meetings alone."""
        if user.roles & SEES_SHEETS:
            return self
        if Role.LEADER not in user.roles:
            return self.none()
        same_sheet = MeetingScan.with_voided.filter(document=OuterRef("document"))
        return self.filter(~Exists(same_sheet.exclude(meeting__leader=user)))


@tracked()
class MeetingScan(Record, Voidable):
    """A picture of the paper that people signed. A sheet of several meetings has a row at each of them."""

    meeting = models.ForeignKey(
        Meeting, verbose_name="spotkanie", on_delete=models.PROTECT, related_name="scans"
    )
    document = models.ForeignKey(
        Document, verbose_name="skan", on_delete=models.PROTECT, related_name="+"
    )
    kept_by = models.ForeignKey(
        User, verbose_name="dodał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    kept_at = models.DateTimeField("dodano", editable=False)

    objects = NotVoided.from_queryset(MeetingScanQuerySet)()
    with_voided = MeetingScanQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "skan listy obecności"
        verbose_name_plural = "skany list obecności"
        base_manager_name = "with_voided"
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("meeting_id", "document_id", "kept_by_id"),
            guards.SCAN_FITS,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "document"],
                name="meeting_scan_once",
                violation_error_message="Ten skan jest już przy tym spotkaniu.",
            ),
            voided_whole("meeting_scan_voided_whole", "kept_by"),
        ]

    def __str__(self):
        return f"skan listy z {polish(timezone.localdate(self.kept_at))}"

    @property
    def author(self):
        return self.kept_by
