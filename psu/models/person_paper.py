"""Papers about one person's work: for that person, and for the social worker who leads the case."""

from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.documents.models import Document
from kis.lib.dates import polish_range
from kis.lib.guards import VOIDED_STAYS
from kis.lib.history import tracked
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from participants.guards import NOT_WHILE_RESTRICTED
from participants.models import Person
from psu.guards import person_paper as guards
from psu.models.pay_list import PayList


def _kept(words: str):
    return models.OneToOneField(
        Document,
        verbose_name=words,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )


class PersonPaperQuerySet(models.QuerySet):
    def open_to(self, user):
        """What pays somebody is read by those who read pay lists, see psu.scope.sees_paid_people."""
        hidden = [] if user.has_perm("psu.view_pay_list") else [PersonPaper.Kind.SLIP]
        return self.exclude(kind__in=hidden)


@tracked(exclude=["facts"])
class PersonPaper(Record, Voidable):
    """What it says is frozen in `facts` when it is made; its bytes are kept from the first print on.

    A slip is of one pay list and has no number: of equal facts there is one.
    """

    class Kind(models.TextChoices):
        SLIP = "slip", "godziny i świadczenie"
        CERTIFICATE = "certificate", "zaświadczenie o wykonywaniu prac"
        STATEMENT = "statement", "zestawienie dla pracownika socjalnego"

    kind = models.CharField("rodzaj", max_length=11, choices=Kind)
    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="psu_papers"
    )
    pay_list = models.ForeignKey(
        PayList,
        verbose_name="lista wypłat",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="slips",
    )
    starts_on = models.DateField("od")
    ends_on = models.DateField("do")
    year = models.PositiveSmallIntegerField("rok numeru", null=True, blank=True)
    number = models.PositiveIntegerField("numer w roku", null=True, blank=True)
    facts = models.JSONField("treść")
    made_on = models.DateField("sporządzono dnia")
    made_by = models.ForeignKey(
        User, verbose_name="sporządził(a)", on_delete=models.PROTECT, related_name="+"
    )
    document = _kept("pismo")
    workbook = _kept("arkusz")

    objects = NotVoided.from_queryset(PersonPaperQuerySet)()
    with_voided = PersonPaperQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "pismo o pracy osoby"
        verbose_name_plural = "pisma o pracy osób"
        ordering = ["-made_on", "-pk"]
        base_manager_name = "with_voided"
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            guards.PERSON_PAPER_STAYS,
            NOT_WHILE_RESTRICTED,
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                name="person_paper_number_once",
                violation_error_message="Ten numer pisma jest już użyty.",
            ),
            models.CheckConstraint(
                name="person_paper_of_a_list_or_numbered",
                condition=Q(kind="slip", pay_list__isnull=False, year=None, number=None)
                | Q(kind__in=["certificate", "statement"], pay_list=None)
                & Q(year__isnull=False, number__isnull=False),
                violation_error_message="Zaświadczenie i zestawienie mają numer, a godziny i świadczenie "
                "listę wypłat.",
            ),
            models.CheckConstraint(
                name="person_paper_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Koniec nie może być przed początkiem.",
            ),
            voided_whole("person_paper_voided_whole", "made_by"),
        ]

    def __str__(self):
        return f"{self.number}/{self.year}" if self.number else str(self.pay_list)

    @property
    def author(self):
        return self.made_by

    @property
    def title(self) -> str:
        """zaświadczenie o wykonywaniu prac nr 3/2026"""
        what = self.get_kind_display()
        return f"{what} nr {self}" if self.number else f"{what}, lista wypłat nr {self}"

    @property
    def period(self) -> str:
        return polish_range(self.starts_on, self.ends_on)

    @property
    def has_table(self) -> bool:
        """Whether its figures are given as a workbook, too."""
        return self.kind == self.Kind.STATEMENT
