"""The way of a person through PSU: list → referral → instruction → medical → hours → list → pay → refund."""

from decimal import Decimal
from operator import attrgetter

from django.db.models import Count, DecimalField, Exists, Min, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import reverse

from kis.inspection.answers.answer import Answer
from kis.lib.dates import polish
from kis.lib.table_files import Column
from participants.models import Person
from psu.models import PayLine, Referral, SignedList, WorkDay

MONEY = DecimalField(max_digits=11, decimal_places=2)
ZERO = Value(Decimal(0), output_field=MONEY)


def _list(referral) -> str:
    candidate = getattr(referral, "candidate", None)
    if candidate is None or candidate.eligible_list is None:
        return ""
    sent = candidate.eligible_list.sent_on
    return (
        f"{candidate.eligible_list.number_word}{f', {polish(sent)}' if sent else ', nie wysłano'}"
    )


def _medical(referral) -> str:
    if referral.medical == Referral.Medical.NOT_NEEDED:
        return "niewymagane"
    if referral.medical_on is None:
        return "brak"
    return f"{polish(referral.medical_on)}, ważne do {polish(referral.medical_until)}"


def _lists(referral) -> str:
    return f"{referral.months_with_list} z {referral.months}" if referral.months else ""


def _part(count: int, referral) -> str:
    return f"{count} z {referral.lines}" if referral.lines else ""


class Chain(Answer):
    slug = "psu-droga-osoby"
    title = "PSU: droga osoby"
    short = "PSU, droga osoby"
    about = (
        "Każde skierowanie, które trwało w tym roku: od listy do PUP, przez szkolenie BHP, badanie, godziny "
        "i podpisane listy obecności, do wypłaty i refundacji. Godziny i pieniądze są z tego roku; pieniądze "
        "z list wypłat tej osoby w porozumieniu skierowania."
    )
    empty = "Żadne skierowanie nie trwało w tym roku."
    columns = [
        Column("person", "Osoba", lambda row: str(row.person)),
        Column("list", "Lista do PUP", _list),
        Column("number", "Skierowanie", attrgetter("number")),
        Column("issued_on", "z dnia", attrgetter("issued_on")),
        Column("starts_on", "Od", attrgetter("starts_on")),
        Column("last_day", "Do", attrgetter("last_day")),
        Column("ohs_on", "BHP", attrgetter("ohs_on")),
        Column("medical", "Badanie", _medical),
        Column("first_day", "Pierwszy dzień pracy", attrgetter("first_day")),
        Column("hours", "Godziny", attrgetter("hours")),
        Column("lists", "Podpisane listy (miesiące)", _lists),
        Column("amount", "Świadczenia, zł", attrgetter("amount")),
        Column("paid", "Wypłacone (wiersze list)", lambda row: _part(row.paid, row)),
        Column("refund", "Refundacja, zł", attrgetter("refund")),
        Column("refunded", "Rozliczone (wiersze list)", lambda row: _part(row.refunded, row)),
    ]

    def rows(self, asked):
        referrals = Referral.objects.within(asked.first, asked.last).filter(
            person__in=Person.objects.visible_to(asked.user)
        )
        return (
            referrals.annotate(**_worked(asked), **_paid(asked))
            .select_related("person", "candidate__eligible_list")
            .order_by("person__last_name", "person__first_name", "person", "starts_on")
        )

    def address(self, row):
        return reverse("psu:person", args=[row.person_id])


def _worked(asked) -> dict:
    days = (
        WorkDay.objects.worked()
        .filter(referral=OuterRef("pk"), day__range=(asked.first, asked.last))
        .order_by()
    )
    months = days.annotate(month=TruncMonth("day"))
    listed = SignedList.objects.filter(place=OuterRef("referral__place"), month=OuterRef("month"))

    def told(rows, value) -> Subquery:
        return Subquery(rows.values("referral").annotate(told=value).values("told"))

    number = Count("month", distinct=True)
    return {
        "hours": Coalesce(told(days, Sum("hours")), ZERO),
        "first_day": told(days, Min("day")),
        "months": Coalesce(told(months, number), 0),
        "months_with_list": Coalesce(told(months.filter(Exists(listed)), number), 0),
    }


def _paid(asked) -> dict:
    """Lines of pay lists know no referral: those of the same file and agreement."""
    lines = PayLine.objects.filter(
        person=OuterRef("person"),
        person_month__agreement=OuterRef("agreement"),
        person_month__month__range=(asked.first, asked.last),
    ).order_by()

    def told(rows, value) -> Subquery:
        return Subquery(rows.values("person").annotate(told=value).values("told"))

    return {
        "amount": Coalesce(told(lines, Sum("amount")), ZERO),
        "refund": Coalesce(told(lines, Sum("refund")), ZERO),
        "lines": Coalesce(told(lines, Count("pk")), 0),
        "paid": Coalesce(told(lines.exclude(pay_list__paid_on=None), Count("pk")), 0),
        "refunded": Coalesce(told(lines.exclude(pay_list__refund_settled_on=None), Count("pk")), 0),
    }
