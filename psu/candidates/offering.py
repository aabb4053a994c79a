"""Who may be put on a list today, and what stands against the others."""

import datetime
from collections import defaultdict
from collections.abc import Collection

from contracts.labour_status import last_day_without_status, took_status_away
from kis.lib.dates import polish
from participants.models import Person
from participants.models.benefits import BenefitAnswer, BenefitCheck
from psu.files import whole
from psu.models import Referral, StatusNews
from psu.years import days_of

UNEMPLOYED = Person.LabourStatus.UNEMPLOYED


def obstacles(people: Collection[Person], on: datetime.date) -> dict[int, list[str]]:
    """By the person's number, what the program knows against a referral that day. Seven queries for all.

    Art. 142 ust. 2 and 8 of the act of 20 March 2025: unemployed, without a right to benefit; names, place
    and identity stand on the list. What the program does not know the coordinator does, who decides.
    """
    found: dict[int, list[str]] = defaultdict(list)
    numbers = [person.pk for person in people]
    for news in StatusNews.objects.on(on).filter(person__in=numbers):
        found[news.person_id].append(str(news))
    for contract in took_status_away(on).filter(person__in=numbers):
        last = polish(last_day_without_status(contract))
        found[contract.person_id].append(f"kontrakt ze skierowania PUP: bez statusu do {last}")
    days = days_of(people, on.year)
    for person in people:
        if (used := days.get(whole(person))) and used.used >= used.most:
            words = f"w {on.year} r. skierowania obejmują już {used.used} z {used.most} dni"
            found[person.pk].append(words)
    for person_pk, since in _entitled(numbers, on):
        found[person_pk].append(f"prawo do zasiłku dla bezrobotnych od {polish(since)}")
    for referral in Referral.objects.on(on).filter(person__in=numbers):
        found[referral.person_id].append(f"pracuje ze skierowania {referral.number}")
    for person in people:
        found[person.pk] += _lacking(person)
    return {pk: words for pk, words in found.items() if words}


def _entitled(numbers, on):
    """Of the last time that each was asked."""
    last = BenefitCheck.objects.filter(person__in=numbers, asked_on__lte=on)
    last = last.order_by("person", "-asked_on", "-pk").distinct("person")
    return BenefitAnswer.objects.filter(
        check_made__in=[check.pk for check in last],
        benefit=BenefitAnswer.Benefit.UNEMPLOYMENT,
        entitled_from__lte=on,
    ).values_list("check_made__person", "entitled_from")


def _lacking(person: Person) -> list[str]:
    lacking = []
    if person.merged_into_id:
        lacking.append("karta połączona z inną: liczy się tamta")
    if person.labour_status and person.labour_status != UNEMPLOYED:
        lacking.append(f"w danych osoby: {person.get_labour_status_display()}")
    if not person.identification:
        lacking.append("brak numeru PESEL i dokumentu tożsamości")
    if not person.address:
        lacking.append("brak miejsca zamieszkania lub pobytu")
    return lacking
