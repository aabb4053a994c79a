"""Whom to send somebody to: specialists, institutions, partners of the club."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.history import tracked
from kis.lib.numbers import POLISH_WITH_NUMBERS
from kis.lib.records import Record

GOOD_FOR = datetime.timedelta(days=180)  # opening hours and telephone numbers grow old
MOST_HELPS = 12


class InstitutionQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def to_check(self, on):
        """What is in use and nobody has asked about for half a year."""
        return self.in_use().filter(Q(checked_on=None) | Q(checked_on__lt=on - GOOD_FOR))

    def found(self, words: str):
        """Each word in the name, in what they help with, or in where they are."""
        found = self
        for word in words.split():
            asked = Q(name__icontains=word) | Q(offer__icontains=word) | Q(address__icontains=word)
            found = found.filter(asked)
        return found


@tracked()
class Institution(Record):
    """About nobody: what is printed of it names no person."""

    class Kind(models.TextChoices):
        INSTITUTION = "institution", "instytucja"
        SPECIALIST = "specialist", "specjalista"
        PARTNER = "partner", "partner Klubu"

    class Matter(models.TextChoices):
        WORK = "work", "praca i szkolenia"
        LAW = "law", "porady prawne"
        HOUSING = "housing", "mieszkanie"
        DEBT = "debt", "długi i budżet domowy"
        BENEFITS = "benefits", "świadczenia i dokumenty"
        HEALTH = "health", "zdrowie"
        ADDICTION = "addiction", "uzależnienia"
        VIOLENCE = "violence", "przemoc w rodzinie"
        FAMILY = "family", "rodzina i dzieci"
        DISABILITY = "disability", "niepełnosprawność"
        FOREIGNERS = "foreigners", "cudzoziemcy"
        FOOD = "food", "żywność, odzież, nocleg"

    name = LineColumn("nazwa", max_length=150, db_collation=POLISH_WITH_NUMBERS)
    kind = models.CharField("rodzaj", max_length=12, choices=Kind, default=Kind.INSTITUTION)
    matters = ArrayField(
        models.CharField(max_length=12, choices=Matter),
        verbose_name="w jakich sprawach",
        size=MOST_HELPS,
    )
    offer = models.TextField("w czym pomaga", max_length=1000)
    bring = models.TextField("co wziąć ze sobą", max_length=500, blank=True)
    address = LineColumn("adres", max_length=200, blank=True)
    opening_hours = models.TextField(
        "godziny", max_length=300, blank=True, help_text="np. pn–pt 8–15, wt do 17"
    )
    phone = LineColumn("telefon", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)
    website = models.URLField("strona internetowa", blank=True)
    contact = LineColumn(
        "do kogo się zwrócić", max_length=150, blank=True, help_text="Osoba albo pokój."
    )
    note = models.TextField(
        "uwagi dla pracowników", max_length=1000, blank=True, help_text="Nie ma ich na wydruku."
    )
    checked_on = models.DateField("sprawdzono", null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        User,
        verbose_name="sprawdził(a)",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_active = models.BooleanField(
        "działa",
        default=True,
        help_text="Odznaczone zostaje tutaj, ale nikogo się tam nie kieruje.",
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "wpis w spisie instytucji"
        verbose_name_plural = "spis instytucji"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "address"],
                name="institution_once",
                violation_error_message="Taki wpis już jest: ta sama nazwa pod tym samym adresem.",
            ),
            models.CheckConstraint(
                name="institution_matters_named",
                condition=Q(matters__len__gte=1),
                violation_error_message="Zaznacz, w jakich sprawach pomaga.",
            ),
            models.CheckConstraint(
                name="institution_can_be_reached",
                condition=~Q(address="", phone="", email="", website=""),
                violation_error_message="Podaj adres, telefon, e-mail albo stronę internetową.",
            ),
            models.CheckConstraint(
                name="institution_checked_whole",
                condition=Q(checked_on=None, checked_by=None)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                violation_error_message="Sprawdzenie ma dzień i osobę.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def in_matters(self) -> str:
        return ", ".join(self.Matter(matter).label for matter in self.matters)

    def is_stale(self, on: datetime.date) -> bool:
        return self.checked_on is None or self.checked_on < on - GOOD_FOR

    def check_off(self, *, by, on: datetime.date) -> None:
        """Somebody asked there, and what stands here holds."""
        self.checked_on, self.checked_by = on, by
        self.save(update_fields=["checked_on", "checked_by"])
