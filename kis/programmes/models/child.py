"""What a day room knows of a child: facts, whom to call, who may collect it, what was consented to."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from kis.accounts.models import User
from kis.lib.columns import LineColumn
from kis.lib.guards import VOIDED_STAYS, kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet
from kis.lib.records import NotVoided, Record, Voidable, voided_whole
from kis.programmes.guards import child as guards
from kis.programmes.guards.presence import OF_CHILD
from kis.programmes.models.edition import ENDS_BEFORE_START
from kis.programmes.models.enrolment import Enrolment


@tracked()
class ChildCard(Record):
    """Of one participation. What the carers must know of its health, nobody but they read."""

    enrolment = models.OneToOneField(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="child_card"
    )
    school = LineColumn("szkoła", max_length=150, blank=True)
    school_class = LineColumn("klasa", max_length=20, blank=True)
    allergies = models.TextField("alergie i zdrowie", max_length=1000, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta(Record.Meta):
        verbose_name = "karta dziecka"
        verbose_name_plural = "karty dzieci"
        triggers = [
            *Record.Meta.triggers,
            kept("enrolment_id", "entered_by_id"),
            OF_CHILD,
            guards.OF_A_DAY_ROOM,
        ]

    def __str__(self):
        return f"karta: {self.enrolment}"

    @property
    def school_in_words(self) -> str:
        school_class = f"klasa {self.school_class}" if self.school_class else ""
        return ", ".join(filter(None, [self.school, school_class]))


class ContactQuerySet(PeriodQuerySet):
    def who_may_collect(self, day):
        return self.on(day).filter(may_collect=True)


@tracked()
class ChildContact(Record):
    """A parent, a guardian or whom they entrusted with collecting the child."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="contacts"
    )
    name = LineColumn("imię i nazwisko", max_length=120)
    relation = LineColumn("kim jest dla dziecka", max_length=60)
    phone = LineColumn("telefon", max_length=40, blank=True)
    is_guardian = models.BooleanField("rodzic albo opiekun prawny", default=False)
    may_collect = models.BooleanField("może odbierać dziecko", default=True)
    starts_on = models.DateField("od dnia")
    ends_on = models.DateField("do dnia", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ContactQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "osoba do kontaktu"
        verbose_name_plural = "osoby do kontaktu"
        ordering = ["enrolment", "-is_guardian", "name", "pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("enrolment_id", "entered_by_id"),
            OF_CHILD,
            guards.OF_A_DAY_ROOM,
            guards.CONTACT_COVERS_COLLECTING,
        ]
        constraints = [
            models.CheckConstraint(
                name="child_contact_has_a_name",
                condition=~Q(name="") & ~Q(relation=""),
                violation_error_message="Wpisz imię i nazwisko oraz kim ta osoba jest dla dziecka.",
            ),
            models.CheckConstraint(
                name="child_contact_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=ENDS_BEFORE_START,
            ),
        ]

    def __str__(self):
        return f"{self.relation}: {self.name}"

    def lasts(self, day) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class ConsentQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), given_on__lte=day)


@tracked()
class ChildConsent(Record, Voidable):
    """`withdrawn_on` is the first day without it."""

    class Kind(models.TextChoices):
        ALONE = "alone", "samodzielny powrót do domu"
        OUTINGS = "outings", "wyjścia poza świetlicę"
        IMAGE = "image", "zdjęcia i nagrania"
        FIRST_AID = "first_aid", "wezwanie pomocy medycznej"

    enrolment = models.ForeignKey(
        Enrolment, verbose_name="udział", on_delete=models.PROTECT, related_name="consents"
    )
    kind = models.CharField("na co", max_length=9, choices=Kind)
    giver = LineColumn("kto się zgodził", max_length=120)
    given_on = models.DateField("zgoda z dnia")
    withdrawn_on = models.DateField("nieważna od dnia", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = NotVoided.from_queryset(ConsentQuerySet)()
    with_voided = ConsentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "zgoda opiekuna"
        verbose_name_plural = "zgody opiekunów"
        base_manager_name = "with_voided"
        ordering = ["enrolment", "kind", "-given_on", "pk"]
        triggers = [
            *Record.Meta.triggers,
            VOIDED_STAYS,
            kept("enrolment_id", "kind", "entered_by_id"),
            guards.OF_A_DAY_ROOM,
            guards.CONSENT_COVERS_LEAVING,
        ]
        constraints = [
            models.CheckConstraint(
                name="child_consent_in_order",
                condition=(Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")))
                & ~Q(giver=""),
                violation_error_message="Zgoda ma osobę, która ją dała, i nie kończy się przed początkiem.",
            ),
            ExclusionConstraint(
                name="child_consent_once",
                expressions=[
                    ("enrolment", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        models.Func(
                            F("given_on"),
                            F("withdrawn_on"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None),
                violation_error_message="Ta zgoda jest już wpisana na ten czas.",
            ),
            voided_whole("child_consent_voided_whole", "entered_by"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def author(self):
        return self.entered_by

    def stands(self, day) -> bool:
        is_over = self.withdrawn_on is not None and self.withdrawn_on <= day
        return self.voided_at is None and self.given_on <= day and not is_over
