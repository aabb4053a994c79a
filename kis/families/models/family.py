"""Families, who belongs to them, and who of the office sees them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kis.accounts.models import Deputy, User
from kis.accounts.rights import Role
from kis.families.guards.assignment import FAMILY_KEEPS_ROLES_APART
from kis.families.models.assistant import AssistantsCoordinator
from kis.lib.columns import LineColumn, PostalCodeColumn
from kis.lib.guards import kept
from kis.lib.history import tracked
from kis.lib.periods import PeriodQuerySet, period
from kis.lib.records import Record
from participants.guards import NOT_TO_A_MERGED, NOT_WHILE_RESTRICTED
from participants.models import Person
from participants.models.person import POLISH, address_line

IN_TWO_FAMILIES = (
    "To dziecko jest w tym czasie w innej rodzinie. Jeśli naprawdę jest w obu, napisz dlaczego, np. opieka "
    "naprzemienna."
)


def sees_every_family(user, on) -> bool:
    """The head, and whom the head named. At most one query."""
    if Role.HEAD in user.roles:
        return True
    return AssistantsCoordinator.objects.on(on).filter(user=user.pk).exists()


class FamilyQuerySet(models.QuerySet):
    def visible_to(self, user, on):
        """All for the head and the coordinator of assistants; else families whose social worker the user is
        or stands in for, and those that the user works with or watches over behind the end of the work.
        """
        if Role.HEAD in user.roles:
            return self
        named = AssistantsCoordinator.objects.on(on).order_by().filter(user=user.pk)
        absent = Deputy.objects.standing_in(on).order_by().filter(deputy=user.pk).values("absent")
        own = Q(social_worker=user.pk) | Q(social_worker__in=absent)
        works = self.model._meta.get_field("cooperations").related_model.objects.of_assistant(
            user, on
        )
        return self.filter(own | Exists(works.filter(family=OuterRef("pk"))) | Exists(named))

    def worked_with_by(self, user, on):
        """Families in which the user is the assistant that day, or the one who monitors."""
        works = self.model._meta.get_field("cooperations").related_model.objects.of_assistant(
            user, on
        )
        return self.filter(Exists(works.filter(family=OuterRef("pk"))))

    def in_polish_order(self):
        return self.order_by("name", "pk")


@tracked()
class Family(Record):
    name = LineColumn(
        "nazwa rodziny",
        max_length=150,
        db_collation=POLISH,
        help_text="Jak mówicie o niej w ośrodku, np. „Nowakowie z Lubelskiej”.",
    )
    street = models.CharField("ulica", max_length=100, blank=True)
    house = models.CharField("nr domu i mieszkania", max_length=20, blank=True)
    postal_code = PostalCodeColumn(
        "kod pocztowy",
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{2}-\d{3}$", "Wpisz kod w postaci 24-100.")],
    )
    town = LineColumn("miejscowość", max_length=60, blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    housing = models.TextField("warunki mieszkaniowe", max_length=1000, blank=True)
    social_worker = models.ForeignKey(
        User, verbose_name="pracownik socjalny", on_delete=models.PROTECT, related_name="families"
    )
    entered_by = models.ForeignKey(
        User, verbose_name="wpisał(a)", on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField("wpisano", auto_now_add=True)

    objects = FamilyQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "rodzina"
        verbose_name_plural = "rodziny"
        ordering = ["name", "pk"]
        triggers = [*Record.Meta.triggers, kept("entered_by_id"), FAMILY_KEEPS_ROLES_APART]
        indexes = [models.Index(fields=["social_worker"], name="family_by_social_worker")]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        return address_line(self.street, self.house, self.postal_code, self.town, "")


class FamilyMemberQuerySet(PeriodQuerySet):
    def children(self):
        return self.filter(part=FamilyMember.Part.CHILD)

    def in_care(self):
        """Children who live outside the home by a court's word."""
        away = [FamilyMember.Whereabouts.FOSTER, FamilyMember.Whereabouts.INSTITUTION]
        return self.children().filter(whereabouts__in=away)


def parents_first(members) -> list["FamilyMember"]:
    """Those who lead the house, then the children, then others."""
    parts = FamilyMember.Part.values
    return sorted(members, key=lambda member: (parts.index(member.part), member.starts_on))


@tracked()
class FamilyMember(Record):
    """A person of the register in a family; its columns are what art. 16 lets an assistant know besides."""

    class Part(models.TextChoices):
        PARENT = "parent", "rodzic"
        PARTNER = "partner", "partner(ka) rodzica"
        CHILD = "child", "dziecko"
        OTHER = "other", "inna osoba w rodzinie"

    class Whereabouts(models.TextChoices):
        HOME = "home", "w domu"
        FOSTER = "foster", "w rodzinie zastępczej"
        INSTITUTION = "institution", "w placówce"
        ELSEWHERE = "elsewhere", "gdzie indziej"

    class Authority(models.TextChoices):
        BOTH = "both", "oboje rodzice"
        MOTHER = "mother", "matka"
        FATHER = "father", "ojciec"
        LIMITED = "limited", "rodzice, ograniczona przez sąd"
        GUARDIAN = "guardian", "opiekun prawny"

    class CivilStatus(models.TextChoices):
        SINGLE = "single", "panna lub kawaler"
        MARRIED = "married", "mężatka lub żonaty"
        SEPARATED = "separated", "w separacji"
        DIVORCED = "divorced", "rozwiedziona(-y)"
        WIDOWED = "widowed", "wdowa lub wdowiec"

    family = models.ForeignKey(
        Family, verbose_name="rodzina", on_delete=models.PROTECT, related_name="members"
    )
    person = models.ForeignKey(
        Person, verbose_name="osoba", on_delete=models.PROTECT, related_name="in_families"
    )
    part = models.CharField("kim jest w rodzinie", max_length=10, choices=Part)
    starts_on = models.DateField("w rodzinie od")
    ends_on = models.DateField("w rodzinie do", null=True, blank=True)
    civil_status = models.CharField("stan cywilny", max_length=10, blank=True, choices=CivilStatus)
    workplace = models.CharField("miejsce pracy lub nauki", max_length=200, blank=True)
    income_sources = models.CharField("źródła dochodu", max_length=300, blank=True)
    whereabouts = models.CharField(
        "gdzie dziecko przebywa", max_length=12, blank=True, choices=Whereabouts
    )
    authority = models.CharField(
        "kto ma władzę rodzicielską", max_length=10, blank=True, choices=Authority
    )
    legal_situation = models.TextField("sytuacja prawna dziecka", max_length=1000, blank=True)
    development = models.TextField("rozwój dziecka", max_length=1000, blank=True)
    alternating_reason = models.CharField(
        "dlaczego dziecko jest w dwóch rodzinach naraz",
        max_length=300,
        blank=True,
        help_text="Np. opieka naprzemienna.",
    )

    objects = FamilyMemberQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "członek rodziny"
        verbose_name_plural = "członkowie rodzin"
        ordering = ["family", "part", "starts_on", "pk"]
        triggers = [
            *Record.Meta.triggers,
            kept("family_id", "person_id"),
            NOT_TO_A_MERGED,
            NOT_WHILE_RESTRICTED,
        ]
        constraints = [
            models.CheckConstraint(
                name="family_member_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ostatni dzień nie może być przed pierwszym.",
            ),
            models.CheckConstraint(
                name="family_member_facts_of_child",
                condition=Q(part="child") & ~Q(whereabouts="")
                | ~Q(part="child")
                & Q(
                    whereabouts="",
                    authority="",
                    legal_situation="",
                    development="",
                    alternating_reason="",
                ),
                violation_error_message="Przy dziecku podaj, gdzie przebywa; tylko przy dziecku pisze się o "
                "władzy rodzicielskiej, sytuacji prawnej i rozwoju.",
            ),
            ExclusionConstraint(
                name="family_member_once_in_family",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Ta osoba jest w tym czasie już w tej rodzinie.",
            ),
            ExclusionConstraint(
                name="child_in_one_family",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(part="child", alternating_reason=""),
                violation_error_message=IN_TWO_FAMILIES,
            ),
        ]
        indexes = [models.Index(fields=["person"], name="family_member_by_person")]

    def __str__(self):
        return f"{self.person} ({self.get_part_display()})"
