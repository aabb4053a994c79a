"""What waits in socially useful work, for each role."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from functools import partial

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Extract, Greatest, TruncDate
from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.dates import DAY, add_months, month_name, month_of, polish
from kis.lib.money import hours, zlotys
from kis.lib.periods import covering
from kis.lib.work import DeskGroup, Kind, Task, asked
from participants.desk import door
from participants.models import BankAccount
from psu.hours.unmarked import unmarked_days
from psu.models import (
    Agreement,
    Candidate,
    NeedsPlan,
    Notice,
    PayLine,
    PaymentCorrection,
    PersonMonth,
    PupList,
    Referral,
    RefundApplication,
    Regime,
    WorkEvent,
)
from psu.models.pup_list import due_on
from psu.months.contract_news import to_settle, words_of
from psu.months.gaps import address, rate_missing_in
from psu.months.late_news import late_since
from psu.months.standing import AgreementMonth, months_to_settle
from psu.pay_lists.differences import differing
from psu.pay_lists.waiting import (
    SOON,
    pay_lists_at,
    referrals_in,
    without_waiting_application,
)
from psu.rules import pay_steps
from psu.rules.sentences import short_day
from psu.years import near_the_end


def kinds(user) -> list[Kind]:
    found = KINDS_OF_FILES if user.has_perm("psu.view_person_psu") else []
    if user.roles & {Role.COORDINATOR, Role.HEAD}:
        found = [*found, *KINDS_OF_OFFICE]
    return [*found, *KINDS_OF_COORDINATOR] if Role.COORDINATOR in user.roles else found


def tasks(user, on: datetime.date, groups: Collection[DeskGroup]) -> list[Task]:
    """Months, places and lists: few, and everybody's of the role."""
    found = [
        *_lists(user, on, groups),
        *_refunds(user, on, groups),
        *_corrections(user, on, groups),
    ]
    if Role.COORDINATOR in user.roles:
        if DeskGroup.MONTH in groups:
            found += _months(user, on)
        if DeskGroup.UNMARKED in groups:
            found += _unmarked(on)
    return found


def _events(people, user, on):
    notices = Notice.objects.filter(event=OuterRef("pk"))
    return asked(
        WorkEvent.objects.waiting().annotate(
            is_written=Exists(notices), is_printed=Exists(notices.filter(document__isnull=False))
        ),
        person="referral__person",
        day=TruncDate("reported_at"),
        kind="kind",
        place="referral__place__name",
        on="day",
        at="hour",
        is_written="is_written",
        is_printed="is_printed",
    )


def _tell_event(row, user) -> dict:
    day = datetime.date.fromisoformat(row.facts["on"])
    hour = datetime.time.fromisoformat(row.facts["at"])
    return {
        "what": f"PSU: {WorkEvent.Kind(row.facts['kind']).label}",
        "detail": f"{row.facts['place']}, {short_day(day)} o {hour:%-H.%M}",
        **_step_of_event(row),
    }


def _step_of_event(row) -> dict:
    """The page of the event, yet to the writing at once."""
    is_new = row.facts["kind"] != WorkEvent.Kind.ANNOUNCED and not row.facts["is_written"]
    url = reverse("psu:notice_new" if is_new else "psu:event", args=[row.number])
    if row.facts["kind"] == WorkEvent.Kind.ANNOUNCED:
        action = "Odnotuj"
    elif is_new:
        action = "Napisz zawiadomienie"
    else:
        action = "Odnotuj wysłanie" if row.facts["is_printed"] else "Wydrukuj zawiadomienie"
    return {"url": url, "action": action}


def _late_news(people, user, on):
    late = late_since(PersonMonth.objects.all()).annotate(back=_backwards("month"))
    return asked(late, person="person", day="since", rank="back", month="month")


def _backwards(day: str):
    # Ranks rise, and of months touched by the same letter the newest is told first.
    return Cast(Extract(day, "epoch") * -1, BigIntegerField())


def _tell_late_news(row, user) -> dict:
    return {
        "what": "utrata statusu po zamknięciu miesiąca",
        "detail": month_name(datetime.date.fromisoformat(row.facts["month"])),
        "url": reverse("psu:late_news"),
        "action": "Sprawdź godziny",
    }


def _contract_news(people, user, on):
    return asked(to_settle(on), person="person", day="signed_on", signed_on="signed_on")


def _tell_contract_news(row, user) -> dict:
    return {
        "what": words_of(datetime.date.fromisoformat(row.facts["signed_on"])),
        "url": reverse("psu:contract_checked", args=[row.person, row.number]),
        "action": "Sprawdź",
    }


def _other_payment(people, user, on):
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


def _tell_other_payment(row, user) -> dict:
    month = month_name(datetime.date.fromisoformat(row.facts["month"]))
    return {
        "what": "sposób wypłaty inny niż na liście wypłat",
        "detail": month,
        "url": reverse("psu:payment_correct", args=[row.facts["list"], row.person]),
        "action": "Sprostuj",
    }


def _ending(people, user, on):
    ending = referrals_in("koncza-sie", on)
    return asked(ending, person="person", day="last_day", place="place__name")


def _medical(people, user, on):
    needed = Referral.Medical.NEEDED
    ending = referrals_in("", on).filter(medical=needed, medical_until__range=(on, on + SOON))
    return asked(ending, person="person", day="medical_until", place="place__name")


def _tell_of_person(what: str, row, user) -> dict:
    return {
        "what": what,
        "detail": f"{row.facts['place']}, do {polish(row.day)}",
        "url": reverse("psu:person", args=[row.person]),
        "action": "Otwórz",
    }


def _outliving_agreement(people, user, on):
    """Of agreements that end soon or ended: the work goes on by paper, and no day of it can be entered."""
    longer = Referral.objects.not_over(on).outliving_agreement()
    ending = longer.filter(agreement__ends_on__lte=on + SOON)
    return asked(ending, person="person", day="agreement__ends_on", agreement="agreement__number")


def _hours_of_agreements(people, user, on):
    return asked(
        Agreement.objects.short_of_hours(on),
        person=None,
        day="last_until",
        agreement="number",
        ends_on="ends_on",
        left="left",
        most="most",
    )


def _tell_hours(row, user) -> dict:
    ends_on = datetime.date.fromisoformat(row.facts["ends_on"])
    left, most = (Decimal(str(row.facts[name])) for name in ("left", "most"))
    return {
        "who": f"Porozumienie {row.facts['agreement']}",
        "what": f"kończą się godziny: zostało {hours(left)} z {hours(most)}",
        "detail": f"porozumienie do {polish(ends_on)}",
        "url": reverse("psu:agreement", args=[row.number]),
        "action": "Aneks",
    }


def _year_days(people, user, on):
    """Who may still work though 150 days of the year's 180 are covered, and nobody consented to more."""
    near = near_the_end(Referral.objects.not_over(on), on)
    return asked(near, person="person", day="last_day", used="used", most="most")


def _tell_year_days(row, user) -> dict:
    return {
        "what": f"PSU: {row.facts['used']} z {row.facts['most']} dni w {row.on.year} r.",
        "detail": f"skierowanie do {polish(row.day)}",
        "url": reverse("psu:person", args=[row.person]),
        "action": "Sprawdź",
    }


def _tell_outliving_agreement(row, user) -> dict:
    return {
        "what": "skierowanie dłuższe niż porozumienie",
        "detail": f"{row.facts['agreement']}, do {polish(row.day)}",
        "url": reverse("psu:person", args=[row.person]),
        "action": "Zakończ lub przedłuż",
    }


def _candidates(people, user, on):
    return asked(Candidate.objects.waiting(), person="person", day="put_forward_on")


def _tell_candidate(row, user) -> dict:
    return {
        "what": "kandydat(ka) na listę PUP",
        "url": reverse("psu:eligible_list_new"),
        "action": "Dodaj do listy",
    }


def _needs_plan(people, user, on):
    """The plan that is due by 31 January, from December until autumn brings the next one: a row or none.

    Where no agreement held since the year before there is nothing to plan from.
    """
    year = on.year + (on.month == PLANNED_FROM)
    plans = NeedsPlan.objects.filter(plan_year=year)
    since = datetime.date(year - 1, 1, 1)
    found = Agreement.objects.within(since, datetime.date(year, 12, 31)).annotate(
        plan=Subquery(plans.values("pk")),
        due_on=Cast(Value(datetime.date(year, 1, 31)), DateField()),
    )
    if PLANNED_UNTIL < on.month < PLANNED_FROM:
        found = found.filter(pk=None)
    unsent = found.exclude(Exists(plans.filter(sent_on__isnull=False)))
    return asked(unsent, person=None, day="due_on", plan="plan")[:1]


PLANNED_FROM, PLANNED_UNTIL = 12, 9  # months


def _tell_needs_plan(row, user) -> dict:
    plan = row.facts["plan"]
    if plan:
        url = reverse("psu:needs_plan", args=[plan])
    else:
        is_writer = user.has_perm("psu.write_needs_plan")
        url = reverse("psu:needs_plan_new" if is_writer else "psu:needs_plans")
    return {
        "who": f"Plan potrzeb na {row.day.year} rok",
        "what": "do PUP i kierownika do 31 stycznia",
        "url": url,
        "action": "Otwórz",
    }


def _pup_lists(people, user, on):
    """Of agreements of the previous act that held in the month before: its list, due by the 10th."""
    month = add_months(on.replace(day=1), -1)
    came = PupList.objects.filter(agreement=OuterRef("pk"), month=month)
    held = Agreement.objects.within(*month_of(month)).filter(regime__code=Regime.Code.OLD)
    due = Cast(Value(due_on(month)), DateField())
    waiting = held.filter(~Exists(came)).annotate(due_on=due)
    return asked(waiting, person=None, day="due_on", agreement="number")


def _tell_pup_list(row, user) -> dict:
    month = add_months(row.day.replace(day=1), -1)
    may_note = user.has_perm("psu.write_agreement")
    return {
        "who": f"Porozumienie {row.facts['agreement']}",
        "what": f"wykaz z PUP za {month_name(month)}",
        "url": reverse("psu:pup_list", args=[row.number, month])
        if may_note
        else reverse("psu:agreement", args=[row.number]),
        "action": "Odnotuj" if may_note else "Otwórz",
    }


READINESS = ("ohs_on", "medical", "medical_on", "medical_until")


def _to_unused_places(people, user, on):
    """Of places that were switched off before that was refused."""
    sent = Referral.objects.not_over(on).filter(place__is_active=False, ended_on=None)
    return asked(sent, person="person", day=Cast(Value(on), DateField()), place="place__name")


def _tell_unused_place(row, user) -> dict:
    return {
        "what": "skierowanie do miejsca, którego się już nie używa",
        "detail": row.facts["place"],
        "url": reverse("psu:person", args=[row.person]),
        "action": "Zakończ lub przenieś",
    }


def _not_ready(people, user, on):
    facts = {"place": "place__name"} | {name: name for name in READINESS}
    return asked(referrals_in("czekaja", on), person="person", day="starts_on", **facts)


def _tell_not_ready(row, user) -> dict:
    # The model says what is missing: the same words as in the person's file.
    referral = Referral(**{name: _read(Referral, name, row.facts) for name in READINESS})
    missing = " i ".join(referral.missing_to_work(max(row.on, row.day)))
    right, name = "psu.write_referral", "psu:referral_edit"
    return {
        "what": f"skierowanie bez {missing}",
        "detail": row.facts["place"],
        **door(user, row, right, name, "Uzupełnij", numbers=[row.number]),
    }


def _read(model, name: str, facts: dict):
    return model._meta.get_field(name).to_python(facts[name])


def _page_of(row: AgreementMonth) -> str:
    return reverse("psu:month", args=[row.agreement.pk, row.month])


def _to_review(row: AgreementMonth, user) -> tuple[str, str]:
    return _page_of(row), "Sprawdź"


def _to_close(row: AgreementMonth, user) -> tuple[str, str]:
    return _page_of(row), "Zamknij"


def _form_of_rate(row: AgreementMonth, user) -> tuple[str, str]:
    """Who may not enter the rate is led to the month, which says who may."""
    gap = rate_missing_in(row.agreement, is_minimum=row.without_minimum > 0)
    url = address(gap, row.month, user)
    return (url, "Wpisz stawkę") if url else (_page_of(row), "Otwórz")


# What a month of an agreement waits for → words, and who gives address and act; the first names the row.
STEPS_OF_MONTH = [
    ("waits_for_review", "do sprawdzenia", _to_review),
    ("waits_for_close", "do zamknięcia", _to_close),
    ("waits_for_rate", "brak stawki", _form_of_rate),
]


def _months(user, on):
    for row in months_to_settle(on):
        due = month_of(row.month)[1] + DAY
        who = f"Porozumienie {row.agreement}"
        sums = f"osoby: {row.people}, {hours(row.hours)} godz."
        month = f"{month_name(row.month)}: "
        # A list is missed by a place, the rest of the month by the agreement: rows of both kinds may stand.
        if row.waits_for_list:
            for place in row.missing_lists:
                url = reverse("psu:signed_list", args=[place.pk, row.month])
                yield Task(
                    DeskGroup.MONTH,
                    on,
                    due,
                    str(place),
                    f"{month}brak podpisanej listy",
                    url,
                    "Odnotuj listę",
                )
        for question, words, act in STEPS_OF_MONTH:
            if getattr(row, question):
                url, action = act(row, user)
                yield Task(DeskGroup.MONTH, on, due, who, f"{month}{words}", url, action, sums)
                break


def _lists(user, on, groups):
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


def _refunds(user, on, groups):
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


def _corrections(user, on, groups):
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


def _unmarked(on):
    """Planned days without an entry, of this month and the last, place by place."""
    bare: dict[tuple, list] = defaultdict(list)
    for (place, name), day, person in unmarked_days(month_of(month_of(on)[0] - DAY)[0], on - DAY):
        bare[place, name, day.replace(day=1)].append((day, person))
    for (place, name, month), found in bare.items():
        missing = sorted({day for day, _ in found})
        yield Task(
            DeskGroup.UNMARKED,
            on,
            missing[0],
            name,
            "dni PSU bez wpisu",
            reverse("psu:sheet", args=[place, month]),
            "Uzupełnij",
            detail=f"{_first_days(missing)}, osoby: {len({person for _, person in found})}",
            is_deadline=False,
        )


def _first_days(missing, most=3) -> str:
    words = ", ".join(map(short_day, missing[:most]))
    return f"{words} i {len(missing) - most} dalszych" if len(missing) > most else words


KINDS_OF_FILES = [
    Kind(DeskGroup.ENDING, _ending, partial(_tell_of_person, "skierowanie do PSU")),
    Kind(DeskGroup.ENDING, _medical, partial(_tell_of_person, "badanie lekarskie do PSU")),
    Kind(DeskGroup.APPLICATIONS, _not_ready, _tell_not_ready),
]
KINDS_OF_OFFICE = [
    Kind(DeskGroup.OFFICIAL, _pup_lists, _tell_pup_list),
    Kind(DeskGroup.OFFICIAL, _needs_plan, _tell_needs_plan),
]
KINDS_OF_COORDINATOR = [
    Kind(DeskGroup.APPLICATIONS, _candidates, _tell_candidate, is_deadline=False),
    Kind(DeskGroup.URGENT, _events, _tell_event, is_deadline=False),
    Kind(DeskGroup.URGENT, _late_news, _tell_late_news, is_deadline=False),
    Kind(DeskGroup.URGENT, _contract_news, _tell_contract_news, is_deadline=False),
    Kind(DeskGroup.URGENT, _to_unused_places, _tell_unused_place, is_deadline=False),
    Kind(DeskGroup.ENDING, _hours_of_agreements, _tell_hours),
    Kind(DeskGroup.ENDING, _outliving_agreement, _tell_outliving_agreement),
    Kind(DeskGroup.ENDING, _year_days, _tell_year_days),
    Kind(DeskGroup.URGENT, _other_payment, _tell_other_payment, is_deadline=False),
]
