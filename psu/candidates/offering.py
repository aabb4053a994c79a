"""Who may be put on a list today, and what stands against the others."""

import datetime
from collections import defaultdict
from collections.abc import Collection

from contracts.labour_status import last_day_without_status, took_status_away
from kis.lib.dates import polish
from participants.models import Person
from participants.models.benefits import BenefitAnswer, BenefitCheck
from psu.files import WHOLE, files_of, whole
from psu.models import Referral, StatusNews
from psu.years import days_of

UNEMPLOYED = Person.LabourStatus.UNEMPLOYED


def obstacles(people: Collection[Person], on: datetime.date) -> dict[int, list[str]]:
    """By the person's number, what the program knows against a referral that day. Seven queries for all.

    Art. 142 ust. 2 and 8 of the act of 20 March 2025: unemployed, without a right to benefit; names, place
    and identity stand on the list. What the program does not know the coordinator does, who decides.
    """
    found: dict[int, list[str]] = defaultdict(list)
    # What stands in either of a person's files stands against the one that is asked about.
    number = {whole(person): person.pk for person in people}

    def of_all(rows):
        return rows.filter(person__in=files_of(people)).annotate(whole=WHOLE)

    for news in of_all(StatusNews.objects.on(on)):
        found[number[news.whole]].append(str(news))
    for contract in of_all(took_status_away(on)):
        last = polish(last_day_without_status(contract))
        found[number[contract.whole]].append(f"kontrakt ze skierowania PUP: bez statusu do {last}")
    days = days_of(people, on.year)
    for person in people:
        if (used := days.get(whole(person))) and used.used >= used.most:
            words = f"w {on.year} r. skierowania obejmują już {used.used} z {used.most} dni"
            found[person.pk].append(words)
    for of_person, since in _entitled(of_all(BenefitCheck.objects.all()), on):
        found[number[of_person]].append(f"prawo do zasiłku dla bezrobotnych od {polish(since)}")
    for referral in of_all(Referral.objects.on(on)):
        found[number[referral.whole]].append(f"pracuje ze skierowania {referral.number}")
    for person in people:
        found[person.pk] += _lacking(person)
    return {pk: words for pk, words in found.items() if words}


def _entitled(checks, on):
    """Of the last time that each was asked."""
    last = checks.filter(asked_on__lte=on).order_by("whole", "-asked_on", "-pk").distinct("whole")
    of_check = {check.pk: check.whole for check in last}
    answers = BenefitAnswer.objects.filter(
        check_made__in=of_check,
        benefit=BenefitAnswer.Benefit.UNEMPLOYMENT,
        entitled_from__lte=on,
    )
    return [
        (of_check[check], since)
        for check, since in answers.values_list("check_made", "entitled_from")
    ]


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
