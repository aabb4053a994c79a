"""Acts on applications for the refund; a list's own steps follow its application, in the same transaction."""

import datetime
from contextlib import contextmanager
from decimal import Decimal

from kis.accounts.letterhead import letterhead
from kis.accounts.models import Centre
from kis.documents.models import NumberSeries
from kis.lib.refusals import Refused, refused_by_database
from psu.models import (
    Agreement,
    AppliedList,
    PayLine,
    PayList,
    RefundApplication,
    SignedList,
    WorkDay,
)
from psu.pay_lists.refunds.keeping import keep_paper
from psu.pay_lists.waiting import to_apply_for
from psu.rules import refunds

SERIES = "refund_application"
NOTHING = (
    "Nie ma wypłaconej listy, o której refundację jeszcze nie wnioskowano. Najpierw odnotuj wypłatę listy; "
    "listy bez refundacji wniosku nie potrzebują."
)


def apply_for(
    agreement: Agreement, month: datetime.date, *, by, on: datetime.date
) -> RefundApplication:
    """For all paid lists of the month that no application stands for, the regular and the supplementary.

    Raises Refused where there is none, and for a day before a list was paid.
    """
    with _locked(agreement):
        agreement.refresh_from_db()
        lists = list(to_apply_for(agreement, month).select_for_update(no_key=True, of=("self",)))
        if not lists:
            raise Refused(NOTHING)
        if on < max(pay_list.paid_on for pay_list in lists):
            raise Refused("Ten dzień jest wcześniejszy niż dzień wypłaty listy z tego wniosku.")
        sums = PayLine.objects.filter(pay_list__in=lists).sums()
        centre = Centre.objects.current()
        act = agreement.regime.code
        # The number last: its series stays locked to the end of the transaction.
        application = RefundApplication.objects.create(
            agreement=agreement,
            month=lists[0].month,
            year=on.year,
            number=NumberSeries.objects.take(SERIES, on.year),
            made_on=on,
            made_by=by,
            made_name=str(by),
            agreement_number=agreement.number,
            signed_on=agreement.signed_on,
            addressee=refunds.addressee(act, agreement.county_office, centre.of_labour_office),
            legal_basis=refunds.legal_basis(act, month),
            attachments=refunds.attachments(map(str, lists), _signed_lists(lists)),
            account_number=centre.bank_account,
            letterhead=letterhead(centre),
            hours=sums["hours"],
            amount=sums["amount"],
            refund=sums["refund"],
        )
        AppliedList.objects.bulk_create(
            AppliedList(application=application, pay_list=pay_list) for pay_list in lists
        )
    return application


def send(application: RefundApplication, *, by, on: datetime.date) -> None:
    """What is sent is a paper: it is kept by then. Raises Refused as the paper and `mark_sent` do."""
    keep_paper(application, by=by)
    with _lists_locked(application) as (application, lists):
        application.mark_sent(by=by, on=on)
        for pay_list in lists:
            pay_list.mark_refund_sent(by=by, on=on)


def settle(
    application: RefundApplication, *, by, on: datetime.date, amount: Decimal, reason: str = ""
) -> None:
    """Raises Refused as `mark_settled` does."""
    with _lists_locked(application) as (application, lists):
        application.mark_settled(by=by, on=on, amount=amount, reason=reason)
        for pay_list in lists:
            pay_list.mark_refund_settled(by=by, on=on)


def void(application: RefundApplication, *, by, reason: str) -> None:
    """Before it is sent; its lists wait for an application again.

    Raises Refused without a reason, for its author, once it was sent, and for a voided one.
    """
    with _lists_locked(application) as (application, _):
        if application.sent_on:
            raise Refused(
                "Wysłanego wniosku nie unieważnia się: o zmianie pisze się do urzędu pracy."
            )
        application.void(by=by, reason=reason)


@contextmanager
def _locked(agreement: Agreement):
    """Agreement, lists by number, application: the one order of locks."""
    with refused_by_database():
        Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
        yield


@contextmanager
def _lists_locked(application: RefundApplication):
    """The application as it is now, and its lists."""
    with _locked(application.agreement):
        lists = PayList.objects.filter(
            applied__application=application, applied__voided_at=None
        ).order_by("pk")
        found = list(lists.select_for_update(no_key=True, of=("self",)))
        rows = RefundApplication.with_voided.select_for_update(no_key=True, of=("self",))
        yield rows.get(pk=application.pk), found


def _signed_lists(lists: list[PayList]) -> list[tuple[datetime.date, str]]:
    """Months and places where the people of the lists were to work, of those with a signed list.

    A correction brings its own month: the hours that it puts right are proved by that month's list.
    """
    found = []
    months = PayLine.objects.filter(pay_list__in=lists).values_list(
        "person_month__month", flat=True
    )
    for month in sorted(set(months.order_by()), reverse=True):
        people = PayLine.objects.filter(pay_list__in=lists, person_month__month=month)
        days = WorkDay.objects.in_month(month).filter(person__in=people.values("person"))
        places = days.filter(agreement=lists[0].agreement_id).values("referral__place")
        signed = SignedList.objects.filter(month=month, place__in=places)
        names = signed.order_by("place__name").values_list("place__name", flat=True)
        found += [(month, name) for name in names]
    return found
