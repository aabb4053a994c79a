"""Review and close a month for everybody of an agreement, and open a closed one again."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kis.accounts.letterhead import lacking, letterhead
from kis.accounts.models import Centre
from kis.documents.models import NumberSeries
from kis.lib.dates import month_of
from kis.lib.refusals import Refused
from participants.models import Person
from psu.models import (
    Agreement,
    PayLine,
    PayList,
    PayTax,
    PersonMonth,
    Referral,
    SignedList,
    WorkKind,
)
from psu.months.corrections import waiting, waiting_months
from psu.months.preview import MonthPreviewRow, preview
from psu.rules import pay

SERIES = "pay_list"
WITHOUT_LETTERHEAD = (
    "Miesiąca nie zamknięto: lista wypłat nie miałaby nagłówka. Brakuje: {what}. "
    "Dane ośrodka wpisuje administrator merytoryczny."
)


@dataclass(frozen=True)
class Closed:
    """`pay_list` is None when nobody who was closed had worked."""

    rows: list[MonthPreviewRow]
    waiting: list[MonthPreviewRow]
    pay_list: PayList | None


@transaction.atomic
def review(
    agreement: Agreement, month: datetime.date, *, by, on: datetime.date, people=None
) -> int:
    """Mark open person-months as reviewed, all or those of the given people; gives how many."""
    _lock(agreement)
    months = agreement.person_months.in_month(month).filter(state=PersonMonth.State.OPEN)
    if people is not None:
        months = months.filter(person__in=people)
    found = list(months.order_by("pk"))
    for person_month in found:
        person_month.review(by=by, on=on)
    return len(found)


@transaction.atomic
def send_back(person_month: PersonMonth) -> None:
    """A reviewed month goes back to the supervisor. Raises Refused where it is closed meanwhile."""
    _lock(person_month.agreement)
    PersonMonth.objects.get(pk=person_month.pk).send_back()


@transaction.atomic
def close(
    agreement: Agreement, month: datetime.date, *, by, on: datetime.date, with_earlier: bool = False
) -> Closed:
    """Close everybody who is ready, and freeze their pay on a list of its own.

    The first list of a month is the regular one (ordinal 0); who is late, or was reopened, comes on a
    supplementary one. `with_earlier`: corrections of the agreement's earlier months come on this list, too.
    Raises Refused when the month still runs, nobody is ready, or the centre has no name or address for the
    head of the list.
    """
    _lock(agreement)
    months = [month_of(month)[0], *(waiting_months(agreement, month) if with_earlier else [])]
    _lock_people(agreement, months)
    places = Referral.objects.filter(agreement=agreement).values("place")
    lists = SignedList.objects.filter(month__in=months, place__in=places).order_by("pk")
    list(lists.select_for_update(no_key=True).values_list("pk"))
    # Read before the lock, it may be older than what somebody saved while this act waited, its annexes too.
    agreement = Agreement.objects.get(pk=agreement.pk)
    found = preview(agreement, month, on=on)
    if found.blocked:
        raise Refused(found.blocked)
    if not found.ready:
        raise Refused(found.sums.why_nobody)
    ready = [*found.ready, *corrected(agreement, months[1:], on=on)]
    _forget_counts(agreement, months)
    numbers = [row.person_month.pk for row in ready]
    PersonMonth.objects.filter(pk__in=numbers).update(
        state=PersonMonth.State.CLOSED, closed_by=by, closed_on=on
    )
    return Closed(ready, found.waiting, _pay(agreement, month, ready, by, on))


def corrected(agreement: Agreement, months, *, on: datetime.date) -> list[MonthPreviewRow]:
    """Who of these months can be closed, of those only whom an approved list has paid already."""
    found = []
    for month in months:
        people = waiting(agreement.person_months.in_month(month)).values_list("person", flat=True)
        ready = preview(agreement, month, on=on, people=list(people)).ready
        found += [row for row in ready if row.is_correction]
    return found


@transaction.atomic
def reopen(person_month: PersonMonth, *, by, on: datetime.date, reason: str) -> None:
    """Open a closed month again; its lines are voided, its hours come on a supplementary list later.

    The accountant's check of the list is taken back, since the sums checked are no more. Lines of an
    approved list stay as they are: the next close pays the difference, as a correction with this reason.
    Raises Refused without a reason.
    """
    _lock(person_month.agreement)
    person_month = PersonMonth.objects.get(pk=person_month.pk)
    if person_month.state != PersonMonth.State.CLOSED:
        raise Refused("Ten miesiąc nie jest zamknięty.")
    if not reason.strip():
        raise Refused("Podaj powód ponownego otwarcia.")
    _forget_counts(person_month.agreement, [person_month.month])
    lines = PayLine.objects.filter(person_month=person_month)
    lists = PayList.objects.filter(lines__in=lines).distinct().values_list("pk", flat=True)
    rows = PayList.objects.filter(pk__in=list(lists)).order_by("pk").select_for_update(no_key=True)
    unapproved = [pay_list for pay_list in rows if not pay_list.approved_on]
    for pay_list in unapproved:
        _take_back_check(pay_list, by, on, reason)
    lines.filter(pay_list__in=unapproved).update(
        voided_at=timezone.now(), voided_by=by, void_reason=reason.strip()
    )
    _open_again(person_month, by, on, reason.strip())


def _lock(agreement: Agreement) -> None:
    """Whoever saves hours of the agreement takes this lock first, and so does every act on its months.

    What is read behind it stays as it is read: the months themselves need no locks.
    """
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)


def _lock_people(agreement: Agreement, months) -> None:
    """Behind the agreement and by number: the one order of locks, also of the guards.

    The list freezes names and accounts: one that is being changed is waited for.
    """
    closing = agreement.person_months.filter(month__in=months)
    people = Person.objects.filter(pk__in=closing.values("person"))
    list(people.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk"))


def _forget_counts(agreement: Agreement, months: list[datetime.date]) -> None:
    """What was counted of a very large month, or is being counted, tells who can be closed no more."""
    agreement.month_counts.filter(month__in=months).delete()


def _open_again(person_month: PersonMonth, by, on, reason: str) -> None:
    person_month.state = PersonMonth.State.OPEN
    person_month.reviewed_on = person_month.reviewed_by = None
    person_month.closed_on = person_month.closed_by = None
    person_month.reopened_on, person_month.reopened_by = on, by
    person_month.reopen_reason = reason
    person_month.save()


def _take_back_check(pay_list: PayList, by, on, reason: str) -> None:
    # The sums that the accountant checked are no more: the check is taken back with them.
    if pay_list.checked_on:
        pay_list.send_back(by=by, on=on, reason=f"Otwarto ponownie miesiąc osoby: {reason}"[:300])


def _pay(agreement, month, rows: list[MonthPreviewRow], by, on) -> PayList | None:
    kinds = dict(WorkKind.objects.values_list("pk", "name"))
    # Who was absent for the whole month is closed too and has no line.
    lines = [(row, line) for row in rows for line in row.account.lines]
    if not lines:
        return None
    centre = Centre.objects.current()
    if found := lacking(centre):
        raise Refused(WITHOUT_LETTERHEAD.format(what=" i ".join(found)))
    lists = PayList.objects.filter(agreement=agreement).in_month(month)
    # The number last: its series stays locked to the end of the transaction.
    pay_list = PayList.objects.create(
        agreement=agreement,
        month=month_of(month)[0],
        # Lists are never deleted and the agreement is locked: the count is the next number.
        ordinal=lists.count(),
        year=on.year,
        number=NumberSeries.objects.take(SERIES, on.year),
        prepared_by=by,
        prepared_on=on,
        agreement_number=agreement.number,
        prepared_name=str(by),
        letterhead=letterhead(centre),
    )
    places, tax = _places(lines, [*kinds]), PayTax.objects.on(on)
    PayLine.objects.bulk_create(
        _frozen(pay_list, row, line, tax, position=position, kind_name=kinds[line.kind])
        for (row, line), position in zip(lines, places, strict=True)
    )
    return pay_list


def _places(lines, kinds: list[int]) -> list[int]:
    """On the paper, of each line: people by the Polish alphabet, their lines by the name of the work.

    `kinds` are numbers in that order. Corrections of earlier months stand behind a person's own lines.
    """
    paid = Person.objects.filter(pk__in={row.person.pk for row, _ in lines})
    people = {
        pk: place for place, pk in enumerate(paid.in_polish_order().values_list("pk", flat=True))
    }

    def key(number: int):
        row, line = lines[number]
        month = row.person_month.month
        return people[row.person.pk], -month.toordinal(), kinds.index(line.kind), -line.hours

    places = [0] * len(lines)
    for place, number in enumerate(sorted(range(len(lines)), key=key), start=1):
        places[number] = place
    return places


def _frozen(
    pay_list: PayList, row: MonthPreviewRow, line: pay.PayTotal, tax: PayTax | None, **place
) -> PayLine:
    correction = {}
    if row.is_correction:
        month = row.person_month
        correction = {"corrects": month.month, "correction_reason": month.reopen_reason}
    return PayLine(
        **place,
        **correction,
        **_taxed(line.amount, tax),
        pay_list=pay_list,
        person_month=row.person_month,
        person=row.person,
        kind_id=line.kind,
        agreed_rate_id=line.agreed.pk,
        minimum_rate_id=line.minimum.pk,
        hours=line.hours,
        per_hour=line.agreed.per_hour,
        minimum_per_hour=line.minimum.per_hour,
        refund_percent=line.percent,
        is_paid=line.is_paid,
        amount=line.amount,
        refund=line.refund,
        person_name=str(row.person),
        person_identity=row.person.pesel or row.person.identification,
        account_number=row.payment.number,
        account_owner=row.payment.owner,
    )


def _taxed(amount: Decimal, tax: PayTax | None) -> dict:
    if tax is None:
        return {}
    return {
        "pay_tax": tax,
        "tax_percent": tax.percent,
        "tax_to_zloty": tax.to_zloty,
        "tax": tax.rule.of(amount),
    }
