"""Money moves by a list: whoever notes it knows what differs from it that day; a way of payment put right."""

import datetime
from contextlib import contextmanager

from django.db.models import F

from kis.lib.periods import covering
from kis.lib.refusals import Refused, refused_by_database
from participants.models import BankAccount, Person
from psu.models import PayList, PaymentCorrection
from psu.pay_lists.differences import differences, mark

NOT_KNOWN = (
    "Dane zmieniły się po zamknięciu listy. Sprawdź różnice wymienione na tej stronie i zaznacz, że "
    "wypłacono według listy mimo nich; inny sposób wypłaty można przedtem sprostować."
)


def pay(pay_list: PayList, *, by, on: datetime.date, today: datetime.date, despite: str) -> None:
    """Note the payment of `on`; `despite`: the mark of the differences that the payer was shown.

    Raises Refused where something else differs by now.
    """
    with people_locked(pay_list.lines.values("person")):
        found = differences(pay_list, today)
        if found and despite != mark(found):
            raise Refused(NOT_KNOWN)
        pay_list.mark_paid(by=by, on=on, despite="\n".join(map(str, found)))


def propose(
    pay_list: PayList, person: Person, *, by, on: datetime.date, reason: str
) -> PaymentCorrection:
    """Pay the person of the list in the way that holds that day, once a second person confirms it.

    Raises Refused where there is no such way or no line, behind the payment, and for a second proposal.
    """
    with people_locked([person.pk]):
        account = BankAccount.objects.filter(covering(on), person=person).first()
        if account is None:
            raise Refused(
                "Osoba nie ma dziś sposobu wypłaty. Wpisz go na jej karcie, w zakładce Dane."
            )
        line = pay_list.lines.filter(person=person, is_paid=True, amount__gt=F("tax")).first()
        if line is None:
            raise Refused("Na tej liście nie ma pozycji tej osoby, według której się wypłaca.")
        former = pay_list.corrections.confirmed().filter(person=person).order_by("pk").last()
        return PaymentCorrection.objects.create(
            pay_list=pay_list,
            person=person,
            person_name=line.person_name,
            former_number=former.number if former else line.account_number,
            former_owner=former.owner if former else line.account_owner,
            number=account.number,
            owner=account.owner,
            reason=reason.strip(),
            proposed_by=by,
            proposed_on=on,
        )


def confirm(correction: PaymentCorrection, *, by, on: datetime.date) -> None:
    """Raises Refused for its author, behind the payment, and where the way of payment changed meanwhile."""
    with people_locked([correction.person_id]):
        correction.confirm(by=by, on=on)


@contextmanager
def people_locked(people):
    """An account that is being changed is waited for; people before rows, by number, as everywhere."""
    with refused_by_database():
        found = Person.objects.filter(pk__in=people).order_by("pk")
        list(found.select_for_update(no_key=True, of=("self",)).values_list("pk"))
        yield
