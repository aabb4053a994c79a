"""What a list froze and what is known today, from its close to its payment.

Nothing is changed by it: a difference is named to whoever moves money, and put right by an act of its own.
"""

import datetime
import hashlib
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from kis.lib.dates import polish
from kis.lib.periods import covering
from participants.models import BankAccount, Person
from psu.models import PayLine, PayList, PaymentCorrection
from psu.pay_lists import ways


@dataclass(frozen=True)
class Difference:
    """`account`: what the list can be corrected to; `correction`: the one that waits to be confirmed."""

    who: str
    words: str
    person: int | None = None
    account: BankAccount | None = None
    correction: PaymentCorrection | None = None

    def __str__(self):
        return f"{self.who}: {self.words}"


def differences(pay_list: PayList, on: datetime.date) -> list[Difference]:
    """In the order of the list; none once it is paid. At most three queries."""
    if pay_list.paid_on:
        return []
    found = []
    if pay_list.agreement.number != pay_list.agreement_number:
        words = f"na liście {pay_list.agreement_number}, dziś {pay_list.agreement.number}."
        found.append(Difference("Numer porozumienia", words))
    lines = _one_of_each(pay_list.lines.select_related("person").in_order())
    today = _today(lines, on)
    corrections = ways.last_of_each(pay_list.corrections.order_by("pk"))
    for person, line in lines.items():
        found += _of_person(line)
        if line.is_carried_out:
            found += _of_payment(line, today.get(person), corrections.get(person))
    return found


def may_be_corrected(pay_list: PayList, person: int, on: datetime.date) -> bool:
    """Whether the person, by number, is to be paid otherwise than the list says and no correction waits."""
    of_person = (found for found in differences(pay_list, on) if found.person == person)
    return any(found.account and not found.correction for found in of_person)


def mark(found: list[Difference]) -> str:
    """Of these differences and no others; empty where there are none."""
    words = "\n".join(map(str, found))
    return hashlib.sha256(words.encode()).hexdigest()[:16] if found else ""


def differing(lines, on: datetime.date):
    """Of the given lines those of unpaid lists whose way of payment is not the one of that day any more.

    A correction counts, also while it waits. It asks what `differences` asks, where rows are only counted.
    """
    corrected = PaymentCorrection.objects.filter(
        pay_list=OuterRef("pay_list"), person=OuterRef("person")
    ).order_by("-pk")
    stands = BankAccount.objects.filter(
        covering(on),
        person=OuterRef("person"),
        number=OuterRef("way_number"),
        owner=OuterRef("way_owner"),
    )
    return (
        lines.filter(pay_list__paid_on=None, is_paid=True, amount__gt=F("tax"))
        .alias(
            way_number=Coalesce(Subquery(corrected.values("number")[:1]), F("account_number")),
            way_owner=Coalesce(Subquery(corrected.values("owner")[:1]), F("account_owner")),
        )
        .filter(~Exists(stands))
    )


def _one_of_each(lines) -> dict[int, PayLine]:
    """The first line of each person, rather one that is paid: all were frozen with the same facts."""
    found: dict[int, PayLine] = {}
    for line in lines:
        if line.person_id not in found or not found[line.person_id].is_carried_out:
            found[line.person_id] = line
    return found


def _today(people, on) -> dict[int, BankAccount]:
    accounts = BankAccount.objects.filter(covering(on), person__in=people)
    return {account.person_id: account for account in accounts}


def _of_person(line: PayLine):
    person: Person = line.person
    if str(person) != line.person_name:
        yield Difference(line.person_name, f"dziś nazywa się {person}.", person.pk)
    # Never told by its figures: the numbers of both are on the pages that show them.
    known = person.pesel or person.identity_number
    is_same = line.person_identity == known if person.pesel else known in line.person_identity
    if not is_same:
        yield Difference(
            line.person_name, "na liście jest inny PESEL lub dokument niż dziś.", person.pk
        )


def _of_payment(line: PayLine, today: BankAccount | None, correction: PaymentCorrection | None):
    held = _held(line, correction)
    waiting = correction if correction and correction.is_waiting else None
    if today and (today.number, today.owner) == (held.number, held.owner):
        if waiting:
            words = f"{held} – czeka na kierownika."
            yield Difference(line.person_name, words, line.person_id, correction=waiting)
        return
    if today:
        words = f"{held}, od {polish(today.starts_on)}: {ways.in_words(today.number, today.owner)}."
    else:
        words = f"{held}, a dziś nie ma wpisanego sposobu wypłaty."
    if waiting:
        words += " Kierownik odrzuca to sprostowanie, potem przygotowuje się nowe."
    yield Difference(line.person_name, words, line.person_id, today, waiting)


@dataclass(frozen=True)
class _Held:
    """The way of payment that today's is compared with, and where it stands."""

    where: str
    number: str
    owner: str

    def __str__(self):
        return f"{self.where}: {ways.in_words(self.number, self.owner)}"


def _held(line: PayLine, correction: PaymentCorrection | None) -> _Held:
    if correction is None:
        return _Held("na liście", line.account_number, line.account_owner)
    where = "sprostowanie na" if correction.is_waiting else "po sprostowaniu"
    return _Held(where, correction.number, correction.owner)
