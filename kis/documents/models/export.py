"""Many papers made at once for one user: what was asked for, each paper of it, and until when it is kept."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from kis.documents.guards import EXPORT_IS_KEPT, ITEM_SETTLED_ONCE
from kis.documents.models.paper import Document

KEPT_FOR = datetime.timedelta(hours=48)


class ExportQuerySet(models.QuerySet):
    def of(self, user):
        """A result is its author's alone."""
        return self.filter(created_by=user)

    def expired(self, at: datetime.datetime):
        return self.filter(expires_at__lte=at)

    def with_counts(self):
        """Each with `total`, `settled`, `done` and `failed` of its papers."""
        State = ExportItem.State
        return self.annotate(
            total=Count("items"),
            done=Count("items", filter=Q(items__state=State.DONE)),
            failed=Count("items", filter=Q(items__state=State.FAILED)),
            settled=F("done") + F("failed"),
        )


class Export(models.Model):
    """Papers that one user asked for. They are made by workers, fetched by their author, and then expire."""

    kind = models.CharField("rodzaj", max_length=40)
    title = models.CharField("co", max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="kto zlecił",
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("zlecono")
    expires_at = models.DateTimeField("wygasa")

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "zlecenie wielu pism"
        verbose_name_plural = "zlecenia wielu pism"
        ordering = ["-created_at", "-pk"]
        triggers = [EXPORT_IS_KEPT]
        constraints = [
            models.CheckConstraint(
                name="export_expires_in_time",
                condition=Q(expires_at__gt=F("created_at"))
                & Q(expires_at__lte=F("created_at") + KEPT_FOR),
                violation_error_message="Wynik zlecenia wygasa najpóźniej po 48 godzinach.",
            )
        ]
        indexes = [models.Index(fields=["expires_at"], name="export_by_end")]

    def __str__(self):
        return self.title

    def is_expired(self, at: datetime.datetime) -> bool:
        return self.expires_at <= at


class ExportItemQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=self.model.State.WAITING)

    def done(self):
        return self.filter(state=self.model.State.DONE)

    def failed(self):
        return self.filter(state=self.model.State.FAILED)


class ExportItem(models.Model):
    """One paper of an export: it waits, was made, or was not made and says why.

    A paper that is kept anyway is pointed to; one made for the export alone has its bytes here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "czeka"
        DONE = "done", "gotowe"
        FAILED = "failed", "nie powstało"

    export = models.ForeignKey(
        Export, verbose_name="zlecenie", on_delete=models.CASCADE, related_name="items"
    )
    title = models.CharField("pismo", max_length=200)
    name = models.CharField("nazwa pliku", max_length=120)
    number = models.PositiveBigIntegerField("numer rzeczy", null=True)
    person_number = models.PositiveBigIntegerField("numer osoby", null=True)
    facts = models.JSONField("z czego powstaje", default=dict)
    state = models.CharField("stan", max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("ile razy zaczęto", default=0)
    document = models.ForeignKey(
        Document,
        verbose_name="zachowane pismo",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    content = models.BinaryField("treść", null=True)
    # Made when all others of the order are settled: it is put together of them.
    comes_last = models.BooleanField("powstaje na końcu", default=False)
    # What was not known before it was made: whom it names, how many rows it has.
    outcome = models.JSONField("co z tego wyszło", default=dict)
    why = models.TextField("dlaczego nie powstało", blank=True)

    objects = ExportItemQuerySet.as_manager()

    class Meta:
        verbose_name = "pismo ze zlecenia"
        verbose_name_plural = "pisma ze zleceń"
        ordering = ["pk"]
        triggers = [ITEM_SETTLED_ONCE]
        constraints = [
            models.UniqueConstraint(
                fields=["export", "name"],
                name="export_item_named_once",
                violation_error_message="Plik o tej nazwie już jest w tym zleceniu.",
            ),
            models.CheckConstraint(
                name="export_item_settled_whole",
                condition=Q(state="waiting", document=None, content=None, why="")
                | Q(state="failed", document=None, content=None) & ~Q(why="")
                | Q(state="done", document__isnull=False, content=None, why="")
                | Q(state="done", document=None, content__isnull=False, why=""),
                violation_error_message="Gotowe pismo ma treść, a niegotowe powód.",
            ),
        ]
        indexes = [
            # Of all the papers ever asked for, those that a worker looks for are few.
            models.Index(
                fields=["export", "attempts", "id"],
                name="export_item_waiting",
                condition=Q(state="waiting"),
            )
        ]

    def __str__(self):
        return self.title

    def finish(self, made: "Document | bytes", outcome: dict | None = None) -> None:
        """`made`: the bytes, or the kept paper that is one of the result's."""
        self.state, self.outcome = self.State.DONE, outcome or {}
        if isinstance(made, Document):
            self.document = made
        else:
            self.content = made
        self.save(update_fields=["state", "document", "content", "outcome"])

    def fail(self, why: str) -> None:
        self.state, self.why = self.State.FAILED, why
        self.save(update_fields=["state", "why"])

    @property
    def paper(self) -> bytes:
        """What was made; a kept paper's bytes by a query of their own."""
        return self.document.content if self.document_id else bytes(self.content)
