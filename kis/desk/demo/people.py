"""Registration, categories with their evidence, and the question about excluding entitlements."""

import datetime
from types import SimpleNamespace

import pghistory

from kis.accounts.models import Centre
from kis.desk.demo.cast import CAST, Character
from kis.lib.dates import DAY, add_months
from participants.file import PersonFile
from participants.models import (
    BenefitAnswer,
    BenefitCheck,
    Eligibility,
    EligibilityCategory,
    Evidence,
    HouseholdMember,
    Job,
    LabourOfficePeriod,
    MailConsent,
    Note,
    Person,
)
from participants.opening import open_case
from participants.registration import register

PAPERS = {
    1: (Evidence.Kind.PROGRAMME, "MOPS", 6),
    2: (Evidence.Kind.CERTIFICATE, "Poradnia Terapii Uzależnień", 12),
    3: (Evidence.Kind.CERTIFICATE, "Poradnia Terapii Uzależnień", 12),
    4: (Evidence.Kind.CERTIFICATE, "Poradnia Zdrowia Psychicznego", 12),
    5: (Evidence.Kind.CERTIFICATE, "Powiatowy Urząd Pracy", 12),
    6: (Evidence.Kind.DISCHARGE, "Zakład Karny", 12),
    7: (Evidence.Kind.PROGRAMME, "PCPR", 12),
    8: (Evidence.Kind.RULING, "Powiatowy Zespół do Spraw Orzekania o Niepełnosprawności", None),
    9: (Evidence.Kind.STATEMENT, "osoba", 12),
}
EXCLUSION = (
    "Brak stałego dochodu nie pozwala opłacić mieszkania i leków. Długa przerwa w pracy ogranicza "
    "udział w życiu zawodowym i społecznym."
)
# Surnames of those whose papers show something on the screens.
EXPIRING, EXPIRED, JUST_REGISTERED, WITHOUT_PAPER, ON_BENEFIT = (
    *("Żak", "Lisowska", "Zych", "Nowicka", "Pająk"),
)
ENTERED_TWICE = "Nowicka"


def register_people(
    staff: SimpleNamespace, today: datetime.date, others: list[Character], streets: list[str]
) -> dict[str, Person]:
    """The whole cast and the others by surname, registered between a year ago and yesterday."""
    people = {}
    for ordinal, character in enumerate([*CAST, *others]):
        on = today - _days_ago(character, ordinal) * DAY
        worker = getattr(staff, character.worker)
        with pghistory.context(user=worker.pk):
            person = register(_person(character, ordinal, worker, on, streets), by=worker, on=on)
            people[character.last_name] = person
            if character.last_name != JUST_REGISTERED:
                _establish(person, character, worker, on, today)
    return people


def ask_for_reminders(
    people: dict[str, Person], staff: SimpleNamespace, today: datetime.date
) -> None:
    """Two wanted e-mails, one of them wants none any more."""
    worker, given_on = staff.socjalna, today - 30 * DAY
    wanting = [person for person in people.values() if person.responsible == worker][:2]
    with pghistory.context(user=worker.pk):
        _, other = [
            MailConsent.objects.give(
                person, email=f"osoba{number}@example.pl", on=given_on, by=worker
            )
            for number, person in enumerate(wanting, start=1)
        ]
        other.withdraw(on=today - 3 * DAY, by=worker)


def enter_twice(people: dict[str, Person], staff: SimpleNamespace, today: datetime.date) -> None:
    """Somebody comes under another surname and without papers to another worker: probably the same person."""
    known, worker, on = people[ENTERED_TWICE], staff.socjalna, today - 6 * DAY
    with pghistory.context(user=worker.pk):
        person = Person(
            last_name=f"{known.last_name}-Sowa",
            first_name=known.first_name,
            born_on=known.born_on,
            sex=known.sex,
            street=known.street,
            house=known.house,
            postal_code=known.postal_code,
            town=known.town,
            phone="600 555 100",
            no_identity_reason="Nie ma przy sobie dokumentów, doniesie dowód.",
            information_given_on=on,
            information_given_how=Person.InformationGiven.READ_OUT,
            reported_by=Person.ReportedBy.PERSON,
            reported_on=on,
            responsible=worker,
        )
        register(person, by=worker, on=on, note="Prosi o pomoc w znalezieniu pracy.")


def _days_ago(character: Character, ordinal: int) -> int:
    if character.last_name == JUST_REGISTERED:
        return 1
    return 340 - 9 * ordinal if ordinal < len(CAST) else 335 - 5 * (ordinal - len(CAST))


def _person(
    character: Character, ordinal: int, worker, on: datetime.date, streets: list[str]
) -> Person:
    is_fresh = character.last_name == JUST_REGISTERED
    centre = Centre.objects.get()
    return Person(
        last_name=character.last_name,
        first_name=character.first_name,
        pesel=character.pesel(ordinal),
        born_on=character.born_on,
        sex=character.sex,
        street=f"ul. {streets[ordinal % len(streets)]}",
        house=character.house,
        postal_code=centre.postal_code,
        town=centre.town,
        phone="" if is_fresh else f"600 {100 + ordinal} 200",
        citizenship="ukraińskie" if character.category == 7 else "polskie",
        needs_interpreter=False,
        reads_with_difficulty=character.last_name == "Górka",
        is_homeless=character.category == 1,
        place_of_stay="schronisko" if character.category == 1 else "",
        labour_status=Person.LabourStatus.UNEMPLOYED,
        information_given_on=None if is_fresh else on,
        information_given_how="" if is_fresh else Person.InformationGiven.PRINTED,
        reported_by=Person.ReportedBy.SOCIAL_WORKER,
        reported_on=on,
        responsible=worker,
    )


def _establish(person, character: Character, worker, on: datetime.date, today: datetime.date):
    category = EligibilityCategory.objects.on(on).get(code=character.category)
    eligibility = Eligibility.objects.create(
        person=person,
        category=category,
        exclusion=EXCLUSION,
        reason="Samotne wychowywanie dzieci i zadłużenie mieszkania."
        if category.needs_reason
        else "",
        established_on=on,
        established_by=worker,
    )
    if character.last_name != WITHOUT_PAPER:
        _paper(eligibility, character, worker, on, today)
        _ask(person, character, worker, on, today)
    period = LabourOfficePeriod.objects.create(person=person, starts_on=add_months(on, -16))
    # Of one person the last contact with the office is long ago, of another it is soon to come.
    ago = {EXPIRING: 120, EXPIRED: 80}.get(character.last_name, 20)
    period.note_contact(on=today - ago * DAY)
    _life(person, character, on)
    Note.objects.create(
        person=person,
        kind=Note.Kind.TALK,
        text="Omówiono zasady udziału w klubie i najbliższe terminy.",
        author=worker,
    )


def _life(person, character: Character, on: datetime.date):
    """A job before the time without one, and who keeps house with the person."""
    if character.category == 1:
        return
    last_day = add_months(on, -17)
    Job.objects.create(
        person=person,
        starts_on=add_months(last_day, -30),
        ends_on=last_day,
        position="pomoc kuchenna" if character.sex == "K" else "magazynier",
        employer="bar mleczny" if character.sex == "K" else "hurtownia",
    )
    if character.sex == "K":
        HouseholdMember.objects.create(
            person=person,
            relation=HouseholdMember.Relation.CHILD,
            name="Ola",
            born_in=on.year - 9,
            note="chodzi do szkoły podstawowej",
        )


def _paper(eligibility, character: Character, worker, on: datetime.date, today: datetime.date):
    kind, issuer, months = PAPERS[character.category]
    issued_on = on - 3 * DAY
    until = None if months is None else add_months(issued_on, months) - DAY
    until = {EXPIRING: today + 8 * DAY, EXPIRED: today - 12 * DAY}.get(character.last_name, until)
    Evidence.objects.create(
        eligibility=eligibility,
        kind=kind,
        issuer=issuer,
        issued_on=issued_on,
        valid_until=until,
        is_indefinite=until is None,
        original_place="teczka osoby",
        added_by=worker,
    )


def _ask(person, character: Character, worker, on: datetime.date, today: datetime.date):
    check = BenefitCheck.objects.create(
        person=person,
        asked_on=on,
        basis="oświadczenie i zaświadczenie z PUP",
        ask_again_on=add_months(today, 3),
        asked_by=worker,
    )
    if character.last_name == ON_BENEFIT:
        BenefitAnswer.objects.create(
            check_made=check,
            benefit=BenefitAnswer.Benefit.UNEMPLOYMENT,
            entitled_from=on - 20 * DAY,
        )


def open_a_case(people: dict[str, Person], staff: SimpleNamespace, today: datetime.date) -> None:
    """Of a colleague, for a reason that the coordinator has not judged yet."""
    person = next(one for one in people.values() if one.responsible == staff.socjalna)
    with pghistory.context(user=staff.socjalny2.pk):
        file = PersonFile(person, staff.socjalny2, today)
        open_case(file, reason="Telefon ze szpitala, prowadząca jest na urlopie.")
