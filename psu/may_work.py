"""Which of some referrals may be worked: the plain values of psu.rules.may_work, read for all at once."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from psu.files import WHOLE, files_of, whole
from psu.models import AgreementPlace, Ceiling, Referral, StatusNews, YearConsent
from psu.rules.may_work import ALWAYS, Lost, Obstacle, Sent, obstacles
from psu.years import days_of, years_of_one


def obstacles_of(referrals: Iterable[Referral], on: datetime.date) -> dict[int, list[Obstacle]]:
    """By number of the referral, of those not over; they come with person, agreement and regime.

    Of a referral to come its first day is asked: an instruction entered ahead may be dated then. A query for
    the news, one for the places, and three for each year of the new act that is asked about; none where all
    are over.
    """
    return _asked(_days(referrals, on))


def obstacles_of_one(
    referrals: Iterable[Referral],
    on: datetime.date,
    *,
    news: Iterable[StatusNews],
    places: Iterable[AgreementPlace],
    laws: list[Ceiling],
    longer: set[int],
) -> dict[int, list[Obstacle]]:
    """The same of all referrals of one person, of whom the rest was read: no query.

    `longer`: the years for which the coordinator consented to more days.
    """
    days = _days(referrals, on)
    years = years_of_one(referrals, {day.year for day in days.values()}, laws)
    until = {year: found.until for year, found in years.items() if year not in longer}
    lost, at_place = [_lost_by(told) for told in news], _by_place(places)
    return {
        referral.pk: obstacles(
            _sent(
                referral,
                lost,
                until.get(day.year),
                at_place[referral.agreement_id, referral.place_id],
            ),
            day,
        )
        for referral, day in days.items()
    }


def _days(referrals: Iterable[Referral], on: datetime.date) -> dict[Referral, datetime.date]:
    """The day that is asked about, of each that is not over."""
    return {
        referral: max(on, referral.starts_on)
        for referral in referrals
        if referral.last_day >= on and not referral.voided_at
    }


def obstacles_on(referral: Referral, day: datetime.date) -> list[Obstacle]:
    """Of one referral on that very day."""
    return _asked({referral: day})[referral.pk]


Days = tuple[datetime.date, datetime.date]


def _asked(days: dict[Referral, datetime.date]) -> dict[int, list[Obstacle]]:
    people = files_of(referral.person for referral in days)
    lost = _lost(StatusNews.objects.filter(person__in=people).select_related("person"))
    until = _year_until(days)
    at_place = _at_place(days)
    return {
        referral.pk: obstacles(
            _sent(
                referral,
                lost[whole(referral.person)],
                until.get((whole(referral.person), day.year)),
                at_place[referral.agreement_id, referral.place_id],
            ),
            day,
        )
        for referral, day in days.items()
    }


def _sent(
    referral: Referral,
    lost: list[Lost],
    year_until: datetime.date | None,
    at_place: list[Days],
) -> Sent:
    return Sent(
        first=referral.starts_on,
        last=referral.last_day,
        agreed=(referral.agreement.starts_on, referral.agreement.ends_on),
        ohs_on=referral.ohs_on,
        at_place=tuple(at_place),
        medical=referral.ordered_medical,
        lost=tuple(lost),
        year_until=None if referral.agreement.regime.is_old else year_until,
    )


def _lost(news: Iterable[StatusNews]) -> dict[int, list[Lost]]:
    found = defaultdict(list)
    for told in news:
        found[whole(told.person)].append(_lost_by(told))
    return found


def _lost_by(told: StatusNews) -> Lost:
    words = f"{told.get_what_display()} ({told.letter})"
    return Lost(told.starts_on, told.ends_on, words)


def _at_place(referrals: Iterable[Referral]) -> dict[tuple[int, int], list[Days]]:
    rows = AgreementPlace.objects.not_undone().filter(
        agreement__in={referral.agreement_id for referral in referrals},
        place__in={referral.place_id for referral in referrals},
    )
    return _by_place(rows)


def _by_place(rows: Iterable[AgreementPlace]) -> dict[tuple[int, int], list[Days]]:
    """By agreement and place the days on which the one names the other."""
    found = defaultdict(list)
    for row in rows:
        first, last = ALWAYS
        found[row.agreement_id, row.place_id].append((row.starts_on or first, row.ends_on or last))
    return found


def _year_until(asked: dict[Referral, datetime.date]) -> dict[tuple[int, int], datetime.date]:
    """By person and year the last day that the year's days allow, of whom nobody consented to more."""
    found = {}
    of_new_act = {r: day for r, day in asked.items() if not r.agreement.regime.is_old}
    for year in {day.year for day in of_new_act.values()}:
        people = {r.person for r, day in of_new_act.items() if day.year == year}
        consented = YearConsent.objects.filter(person__in=files_of(people), year=year)
        longer = set(consented.values_list(WHOLE, flat=True))
        for person, days in days_of(people, year).items():
            if days.until and person not in longer:
                found[person, year] = days.until
    return found
