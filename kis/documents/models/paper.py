import hashlib

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from kis.documents.guards import READ_AS_IT_STANDS, TEXT_IN_USE, USE_IS_KEPT
from kis.lib.guards import Guard, immutable, refuse
from kis.lib.history import tracked
from kis.lib.periods import covering, period
from kis.lib.records import Record

IS_KEPT = (
    "document_is_kept",
    "Zachowanego pisma nie można zmienić ani usunąć. Dodaj nowe obok niego.",
)


class DocumentManager(models.Manager):
    @transaction.atomic
    def keep(self, *, kind: str, name: str, content: bytes, content_type: str, by) -> "Document":
        """Store the bytes for good. The name is a file name: no name of a person, no PESEL in it."""
        document = self.create(
            kind=kind,
            name=name,
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            created_by=by,
        )
        DocumentContent.objects.create(document=document, content=content)
        return document


class Document(models.Model):
    """A paper or a scan, never changed. It has no address: the app that owns the record serves it."""

    kind = models.CharField("rodzaj", max_length=40)
    name = models.CharField("nazwa pliku", max_length=120)
    content_type = models.CharField("typ", max_length=100)
    size = models.PositiveIntegerField("rozmiar w bajtach")
    sha256 = models.CharField("SHA-256", max_length=64)
    created_at = models.DateTimeField("zapisano", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="zapisał(a)",
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DocumentManager()

    class Meta:
        verbose_name = "pismo"
        verbose_name_plural = "pisma"
        triggers = [immutable(*IS_KEPT)]

    def __str__(self):
        return self.name

    @property
    def content(self) -> bytes:
        """The bytes, by a query of their own: lists never carry them."""
        return bytes(self.stored.content)


class DocumentContent(models.Model):
    """The bytes apart, so that neither lists nor history copy them."""

    document = models.OneToOneField(
        Document,
        verbose_name="pismo",
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="stored",
    )
    content = models.BinaryField("treść")

    class Meta:
        verbose_name = "treść pisma"
        verbose_name_plural = "treści pism"
        triggers = [immutable(*IS_KEPT, row="OLD.document_id")]

    def __str__(self):
        return f"treść pisma {self.pk}"


NUMBERS_STAY_USED = Guard(
    name="numbers_stay_used",
    sentences={
        "numbers_stay_used": "Nadany numer zostaje zajęty: serii numerów nie cofa się i nie usuwa.",
        "numbers_begun": "Program nadał już numer z tej serii: jej początku nie można zmienić.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN {refuse("numbers_stay_used", row="OLD.id")} END IF;
    IF OLD.before_program <> NEW.before_program THEN
        -- Told before the first number, and put right until then.
        IF OLD.last <> OLD.before_program OR NEW.last <> NEW.before_program THEN
            {refuse("numbers_begun", row="OLD.id")}
        END IF;
        IF (OLD.kind, OLD.year) = (NEW.kind, NEW.year) THEN RETURN NEW; END IF;
    END IF;
    IF (OLD.kind, OLD.year) IS DISTINCT FROM (NEW.kind, NEW.year) OR NEW.last < OLD.last THEN
        {refuse("numbers_stay_used", row="OLD.id")}
    END IF;
    RETURN NEW;
    """,
)


class NumberSeriesManager(models.Manager):
    def take(self, kind: str, year: int) -> int:
        """The next number of the year, locked until the transaction ends: take it last, after slow work."""
        # The row of a new year may be made by two at once: whoever is second waits at the lock below.
        series, _ = self.get_or_create(kind=kind, year=year)
        series = self.select_for_update(no_key=True).get(pk=series.pk)
        series.last += 1
        series.save(update_fields=["last"])
        return series.last


class NumberSeries(models.Model):
    """Numbers of papers of one kind in one year. A number once given stays used."""

    kind = models.CharField("rodzaj", max_length=40)
    year = models.PositiveSmallIntegerField("rok")
    last = models.PositiveIntegerField("ostatni numer", default=0)
    before_program = models.PositiveIntegerField("użyte przed programem", default=0)

    objects = NumberSeriesManager()

    class Meta:
        verbose_name = "seria numerów"
        verbose_name_plural = "serie numerów"
        triggers = [NUMBERS_STAY_USED]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year"],
                name="number_series_once_a_year",
                violation_error_message="Ta seria numerów już jest.",
            ),
            models.CheckConstraint(
                name="number_series_behind_its_beginning",
                condition=Q(before_program__lte=F("last")),
                violation_error_message="Ostatni numer nie może być przed początkiem serii.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.year}: {self.last}"


class PaperTextQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(covering(day, "valid_from", "valid_to"))


class PaperTextManager(models.Manager.from_queryset(PaperTextQuerySet)):
    def stand_on(self, document: Document, keys, day) -> None:
        """Note which wordings of the day stand on the paper: from now on they are kept."""
        TextUse.objects.bulk_create(
            TextUse(text=text, document=document, issued_on=day)
            for text in self.on(day).filter(key__in=keys).order_by("pk")
        )

    def text(self, key: str, day) -> str:
        """The wording in force that day, empty when the centre keeps none."""
        texts = self.on(day).filter(key=key).values_list("text", flat=True)
        return texts.first() or ""


@tracked()
class PaperText(Record):
    """A clause or an explanation on papers, worded by the centre; a new wording is a new row."""

    key = models.SlugField("klucz", max_length=60, help_text="Stoi w szablonie pisma.")
    title = models.CharField("co to jest", max_length=200)
    text = models.TextField("treść")
    source = models.CharField("źródło", max_length=200, blank=True)
    valid_from = models.DateField("obowiązuje od")
    valid_to = models.DateField("obowiązuje do", null=True, blank=True)

    objects = PaperTextManager()

    class Meta(Record.Meta):
        verbose_name = "tekst na pismach"
        verbose_name_plural = "teksty na pismach"
        ordering = ["key", "-valid_from"]
        triggers = [*Record.Meta.triggers, TEXT_IN_USE]
        constraints = [
            models.CheckConstraint(
                name="paper_text_ends_after_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message="Tekst nie może przestać obowiązywać przed początkiem.",
            ),
            ExclusionConstraint(
                name="paper_text_one_a_day",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    (period("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="W tym czasie obowiązuje już inna treść tego tekstu.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        # Keyed by a field: else the exclusion constraint builds a range that ends before it starts.
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError(
                {"valid_to": "Tekst nie może przestać obowiązywać przed początkiem."}
            )


class TextUse(models.Model):
    """A wording that stands on a paper which was given out."""

    text = models.ForeignKey(
        PaperText, verbose_name="tekst", on_delete=models.PROTECT, related_name="uses"
    )
    document = models.ForeignKey(
        Document, verbose_name="pismo", on_delete=models.PROTECT, related_name="+"
    )
    issued_on = models.DateField("dzień wydania")

    class Meta:
        verbose_name = "tekst na wydanym piśmie"
        verbose_name_plural = "teksty na wydanych pismach"
        triggers = [USE_IS_KEPT, READ_AS_IT_STANDS]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "document"],
                name="text_once_a_paper",
                violation_error_message="Ten tekst jest już zapisany przy tym piśmie.",
            )
        ]

    def __str__(self):
        return f"tekst {self.text_id} na piśmie {self.document_id}"
