from datetime import date

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from kis.accounts.models import User
from kis.lib import dates
from kis.lib.columns import LineColumn, PostalCodeColumn
from kis.lib.guards import BUMP_VERSION, kept
from kis.lib.history import tracked
from kis.lib.pesel import read_pesel
from kis.lib.records import Record
from participants.commissioned_guards import UNMERGED_COMMISSIONED
from participants.guards import (
    ERASED_BY_COMMAND,
    MERGED,
    MERGED_KEPT,
    MERGED_NOT_WHILE_RESTRICTED,
    MERGED_ROWS,
    PERSON_NOT_WHILE_RESTRICTED,
)
from participants.models.people import BareNumber, Fold, PersonQuerySet

POLISH = "pl-PL-x-icu"
# As PostgreSQL writes them: of kis.lib.typed, those that what is copied from a page brings along.
UNSEEN = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"


def address_line(street: str, house: str, postal_code: str, town: str, place_of_stay: str) -> str:
    """Where a person lives; of a homeless one the place of stay."""
    house_of_street = " ".join(filter(None, [street, house]))
    town_by_code = " ".join(filter(None, [postal_code, town]))
    return ", ".join(filter(None, [house_of_street, town_by_code])) or place_of_stay


def other_birth(typed: date, by_pesel: date) -> str:
    """The refusal of a birth date that is not the one of the PESEL."""
    return (
        f"Data urodzenia {dates.polish(typed)} nie zgadza się z numerem PESEL – wynika z niego "
        f"{dates.polish(by_pesel)}. Popraw jedno z nich."
    )


@tracked(exclude=["search", "folded_last_name"])
class Person(Record):
    """Everybody in the register: candidates, participants, PSU workers, spouses in a contract."""

    class Sex(models.TextChoices):
        WOMAN = "K", "kobieta"
        MAN = "M", "mężczyzna"

    class IdentityDocument(models.TextChoices):
        ID_CARD = "id_card", "dowód osobisty"
        PASSPORT = "passport", "paszport"
        RESIDENCE_CARD = "residence_card", "karta pobytu"
        TRAVEL_DOCUMENT = "travel_document", "dokument podróży"
        TEMPORARY = "temporary", "tymczasowe zaświadczenie tożsamości cudzoziemca"
        OTHER = "other", "inny dokument"

    class InformationGiven(models.TextChoices):
        PRINTED = "printed", "wydruk"
        NOTICE = "notice", "wskazano tablicę"
        READ_OUT = "read_out", "odczytano"

    class ReportedBy(models.TextChoices):
        PERSON = "person", "osoba"
        SOCIAL_WORKER = "social_worker", "pracownik socjalny"
        COORDINATOR = "coordinator", "koordynator"
        LABOUR_OFFICE = "labour_office", "PUP"
        OTHER = "other", "inna instytucja"

    class LabourStatus(models.TextChoices):
        UNEMPLOYED = "unemployed", "bezrobotny(-a), zarejestrowany(-a) w PUP"
        JOBSEEKER = "jobseeker", "poszukujący(-a) pracy"
        INACTIVE = "inactive", "nieaktywny(-a) zawodowo"
        EMPLOYED = "employed", "pracujący(-a)"

    class Education(models.TextChoices):
        NONE = "none", "niepełne podstawowe"
        PRIMARY = "primary", "podstawowe"
        LOWER = "lower", "gimnazjalne"
        VOCATIONAL = "vocational", "zasadnicze zawodowe lub branżowe"
        SECONDARY = "secondary", "średnie"
        POST_SECONDARY = "post_secondary", "policealne"
        HIGHER = "higher", "wyższe"

    pesel = models.CharField("PESEL", max_length=11, blank=True)
    pesel_kept_reason = models.CharField(
        "dlaczego zostaje numer z błędną cyfrą", max_length=200, blank=True
    )
    identity_kind = models.CharField(
        "rodzaj dokumentu", max_length=20, blank=True, choices=IdentityDocument
    )
    identity_number = LineColumn("seria i numer", max_length=40, blank=True)
    identity_country = models.CharField("kraj wydania", max_length=60, blank=True)
    identity_valid_until = models.DateField("dokument ważny do", null=True, blank=True)
    no_identity_reason = models.CharField(
        "brak dokumentów – co ustalono", max_length=300, blank=True
    )

    last_name = LineColumn("nazwisko", max_length=100, db_collation=POLISH)
    first_name = LineColumn("imię", max_length=60, db_collation=POLISH)
    second_name = LineColumn("drugie imię", max_length=60, blank=True, db_collation=POLISH)
    born_on = models.DateField("data urodzenia", null=True, blank=True)
    sex = models.CharField("płeć", max_length=1, blank=True, choices=Sex)
    citizenship = models.CharField("obywatelstwo", max_length=60, blank=True, default="polskie")
    residence_title = models.CharField("dokument pobytu", max_length=100, blank=True)
    residence_title_until = models.DateField("dokument pobytu ważny do", null=True, blank=True)
    residence_title_by_law_until = models.DateField("z mocy ustawy do", null=True, blank=True)

    street = models.CharField("ulica", max_length=100, blank=True)
    house = models.CharField("nr domu i mieszkania", max_length=20, blank=True)
    postal_code = PostalCodeColumn(
        "kod pocztowy",
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{2}-\d{3}$", "Wpisz kod w postaci 24-100.")],
    )
    town = LineColumn("miejscowość", max_length=60, blank=True)
    is_homeless = models.BooleanField("osoba bezdomna", default=False)
    place_of_stay = models.CharField("miejsce pobytu", max_length=200, blank=True)
    last_registered_address = models.CharField(
        "ostatnie zameldowanie na pobyt stały", max_length=200, blank=True
    )
    registered_address = models.CharField("zameldowanie", max_length=200, blank=True)

    phone = models.CharField("telefon", max_length=40, blank=True)
    safe_contact = models.CharField("bezpieczny kontakt", max_length=200, blank=True)
    trusted_person = models.CharField("osoba zaufana", max_length=200, blank=True)
    language = models.CharField("język", max_length=60, blank=True)
    needs_interpreter = models.BooleanField("potrzebny tłumacz", default=False)
    reads_with_difficulty = models.BooleanField("czyta z trudem (większy druk)", default=False)
    cannot_write = models.BooleanField("nie może pisać", default=False)

    information_given_on = models.DateField(
        "informację o danych osobowych przekazano dnia", null=True, blank=True
    )
    information_given_how = models.CharField(
        "sposób przekazania informacji", max_length=10, blank=True, choices=InformationGiven
    )
    reported_by = models.CharField("kto zgłasza", max_length=20, blank=True, choices=ReportedBy)
    reported_on = models.DateField("data zgłoszenia", null=True, blank=True)
    responsible = models.ForeignKey(
        User, verbose_name="prowadzi", on_delete=models.PROTECT, related_name="cases"
    )

    education = models.CharField("wykształcenie", max_length=20, blank=True, choices=Education)
    profession = models.CharField("zawód", max_length=100, blank=True)
    qualifications = models.TextField("uprawnienia", blank=True)
    work_history = models.TextField("praca dotychczas – uwagi", blank=True)
    household = models.TextField("gospodarstwo domowe – uwagi", blank=True)
    labour_status = models.CharField(
        "status na rynku pracy", max_length=20, blank=True, choices=LabourStatus
    )
    assistance_since = models.DateField("pomoc społeczna od", null=True, blank=True)
    assistance_kind = models.CharField("rodzaj pomocy", max_length=200, blank=True)
    interview_on = models.DateField("wywiad środowiskowy", null=True, blank=True)
    case_mark = LineColumn("znak sprawy", max_length=60, blank=True)
    domain_system_number = LineColumn("nr w systemie dziedzinowym", max_length=60, blank=True)
    file_number = LineColumn("nr teczki", max_length=60, blank=True)
    distinguished_by = models.CharField(
        "po czym poznać, że to inna osoba", max_length=300, blank=True
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name="połączono z",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    created_at = models.DateTimeField("zarejestrowano", auto_now_add=True)
    # After the term of keeping: a number and figures stay, nobody sees the file any more.
    erased_on = models.DateField("dane usunięto", null=True, blank=True, editable=False)
    # By a list, when the office began with the program: untouched it may be taken back (see the guard).
    from_list = models.BooleanField("ze stanu początkowego", default=False, editable=False)

    # Each name between spaces: a whole first name is looked for with those around it (PersonQuerySet).
    search = models.GeneratedField(
        expression=Fold(
            Concat(
                "last_name",
                Value(" "),
                "first_name",
                Value(" "),
                "second_name",
                Value(" "),
                "pesel",
                output_field=models.TextField(),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    folded_last_name = models.GeneratedField(
        expression=Fold("last_name"), output_field=models.TextField(), db_persist=True
    )

    objects = PersonQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "osoba"
        verbose_name_plural = "osoby"
        triggers = [
            BUMP_VERSION,
            # Nobody changed it since; what hangs on it is held by the foreign keys.
            kept(until="OLD.from_list AND OLD.version = 1"),
            MERGED,
            MERGED_KEPT,
            MERGED_ROWS,
            UNMERGED_COMMISSIONED,
            PERSON_NOT_WHILE_RESTRICTED,
            MERGED_NOT_WHILE_RESTRICTED,
            ERASED_BY_COMMAND,
        ]
        indexes = [
            GinIndex(OpClass(F("search"), name="gin_trgm_ops"), name="person_search"),
            models.Index(
                OpClass(F("folded_last_name"), name="text_pattern_ops"), name="person_surname_start"
            ),
            models.Index(fields=["last_name", "first_name", "id"], name="person_polish_order"),
            # Files that are probably one person's are looked for among those born on a day.
            models.Index(fields=["born_on"], name="person_born_on"),
            models.Index(
                BareNumber("identity_number"),
                name="person_identity_number",
                condition=~Q(identity_number=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pesel"],
                condition=~Q(pesel=""),
                name="person_pesel_once",
                violation_error_message="Osoba z tym numerem PESEL już jest w rejestrze.",
            ),
            models.CheckConstraint(
                name="person_born_in_a_likely_year",
                condition=Q(born_on__gte=date(dates.FIRST_YEAR, 1, 1)),
                violation_error_message=f"Sprawdź rok urodzenia: od {dates.FIRST_YEAR}.",
            ),
            models.CheckConstraint(
                name="person_pesel_is_eleven_digits",
                condition=Q(pesel="") | Q(pesel__regex=r"^\d{11}$"),
                violation_error_message="Numer PESEL ma 11 cyfr.",
            ),
            models.CheckConstraint(
                name="person_identity_kind_and_number",
                condition=Q(identity_kind="", identity_number="")
                | ~Q(identity_kind="") & ~Q(identity_number=""),
                violation_error_message="Podaj i rodzaj, i numer dokumentu.",
            ),
            models.CheckConstraint(
                name="person_names_are_seen",
                condition=~Q(last_name__regex=UNSEEN)
                & ~Q(first_name__regex=UNSEEN)
                & ~Q(second_name__regex=UNSEEN),
                violation_error_message="W nazwisku lub imieniu są znaki, których nie widać. "
                "Wpisz je jeszcze raz.",
            ),
            models.CheckConstraint(
                name="person_not_merged_into_itself",
                condition=~Q(merged_into=F("pk")),
                violation_error_message="Osoby nie można połączyć z nią samą.",
            ),
        ]

    def __str__(self):
        return f"{self.last_name} {self.first_name}"

    def clean(self):
        if not self.pesel:
            return
        facts = read_pesel(self.pesel)
        if facts is None:
            raise ValidationError({"pesel": "Numer PESEL ma 11 cyfr."})
        if not facts.checks and not self.pesel_kept_reason.strip():
            raise ValidationError(
                {
                    "pesel": "Numer PESEL ma błędną cyfrę kontrolną. Porównaj go z dokumentem. Jeśli "
                    "w dokumencie naprawdę jest taki numer, zaznacz „Zostaw ten numer” "
                    "i napisz dlaczego."
                }
            )
        # A number with a wrong digit tells neither day nor sex for certain.
        if facts.checks and self.born_on and self.born_on != facts.born_on:
            raise ValidationError({"born_on": other_birth(self.born_on, facts.born_on)})
        if facts.checks and self.sex and self.sex != facts.sex:
            raise ValidationError(
                {
                    "sex": "Płeć nie zgadza się z numerem PESEL – wynika z niego: "
                    f"{self.Sex(facts.sex).label}. Popraw jedno z nich."
                }
            )

    @property
    def full_name(self) -> str:
        """Łukasz Kowalczyk: the order of papers"""
        return f"{self.first_name} {self.last_name}"

    @property
    def all_names(self) -> str:
        """Kowalczyk Łukasz Jan: the order of letters"""
        return " ".join(filter(None, [self.last_name, self.first_name, self.second_name]))

    @property
    def address(self) -> str:
        """One line: where the person lives or stays."""
        return address_line(
            self.street, self.house, self.postal_code, self.town, self.place_of_stay
        )

    @property
    def identification(self) -> str:
        """For papers: the PESEL, else kind and number of another document (empty with neither)."""
        if self.pesel:
            return f"PESEL {self.pesel}"
        if self.identity_number:
            return f"{self.get_identity_kind_display()} {self.identity_number}"
        return ""

    @property
    def is_identified(self) -> bool:
        """By a PESEL or a document, or it was written down why there is neither."""
        return bool(self.identification or self.no_identity_reason)

    def age(self, on) -> int | None:
        return dates.years_between(self.born_on, on) if self.born_on else None

    def is_writable_by(self, user, on) -> bool:
        """Whether something new may be entered. One query.

        A page of the file asks its PersonFile, which knows the answer.
        """
        return Person.objects.writable_by(user, on).filter(pk=self.pk).exists()
