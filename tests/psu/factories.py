"""Rows of socially useful work for tests: an agreement of the old regime, in force through 2025 and 2026."""

import datetime
from decimal import Decimal

import factory

from kis.accounts.models import User
from participants.models import BankAccount
from psu.accidents.recording import keep_new
from psu.models import (
    Accident,
    AgreedRate,
    Agreement,
    Ceiling,
    Confirmation,
    Rate,
    Referral,
    Regime,
    SignedList,
    StatusNews,
    Supervision,
    WorkDay,
    WorkKind,
    WorkPlace,
)
from psu.proofs.list_changes import last_change
from tests.factories import PersonFactory

START, END = datetime.date(2025, 1, 1), datetime.date(2027, 12, 31)
CHECKED = datetime.date(2025, 1, 2)
OLD_ACT = datetime.date(2005, 11, 1)


def old_regime() -> Regime:
    """Art. 73a of the act of 20 April 2004: 10 hours a week, 60 %; 12,20 zł from 1 June 2024."""
    regime, is_new = Regime.objects.get_or_create(
        code=Regime.Code.OLD,
        defaults={
            "name": "dotychczasowe",
            "signed_from": OLD_ACT,
            "signed_until": datetime.date(2025, 5, 31),
            "source": "art. 73a",
        },
    )
    if is_new:
        Ceiling.objects.create(
            regime=regime,
            valid_from=OLD_ACT,
            weekly_hours=10,
            refund_max_percent=60,
            source="art. 73a",
        )
        Rate.objects.create(
            regime=regime,
            per_hour=Decimal("10.90"),
            valid_from=datetime.date(2023, 6, 1),
            valid_to=datetime.date(2024, 5, 31),
            source="-",
        )
        Rate.objects.create(
            regime=regime,
            per_hour=Decimal("12.20"),
            valid_from=datetime.date(2024, 6, 1),
            source="-",
        )
    return regime


def new_regime() -> Regime:
    """Art. 142 of the act of 20 March 2025: 10 hours a week, no month; 30,50 zł from its first day."""
    regime, is_new = Regime.objects.get_or_create(
        code=Regime.Code.NEW,
        defaults={"name": "nowe", "signed_from": datetime.date(2025, 6, 1), "source": "-"},
    )
    if is_new:
        Ceiling.objects.create(
            regime=regime,
            valid_from=datetime.date(2025, 6, 1),
            weekly_hours=10,
            refund_max_percent=60,
            source="art. 142",
        )
        Rate.objects.create(
            regime=regime,
            per_hour=Decimal("30.50"),
            valid_from=datetime.date(2025, 6, 1),
            source="art. 142",
        )
    return regime


class WorkKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkKind
        django_get_or_create = ["name"]

    name = "sprzątanie terenu"


class WorkPlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkPlace

    name = factory.Sequence(lambda n: f"Biblioteka-{n}")
    kind = WorkPlace.Kind.COMMUNITY


def school_of(supervisor: User, since: datetime.date) -> WorkPlace:
    """A place that the supervisor looks after from that day on."""
    place = WorkPlaceFactory(name="Szkoła nr 3")
    Supervision.objects.create(place=place, user=supervisor, starts_on=since)
    return place


class AgreementFactory(factory.django.DjangoModelFactory):
    """With one kind of work at 12,20; `place=` adds a place."""

    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"{1000 + n}/2025")  # tests write small numbers out
    signed_on = datetime.date(2025, 1, 2)
    regime = factory.LazyFunction(old_regime)
    starts_on = START
    ends_on = END
    total_hours = Decimal(4000)
    monthly_hours = factory.LazyAttribute(lambda self: self.regime.usual_monthly_hours)
    persons = 25

    @factory.post_generation
    def place(self, create, extracted, **kwargs):
        if extracted:
            self.places.add(extracted)

    @factory.post_generation
    def rate(self, create, extracted, **kwargs):
        kind = WorkKindFactory()
        self.kinds.add(kind)
        if extracted is not False:
            AgreedRate.objects.create(
                agreement=self,
                kind=kind,
                per_hour=extracted or Decimal("12.20"),
                valid_from=self.starts_on,
            )


class ReferralFactory(factory.django.DjangoModelFactory):
    """Ready to work: checked, trained, no medical needed, paid at the cash desk."""

    class Meta:
        model = Referral
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory, responsible=factory.SelfAttribute("..entered_by"))
    basis = Referral.Basis.UNEMPLOYED
    number = factory.Sequence(lambda n: f"PUP.632.{n}.2025")
    issued_on = START
    place = factory.SubFactory(WorkPlaceFactory)
    agreement = factory.LazyAttribute(lambda self: AgreementFactory(place=self.place))
    kind = factory.SubFactory(WorkKindFactory)
    starts_on = START
    ends_on = END
    status_checked_on = CHECKED
    no_benefit_checked_on = CHECKED
    assistance_confirmed_on = CHECKED
    residence_checked_on = CHECKED
    ohs_on = START
    entered_by = factory.LazyFunction(lambda: User.objects.get(username="coordinator"))

    @factory.post_generation
    def payment(self, create, extracted, **kwargs):
        if extracted is not False:
            BankAccount.objects.get_or_create(person=self.person, starts_on=START)


def work(referral: Referral, day: datetime.date, hours="5", **facts) -> WorkDay:
    """One day straight into the table; only the guards stand in the way."""
    return WorkDay.objects.create(
        referral=referral,
        day=day,
        hours=Decimal(hours),
        entered_by=referral.entered_by,
        **facts,
    )


def work_in_may(referral: Referral) -> None:
    """38.50 h in May 2025, never over 10 in a week."""
    for number, hours in (
        *((5, 5), (7, 5), (12, 5), (14, 5)),
        *((19, 5), (21, 5), (26, 5), (28, "3.5")),
    ):
        work(referral, datetime.date(2025, 5, number), hours)


def sign_list(place: WorkPlace, month: datetime.date, by, *, agrees=True) -> SignedList:
    """Noted of the entries that are there now."""
    return SignedList.objects.create(
        place=place,
        month=month,
        received_on=month,
        agrees=agrees,
        noted_by=by,
        entries_seen=last_change(place, month),
    )


def compare_again(place: WorkPlace, month: datetime.date) -> None:
    """The list of that month is noted of the entries that are there now."""
    (signed,) = SignedList.objects.filter(place=place, month=month)
    signed.entries_seen = last_change(place, month)
    signed.save()


def confirm_month(
    place: WorkPlace, month: datetime.date, by, at: datetime.datetime
) -> Confirmation:
    return Confirmation.objects.create(
        place=place,
        month=month,
        confirmed_by=by,
        confirmed_at=at,
        entries_seen=last_change(place, month),
    )


class StatusNewsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatusNews

    what = StatusNews.What.STATUS_LOST
    starts_on = datetime.date(2026, 11, 14)
    letter = "PUP, pismo z 20.11"
    received_on = datetime.date(2026, 11, 23)
    entered_by = factory.LazyFunction(lambda: User.objects.get(username="coordinator"))


def accident_of(referral: Referral, by, day: datetime.date, **facts) -> Accident:
    """Recorded on the day itself."""
    accident = Accident(
        **{
            "referral": referral,
            "day": day,
            "hour": datetime.time(9, 20),
            "place": "Szkoła nr 3, schody do piwnicy",
            "activity": "wynoszenie krzeseł",
            "circumstances": "Mokry stopień, upadek na bok.",
            "injury": "Boli nadgarstek, nie mogę ruszyć palcami.",
            "witnesses": "Jan Bąk, tel. 600 100 300",
        }
        | facts
    )
    return keep_new(accident, by=by, on=facts.get("written_on", day))
