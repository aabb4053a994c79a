"""People of the crowd who take part in the club, in bulk: category, paper, contract, stay, notes.

Spread over a year as in an office that keeps up: of each sort a few in a hundred run out soon or are late.
The guards judge every row as they judge a person's.
"""

import datetime
import random
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from contracts.models import PlannedReview, SocialContract
from kis.lib.dates import DAY
from kis.lib.planner import tell_the_planner
from participants.models import (
    BenefitCheck,
    Eligibility,
    EligibilityCategory,
    Evidence,
    Note,
    Participation,
    Person,
)

AT_ONCE = 2_000
YEAR = 365 * DAY
BEGAN = range(20, 352)  # days ago
NOTES = 3  # of each person, a month between two
CATEGORY = 5  # long unemployed
SILENT, OVERDUE, REMINDED = 5, 1, 2  # in a hundred


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody who stands in the register already."""

    number: int
    leader: int
    since: datetime.date


def take_part(people: list[Registered], chance: random.Random, on: datetime.date) -> None:
    began = {one: max(one.since, on - chance.choice(BEGAN) * DAY) for one in people}
    numbers = [one.number for one in people]
    Person.objects.filter(pk__in=numbers).update(
        information_given_on=F("reported_on"),
        information_given_how=Person.InformationGiven.PRINTED,
    )
    _establish(began, chance, on)
    _agree(began, chance, on)
    _write(people, chance, on)


def _establish(began, chance: random.Random, on: datetime.date) -> None:
    category = EligibilityCategory.objects.on(on).get(code=CATEGORY)
    grounds = Eligibility.objects.bulk_create(
        [
            Eligibility(
                person_id=one.number,
                category=category,
                exclusion="Brak stałego dochodu i długa przerwa w pracy.",
                established_on=day,
                established_by_id=one.leader,
            )
            for one, day in began.items()
        ],
        batch_size=AT_ONCE,
    )
    Evidence.objects.bulk_create(
        [
            Evidence(
                eligibility=ground,
                kind=Evidence.Kind.CERTIFICATE,
                issuer="Powiatowy Urząd Pracy",
                issued_on=ground.established_on,
                valid_until=_valid_until(ground.established_on, chance, on),
                original_place="teczka osoby",
                added_by_id=ground.established_by_id,
            )
            for ground in grounds
        ],
        batch_size=AT_ONCE,
    )
    BenefitCheck.objects.bulk_create(
        [
            BenefitCheck(
                person_id=one.number,
                asked_on=day,
                basis="oświadczenie",
                ask_again_on=max(day + DAY, on + chance.randrange(-2, 180) * DAY),
                asked_by_id=one.leader,
            )
            for one, day in began.items()
        ],
        batch_size=AT_ONCE,
    )


def _valid_until(issued_on: datetime.date, chance: random.Random, on: datetime.date):
    is_overdue = chance.random() * 100 < OVERDUE
    return max(issued_on, on - 5 * DAY) if is_overdue else issued_on + YEAR


def _agree(began, chance: random.Random, on: datetime.date) -> None:
    """Signed on paper on the day on which the stay begins, for a year."""
    contracts = SocialContract.objects.bulk_create(
        [
            SocialContract(
                person_id=one.number,
                type=chance.choice("AB"),
                origin=SocialContract.Origin.PAPER,
                number=f"{one.number}/z",
                worker_id=one.leader,
                created_by_id=one.leader,
                ends_on=day + YEAR,
            )
            for one, day in began.items()
        ],
        batch_size=AT_ONCE,
    )
    PlannedReview.objects.bulk_create(
        [
            PlannedReview(contract=contract, on=contract.ends_on - back * DAY, is_final=not back)
            for contract in contracts
            for back in (180, 0)
        ],
        batch_size=AT_ONCE,
    )
    tell_the_planner()  # else the guards of a signature go by plans of empty tables
    days = {one.number: day for one, day in began.items()}
    for contract in contracts:
        contract.state, contract.copy_given = SocialContract.State.SIGNED, True
        contract.signed_on = days[contract.person_id]
        contract.signed_by_id = contract.worker_id
    SocialContract.objects.bulk_update(
        contracts, ["state", "copy_given", "signed_on", "signed_by"], batch_size=AT_ONCE
    )
    Participation.objects.bulk_create(
        [
            Participation(
                person_id=one.number,
                starts_on=day,
                planned_end_on=day + YEAR,
                rules_version="regulamin z 2.01.2024",
                rules_read_on=day,
                declaration_signed_on=day,
                begun_by_id=one.leader,
            )
            for one, day in began.items()
        ],
        batch_size=AT_ONCE,
    )


def _write(people: list[Registered], chance: random.Random, on: datetime.date) -> None:
    """The last note of this month, but of a few; the ones before it a month apart."""
    noon = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
    Note.objects.bulk_create(
        [
            Note(
                person_id=one.number,
                at=noon - (days + 30 * back) * DAY,
                kind=chance.choice(Note.Kind.values),
                text="Omówiono przebieg zajęć i najbliższe terminy.",
                author_id=one.leader,
                remind_on=on if not back and chance.random() * 100 < REMINDED else None,
            )
            for one in people
            for days in [chance.randrange(1, 29) + 30 * (chance.random() * 100 < SILENT)]
            for back in range(NOTES)
        ],
        batch_size=AT_ONCE,
    )
