"""What the guards on hours refuse, in words: the facts of a refusal are row numbers, here they get names."""

import json
from decimal import Decimal

from django.db import IntegrityError
from django.utils import timezone

from kis.lib.money import hours as shown
from participants.models import Person
from psu.files import whole
from psu.guards.words import day, number
from psu.models import (
    Agreement,
    PayList,
    PersonMonth,
    Referral,
    StatusNews,
    WorkDay,
    WorkKind,
    WorkPlace,
)
from psu.rules import sentences
from psu.rules.sentences import HoursRefusal, Plain, short_day
from psu.years import days_of

OUTCOME_WORDS = {
    WorkDay.Outcome.EXCUSED: "U",
    WorkDay.Outcome.UNEXCUSED: "N",
    WorkDay.Outcome.REFUSED: "O",
    WorkDay.Outcome.IDLE: "P",
}


def _name(model, pk) -> str:
    # The base manager finds voided rows too: a refusal may name one.
    return str(model._base_manager.get(pk=pk))


def _limits(facts: dict) -> dict[str, Decimal]:
    return {name: number(facts[name]) for name in ("there", "limit", "asked")}


def _week(facts):
    elsewhere = tuple(
        (_name(WorkPlace, other["place"]), number(other["hours"])) for other in facts["elsewhere"]
    )
    return sentences.WeekLimit(
        person=_name(Person, facts["person"]),
        monday=day(facts["monday"]),
        elsewhere=elsewhere,
        **_limits(facts),
    )


def _referral_week(facts):
    return sentences.ReferralWeekLimit(
        person=_name(Person, facts["person"]),
        referral=_name(Referral, facts["referral"]),
        monday=day(facts["monday"]),
        **_limits(facts),
    )


def _month(facts):
    return sentences.MonthLimit(
        person=_name(Person, facts["person"]),
        agreement=_name(Agreement, facts["agreement"]),
        month=day(facts["month"]),
        **_limits(facts),
    )


def _referral_month(facts):
    return sentences.ReferralMonthLimit(
        person=_name(Person, facts["person"]),
        referral=_name(Referral, facts["referral"]),
        month=day(facts["month"]),
        **_limits(facts),
    )


def _total(facts):
    return sentences.TotalLimit(agreement=_name(Agreement, facts["agreement"]), **_limits(facts))


def _persons(facts):
    agreement = Agreement.objects.get(pk=facts["agreement"])
    return sentences.Persons(
        person=_name(Person, facts["person"]),
        agreement=agreement.number,
        first=day(facts["first"]) if facts["first"] else agreement.starts_on,
        last=day(facts["last"]) if facts["last"] else agreement.ends_on,
        persons=facts["persons"],
        people=facts["people"],
    )


def _before(facts):
    return sentences.before_referral(_name(Referral, facts["referral"]), day(facts["starts_on"]))


def _status(facts):
    news = StatusNews.objects.get(pk=facts["news"])
    return sentences.status(news.get_what_display(), news.starts_on, news.letter)


def _year_days(facts):
    """Whoever reads it may not know the person's other referrals: psu.rules.sentences keeps them apart."""
    person = Person._base_manager.get(pk=facts["person"])
    return sentences.year_over(str(person), days_of([person], facts["year"])[whole(person)])


def _second_entry(facts):
    entry = WorkDay.objects.select_related("referral__place", "entered_by").get(
        pk=facts["work_day"]
    )
    at = timezone.localtime(entry.entered_at)
    return sentences.second_entry(
        entry.day,
        OUTCOME_WORDS.get(entry.outcome) or f"{shown(entry.hours)} godz.",
        entry.referral.place.name,
        entry.entered_by.short_name,
        f"{short_day(at.date())}, {at:%-H.%M}",
    )


def _closed(facts):
    month = PersonMonth.objects.select_related("closed_by").get(pk=facts["person_month"])
    who = month.closed_by.short_name if month.closed_by else ""
    approved = PayList.objects.filter(
        lines__person_month=month, lines__voided_at=None, approved_on__isnull=False
    ).last()
    words = ""
    if approved:
        words = (
            f"lista wypłat {approved} jest {'wypłacona' if approved.paid_on else 'zatwierdzona'}"
        )
    return sentences.closed_month(month.month, month.closed_on, who, words)


HOURS = {
    "workday_week_limit": _week,
    "workday_referral_week_limit": _referral_week,
    "workday_month_limit": _month,
    "workday_referral_month_limit": _referral_month,
    "workday_total_limit": _total,
    "workday_past_month": (
        "Ten miesiąc jest wpisany jako suma sprzed programu, więc jego godzin nie wpisuje się dzień po dniu. "
        "Jeśli mają być wpisane, koordynator usuwa sumę w porozumieniu."
    ),
    "workday_persons": _persons,
    "workday_before_referral": _before,
    "workday_after_referral": lambda facts: sentences.after_referral(day(facts["last_day"])),
    "workday_ohs": lambda facts: sentences.ohs(day(facts["day"])),
    "workday_medical": lambda facts: sentences.medical(day(facts["day"])),
    "workday_status": _status,
    "workday_year_days": _year_days,
    "workday_no_agreement": lambda facts: sentences.no_agreement(
        day(facts["day"]), _name(WorkPlace, facts["place"])
    ),
    "workday_place": lambda facts: sentences.place_outside(
        _name(Agreement, facts["agreement"]), _name(WorkPlace, facts["place"])
    ),
    "workday_kind": lambda facts: sentences.kind_outside(
        _name(Agreement, facts["agreement"]), _name(WorkKind, facts["kind"])
    ),
    "workday_second_entry": _second_entry,
    "workday_closed_month": _closed,
    "workday_voided_referral": lambda _: Plain("To skierowanie jest unieważnione.", sentences.CALL),
    "workday_stays": lambda _: Plain(
        "Wpisu nie przenosi się na inny dzień ani inne skierowanie. Usuń go i wpisz na nowo."
    ),
}


def constraint_of(error: IntegrityError) -> str | None:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)


def refusal_of_hours(error: IntegrityError) -> HoursRefusal | None:
    """The refusal of a guard on hours with all its wordings, None for any other fault."""
    name = constraint_of(error)
    return HOURS[name](json.loads(error.__cause__.diag.message_detail)) if name in HOURS else None


def _for_office(build):
    return lambda facts: build(facts).office


# Forms, the admin panel and imports are the office's.
SENTENCES = {name: _for_office(build) for name, build in HOURS.items()}
