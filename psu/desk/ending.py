"""What ends soon: referrals, medical examinations, agreements and their hours, the days of a year."""

import datetime
from decimal import Decimal

from django.urls import reverse

from kis.lib.dates import polish
from kis.lib.money import hours
from kis.lib.work import asked
from psu.models import Agreement, Referral
from psu.pay_lists.waiting import SOON, referrals_in
from psu.years import near_the_end


def referrals(people, user, on):
    ending = referrals_in("koncza-sie", on)
    return asked(ending, person="person", day="last_day", place="place__name")


def medical(people, user, on):
    needed = Referral.Medical.NEEDED
    ending = referrals_in("", on).filter(medical=needed, medical_until__range=(on, on + SOON))
    return asked(ending, person="person", day="medical_until", place="place__name")


def tell_of_person(what: str, row, user) -> dict:
    return {
        "what": what,
        "detail": f"{row.facts['place']}, do {polish(row.day)}",
        "url": reverse("psu:person", args=[row.person]),
        "action": "Otwórz",
    }


def outliving_agreement(people, user, on):
    """Of agreements that end soon or ended: the work goes on by paper, and no day of it can be entered."""
    longer = Referral.objects.not_over(on).outliving_agreement()
    ending = longer.filter(agreement__ends_on__lte=on + SOON)
    return asked(ending, person="person", day="agreement__ends_on", agreement="agreement__number")


def tell_outliving_agreement(row, user) -> dict:
    return {
        "what": "skierowanie dłuższe niż porozumienie",
        "detail": f"{row.facts['agreement']}, do {polish(row.day)}",
        "url": reverse("psu:person", args=[row.person]),
        "action": "Zakończ lub przedłuż",
    }


def hours_of_agreements(people, user, on):
    return asked(
        Agreement.objects.short_of_hours(on),
        person=None,
        day="last_until",
        agreement="number",
        ends_on="ends_on",
        left="left",
        most="most",
    )


def tell_hours(row, user) -> dict:
    ends_on = datetime.date.fromisoformat(row.facts["ends_on"])
    left, most = (Decimal(str(row.facts[name])) for name in ("left", "most"))
    return {
        "who": f"Porozumienie {row.facts['agreement']}",
        "what": f"kończą się godziny: zostało {hours(left)} z {hours(most)}",
        "detail": f"porozumienie do {polish(ends_on)}",
        "url": reverse("psu:agreement", args=[row.number]),
        "action": "Aneks",
    }


def year_days(people, user, on):
    """Who may still work though 150 days of the year's 180 are covered, and nobody consented to more."""
    near = near_the_end(Referral.objects.not_over(on), on)
    return asked(near, person="person", day="last_day", used="used", most="most")


def tell_year_days(row, user) -> dict:
    return {
        "what": f"PSU: {row.facts['used']} z {row.facts['most']} dni w {row.on.year} r.",
        "detail": f"skierowanie do {polish(row.day)}",
        "url": reverse("psu:person", args=[row.person]),
        "action": "Sprawdź",
    }
