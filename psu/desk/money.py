"""Pay lists, refunds and corrections of payment, for whose turn it is."""

import datetime

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from kis.lib.dates import month_name
from kis.lib.money import zlotys
from kis.lib.periods import covering
from kis.lib.work import DeskGroup, Task, asked
from participants.models import BankAccount
from psu.models import PayLine, PaymentCorrection, RefundApplication
from psu.pay_lists.differences import differing
from psu.pay_lists.waiting import pay_lists_at, without_waiting_application
from psu.rules import pay_steps


def other_payment(people, user, on):
    """People of unpaid lists who are to be paid otherwise by now, a row for each person and list."""
    lines = differing(PayLine.objects.all(), on)
    earlier = PayLine.objects.filter(
        pay_list=OuterRef("pay_list"),
        person=OuterRef("person"),
        is_paid=True,
        amount__gt=F("tax"),
        position__lt=OuterRef("position"),
    )
    today = BankAccount.objects.filter(covering(on), person=OuterRef("person"))
    return asked(
        lines.filter(~Exists(earlier)),
        person="person",
        day=Greatest("pay_list__prepared_on", Subquery(today.values("starts_on"))),
        rank="position",
        list="pay_list",
        month="pay_list__month",
    )


def tell_other_payment(row, user) -> dict:
    month = month_name(datetime.date.fromisoformat(row.facts["month"]))
    return {
        "what": "sposób wypłaty inny niż na liście wypłat",
        "detail": month,
        "url": reverse("psu:payment_correct", args=[row.facts["list"], row.person]),
        "action": "Sprostuj",
    }


def pay_lists(user, on, groups):
    """One query for all of them."""
    waited_for = [
        step
        for step in pay_steps.STEPS.values()
        if step.task and _group_of(step) in groups and user.has_perm(step.right)
    ]
    if not waited_for:
        return
    lists = (
        without_waiting_application(pay_lists_at(*(step.key for step in waited_for)))
        .with_sums()
        .annotate(
            other_payments=_counted(differing(PayLine.objects.all(), on), "person"),
            corrections_waiting=_counted(PaymentCorrection.objects.waiting(), "pk"),
        )
        .order_by("prepared_on", "year", "number")
    )
    # In the order of the steps, though one question brings the lists of all of them.
    for row in sorted(lists, key=lambda row: pay_steps.ORDER.index(row.step)):
        step = pay_steps.behind(row.step)
        yield Task(
            _group_of(step),
            on,
            row.waits_since,
            f"Lista wypłat {row}",
            step.task,
            reverse(_page_of_step(step), args=[row.pk]),
            step.action,
            detail=_detail_of(row),
            is_deadline=False,
        )


def _page_of_step(step: pay_steps.PayStep) -> str:
    """The list, or the page where what is made of it begins."""
    return step.address if step.name == "refund_sent" else "psu:pay_list"


def refunds(user, on, groups):
    """Applications that were made and not sent. One query."""
    if DeskGroup.MONTH not in groups or not user.has_perm("psu.settle_pay_list"):
        return
    waiting = RefundApplication.objects.filter(sent_on=None).order_by("made_on", "year", "number")
    for row in waiting:
        yield Task(
            DeskGroup.MONTH,
            on,
            row.made_on,
            f"Wniosek o refundację {row}",
            "do wysłania",
            reverse("psu:refund", args=[row.pk]),
            "Odnotuj wysłanie",
            detail=f"{month_name(row.month)}, {zlotys(row.refund)}",
            is_deadline=False,
        )


def corrections(user, on, groups):
    """Ways of payment put right that wait for the head. One query."""
    if DeskGroup.SIGNING not in groups or not user.has_perm("psu.approve_pay_list"):
        return
    waiting = PaymentCorrection.objects.waiting().filter(pay_list__paid_on=None)
    for row in waiting.select_related("pay_list").order_by("proposed_on", "pk"):
        yield Task(
            DeskGroup.SIGNING,
            on,
            row.proposed_on,
            row.person_name,
            "sprostowanie sposobu wypłaty",
            reverse("psu:pay_list", args=[row.pay_list_id]) + "#sprostowania",
            "Zatwierdź",
            detail=f"lista wypłat {row.pay_list}",
            is_deadline=False,
        )


def _counted(rows, what: str):
    """How many of the list around."""
    of_list = rows.filter(pay_list=OuterRef("pk")).order_by().values("pay_list")
    counted = of_list.annotate(count=Count(what, distinct=True)).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _detail_of(row) -> str:
    """What differs from the list is told before money moves."""
    parts = [month_name(row.month), zlotys(row.net)]
    if row.other_payments:
        parts.append(f"inny sposób wypłaty niż na liście: {row.other_payments}")
    if row.corrections_waiting:
        parts.append(f"sprostowania do zatwierdzenia: {row.corrections_waiting}")
    return ", ".join(parts)


def _group_of(step: pay_steps.PayStep) -> DeskGroup:
    return DeskGroup.SIGNING if step.name == "approved" else DeskGroup.MONTH
