"""What participants tells in a person's file: data, category with its evidence, the stay in the club."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from kis.lib.dates import polish
from kis.lib.together import together
from participants.file import (
    DUE,
    GOOD,
    LATE,
    LOOK,
    NEUTRAL,
    Fact,
    FileGap,
    FilePart,
    KeptPaper,
    Step,
    state_until,
)
from participants.files import with_own
from participants.labour_register import RegisterAlert, alerts
from participants.models import (
    Admission,
    Area,
    BankAccount,
    BenefitCheck,
    Break,
    Eligibility,
    Evidence,
    HouseholdMember,
    Job,
    LabourOfficePeriod,
    MailConsent,
    Note,
    Participation,
    Person,
    RegisterLimit,
)
from participants.person_answer import PersonAnswer, Recorded, recorded
from participants.registrations import limits_of, registration_of

INFORMATION_GIVEN = "#id_information_given_on"


class DetailsPart(FilePart):
    title, page, right = "Dane", "participants:details", "participants.view_register"

    @classmethod
    def holdings(cls):
        return {
            "notatki": Note.objects.all(),
            "okresy w PUP": LabourOfficePeriod.objects.all(),
            "prace": Job.objects.all(),
            "osoby w gospodarstwie": HouseholdMember.objects.all(),
            "sposoby wypłaty": BankAccount.objects.all(),
        }

    @cached_property
    def _register(self) -> list[list]:
        """Periods and what law says of the day. One query."""
        return _register(self.file.whole, self.file.on)

    @property
    def labour_periods(self) -> list[LabourOfficePeriod]:
        return with_own(self._register[0], self.file.person)

    @property
    def register_alerts(self) -> list[tuple[LabourOfficePeriod, RegisterAlert]]:
        """Of registrations that run."""
        limits, on = limits_of(self._register[1]), self.file.on
        return [
            (row, alert)
            for row in self.labour_periods
            if row.is_registration_on(on)
            for alert in alerts(registration_of(row), limits, on)
        ]

    @cached_property
    def rows(self) -> "PersonRows":
        """One query."""
        lists = _rows_of(self.file.whole)
        return PersonRows(*(with_own(rows, self.file.person) for rows in lists))


@together
def _register(whole: int, on: date):
    periods = LabourOfficePeriod.objects.filter(person__in=Person.objects.files_of(whole))
    return periods, RegisterLimit.objects.on(on)


@dataclass(frozen=True)
class PersonRows:
    """What the tab lists beside the person's own fields."""

    jobs: list[Job]
    household: list[HouseholdMember]
    accounts: list[BankAccount]
    mail_consents: list[MailConsent]


@together
def _rows_of(whole: int):
    files = Person.objects.files_of(whole)
    return tuple(
        kind.objects.filter(person__in=files)
        for kind in (Job, HouseholdMember, BankAccount, MailConsent)
    )


class ApplicationPart(FilePart):
    """The application to the club, told of only where it is still the last word: without any stay."""

    @property
    def last(self) -> Area | None:
        """Of all the person's files, with what was `decided` last."""
        _, applications = self.file.part(StayPart).in_the_club
        return next(iter(applications), None)

    @property
    def is_closed(self) -> bool:
        return bool(self.last and self.last.ends_on)

    @property
    def waits(self) -> bool:
        """For a decision."""
        return bool(self.last and not self.last.ends_on and not self.last.decided)

    def fact(self) -> Fact:
        if self.last is None:
            return Fact("Udział w KIS: jeszcze nie rozpoczęty")
        if not self.is_closed and self.file.may_begin:
            return Fact("Udział w KIS: do rozpoczęcia, kontrakt zawarty", LOOK)
        if self.waits:
            return Fact("Udział w KIS: zgłoszenie czeka na decyzję", DUE)
        if not self.is_closed:
            return Fact("Udział w KIS: przyjęte, czeka na kontrakt", LOOK)
        # What was decided is for those who may know why.
        known = self.file.sensitive and self.last.decided
        what = f" ({Admission.What(known).label})" if known else ""
        return Fact(f"Udział w KIS: zgłoszenie zamknięte {polish(self.last.ends_on)}{what}")

    def decision_step(self) -> Step | None:
        """Where the application waits: the step between eligibility and a contract."""
        if not self.waits or not self.file.user.has_perm("participants.write_person"):
            return None
        address = reverse("participants:application_decide", args=[self.file.person.pk])
        return Step("wpisz decyzję o zgłoszeniu", address)


class StayPart(FilePart):
    """The stay in the club; its tab is where it is begun and ended, above."""

    @classmethod
    def holdings(cls):
        return {"udział w KIS": Participation.objects.all()}

    @cached_property
    def in_the_club(self) -> tuple[list[Participation], list[Area]]:
        """The last stay and the last application, as far as there are any. One query."""
        stays, applications = _in_the_club(self.file.whole, self.file.on)
        return with_own(stays, self.file.person), applications

    @property
    def last(self) -> Participation | None:
        stays, _ = self.in_the_club
        return next(iter(stays), None)

    @property
    def is_over(self) -> bool:
        """Or the application was closed. No next step is named then: the worker decides on coming again."""
        if self.last is None:
            return self.file.part(ApplicationPart).is_closed
        return bool(self.last.ends_on and self.last.ends_on < self.file.on)

    @property
    def needs_contract(self) -> bool:
        """Whoever takes part in a group of art. 200, or soon will, does so without one."""
        return not (self.last and self.last.is_commissioned and not self.is_over)

    @property
    def runs(self) -> bool:
        """Whether the person takes part on the day."""
        stay, on = self.last, self.file.on
        return bool(stay and stay.starts_on <= on and (stay.ends_on is None or on <= stay.ends_on))

    def facts(self) -> list[Fact]:
        stay, on = self.last, self.file.on
        if stay is None:
            return [self.file.part(ApplicationPart).fact()]
        kind = " (art. 200)" if stay.is_commissioned else ""
        # The last day is told on it, too: what was ended goes on no more.
        if stay.ends_on and stay.ends_on <= on:
            outcome = stay.get_outcome_display()
            return [Fact(f"Udział w KIS{kind}: {outcome} {polish(stay.ends_on)}", NEUTRAL)]
        if stay.starts_on > on:
            return [Fact(f"Udział w KIS{kind}: od {polish(stay.starts_on)}", LOOK)]
        text = f"Udział w KIS{kind}: trwa od {polish(stay.starts_on)}"
        if stay.paused_since:
            text += f", przerwa od {polish(stay.paused_since)}"
        if stay.planned_end_on < on:
            return [Fact(f"{text}, planowany koniec minął {polish(stay.planned_end_on)}", LATE)]
        state = state_until(stay.planned_end_on, on)
        if state == GOOD:
            return [Fact(text, LOOK if stay.paused_since else GOOD)]
        return [Fact(f"{text}, planowany koniec {polish(stay.planned_end_on)}", state)]


@together
def _in_the_club(whole: int, on: date):
    files = Person.objects.files_of(whole)
    breaks = Break.objects.on(on).filter(participation=OuterRef("pk"))
    stays = Participation.objects.filter(person__in=files).order_by("-starts_on")
    decisions = Admission.objects.filter(area=OuterRef("pk")).last_first()
    applications = Area.objects.filter(person__in=files, kind=Area.Kind.KIS)
    # Of two files one may be open still.
    applications = applications.order_by(F("ends_on").desc(nulls_first=True), "-pk")
    return (
        stays.annotate(paused_since=Subquery(breaks.values("starts_on")[:1]))[:1],
        applications.annotate(decided=Subquery(decisions.values("what")[:1]))[:1],
    )


class EligibilityPart(FilePart):
    title, page = "Kategoria i dokumenty", "participants:eligibility"
    right = "participants.view_register"

    @classmethod
    def holdings(cls):
        return {
            "kategorie": Eligibility.objects.all(),
            "pytania o świadczenia": BenefitCheck.objects.all(),
        }

    @cached_property
    def recorded(self) -> Recorded:
        return recorded(self.file.person)

    @cached_property
    def answer(self) -> PersonAnswer:
        return self.recorded.answer(self.file.on, self.file.person.information_given_on)

    def facts(self) -> list[Fact]:
        facts = self._facts()
        return [fact.at_rest for fact in facts] if self.file.part(StayPart).is_over else facts

    def _facts(self) -> list[Fact]:
        answer, on = self.answer, self.file.on
        if answer.main is None:
            return [Fact("Kategoria: nieustalona", DUE)]
        name = f"Kategoria: {answer.main.category.name_for(sensitive=self.file.sensitive)}"
        if not self.file.sensitive:
            return [Fact(name)]
        if answer.category_ended_on:
            return [Fact(f"{name} – obowiązywała do {polish(answer.category_ended_on)}", LATE)]
        if answer.has_evidence:
            last = answer.main.category_ends_first_on
            if last and (answer.good_until is None or last <= answer.good_until):
                return [Fact(f"{name} – obowiązuje do {polish(last)}", state_until(last, on))]
            what = "program" if answer.ends_by_programme else "dokument"
            end = f"{what} do {polish(answer.good_until)}" if answer.good_until else ""
            return [Fact(f"{name} – {end or 'bezterminowo'}", state_until(answer.good_until, on))]
        if answer.programme_until and answer.programme_until < on:
            end = f"skończyła się z programem {polish(answer.programme_until)}"
            return [Fact(f"{name} – {end}", LATE)]
        if answer.expired_on:
            return [Fact(f"{name} – dokument wygasł {polish(answer.expired_on)}", LATE)]
        return [Fact(f"{name} – brak dokumentu", DUE)]

    def papers(self) -> list[KeptPaper]:
        """Evidence; its kind and its issuer alone may tell what is sensitive."""
        if not self.file.sensitive:
            return []
        return [
            KeptPaper(
                on=paper.issued_on,
                what=_words_of(paper),
                person=row.person_id,
                url=_scan_of(paper, row.person_id),
                is_scan=True,
                place=paper.original_place,
                is_voided=paper.voided_at is not None,
            )
            for row in self.recorded.eligibilities
            for paper in row.papers_recorded
        ]

    def gaps(self) -> list[FileGap]:
        """What is missing on the day, each with where it is put right."""
        answer, person = self.answer, self.file.person.pk
        places = (
            (answer.ground, "Uzupełnij", "participants:eligibility", ""),
            (answer.benefits, "Zapytaj", "participants:benefits_new", ""),
            (answer.information, "Uzupełnij", "participants:details_edit", INFORMATION_GIVEN),
        )
        return [
            FileGap(text, action, reverse(name, args=[person]) + field)
            for texts, action, name, field in places
            for text in texts
        ]

    def next_step(self) -> Step | None:
        """Category, its evidence, the question about benefits: in the order of the work."""
        if self.file.part(StayPart).is_over:
            return None
        if self.answer.main is None:
            label, name = "ustal kategorię", "participants:eligibility_new"
        elif self.answer.category_ended_on:
            label, name = "zmień kategorię", "participants:eligibility"
        elif not self.answer.has_evidence:
            label, name = "dodaj dokument kategorii", "participants:eligibility"
        elif not any(not check.voided_at for check in self.recorded.checks):
            label, name = "zapytaj o świadczenia", "participants:benefits_new"
        elif self.answer.missing:
            label, name = "uzupełnij kategorię", "participants:eligibility"
        else:
            return None
        return Step(label, reverse(name, args=[self.file.person.pk]))


def _words_of(paper: Evidence) -> str:
    words = [str(paper), paper.issuer, paper.number and f"nr {paper.number}"]
    return f"dokument kategorii: {', '.join(filter(None, words))}"


def _scan_of(paper: Evidence, person: int) -> str:
    return reverse("participants:evidence_scan", args=[person, paper.pk]) if paper.scan_id else ""
