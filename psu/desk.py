"""What waits in socially useful work, for each role."""

import datetime
from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from kis.accounts.rights import Role
from kis.lib.dates import DAY, days, holiday_name, month_name, month_of, polish
from kis.lib.money import hours, zlotys
from kis.lib.work import DeskGroup, Task
from participants.desk import MOST, door
from psu.models import Agreement, Referral, WorkDay, WorkEvent
from psu.months.late_news import late_months_to_mend
from psu.months.standing import agreement_months, proved
from psu.pay_lists.waiting import SOON, pay_lists_at, referrals_in
from psu.rules import pay_steps
from psu.rules.sentences import short_day

# What a month of an agreement waits for → words, action, address; the first that holds names the row.
STEPS_OF_MONTH = [
    ("waits_for_review", "do sprawdzenia", "Sprawdź"),
    ("waits_for_close", "do zamknięcia", "Zamknij"),
    ("waits_for_rate", "brak stawki", "Wpisz stawkę"),
]


def tasks(user, on: datetime.date, people, own: frozenset[int], groups) -> list[Task]:
    """As participants.desk.tasks; months and lists are everybody's of the role."""
    found = [*_lists(user, on, groups)]
    kinds = KINDS_OF_FILES if user.has_perm("psu.view_person_psu") else []
    if Role.COORDINATOR in user.roles:
        kinds = [*kinds, *KINDS_OF_COORDINATOR]
    asked = [kind for group, kind in kinds if group in groups]
    return found + [task for kind in asked for task in kind(people, user, on, own)]


def _events(people, user, on, own):
    waiting = WorkEvent.objects.waiting().of(people)
    for event in waiting.select_related("referral__person", "referral__place").order_by("pk"):
        yield Task(
            DeskGroup.URGENT,
            on,
            timezone.localdate(event.reported_at),
            str(event.referral.person),
            f"PSU: {event.get_kind_display()}",
            detail=f"{event.referral.place}, {short_day(event.day)} o {event.hour:%-H.%M}",
            url=reverse("psu:event", args=[event.pk]),
            action="Odnotuj",
            is_deadline=False,
            is_mine=event.referral.person_id in own,
        )


def _late_news(people, user, on, own):
    for late in late_months_to_mend(people):
        person = late.person_month.person
        yield Task(
            DeskGroup.URGENT,
            on,
            max((news.received_on for news in late.news), default=late.person_month.month),
            str(person),
            "utrata statusu po zamknięciu miesiąca",
            detail=month_name(late.person_month.month),
            url=reverse("psu:late_news"),
            action="Sprawdź godziny",
            is_deadline=False,
            is_mine=person.pk in own,
        )


def _ending(people, user, on, own):
    ending = referrals_in("koncza-sie", on).filter(person__in=people).order_by("last_day", "pk")
    for row in ending[:MOST]:
        yield _of_person(row, on, row.last_day, own, "skierowanie do PSU")
    needed = Referral.Medical.NEEDED
    medical = referrals_in("", on).filter(
        person__in=people, medical=needed, medical_until__range=(on, on + SOON)
    )
    for row in medical.order_by("medical_until", "pk")[:MOST]:
        yield _of_person(row, on, row.medical_until, own, "badanie lekarskie do PSU")


def _not_ready(people, user, on, own):
    right, name = "psu.write_referral", "psu:referral_edit"
    waiting = referrals_in("czekaja", on).filter(person__in=people).order_by("starts_on", "pk")
    for row in waiting[:MOST]:
        missing = " i ".join(row.missing_to_work(max(on, row.starts_on)))
        yield Task(
            DeskGroup.APPLICATIONS,
            on,
            row.starts_on,
            str(row.person),
            f"skierowanie bez {missing}",
            detail=str(row.place),
            is_mine=row.person_id in own,
            **door(user, row.person_id, own, right, name, "Uzupełnij", number=row.pk),
        )


def _of_person(row, on, day, own, what) -> Task:
    return Task(
        DeskGroup.ENDING,
        on,
        day,
        str(row.person),
        what,
        detail=f"{row.place}, do {polish(day)}",
        is_mine=row.person_id in own,
        url=reverse("psu:person", args=[row.person_id]),
        action="Otwórz",
    )


def _months(people, user, on, own):
    for row in agreement_months(on, Agreement.objects.all(), proved()):
        due = month_of(row.month)[1] + DAY
        who = f"Porozumienie {row.agreement}"
        sums = f"osoby: {row.people}, {hours(row.hours)} godz."
        month = f"{month_name(row.month)}: "
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
        for question, words, action in STEPS_OF_MONTH:
            if getattr(row, question):
                url = reverse("psu:month", args=[row.agreement.pk, row.month])
                yield Task(DeskGroup.MONTH, on, due, who, f"{month}{words}", url, action, sums)
                break


def _lists(user, on, groups):
    for step in pay_steps.STEPS.values():
        group = DeskGroup.SIGNING if step.name == "approved" else DeskGroup.MONTH
        if not step.task or group not in groups or not user.has_perm(step.right):
            continue
        lists = (
            pay_lists_at(step.key).select_related("agreement").with_sums().order_by("prepared_on")
        )
        for row in lists:
            yield Task(
                group,
                on,
                row.prepared_on,
                f"Lista wypłat {row}",
                step.task,
                reverse("psu:pay_list", args=[row.pk]),
                step.action,
                detail=f"{month_name(row.month)}, {zlotys(row.amount)}",
                is_deadline=False,
            )


def _unmarked(people, user, on, own):
    """Planned days without an entry, of this month and the last, place by place."""
    first, last = month_of(month_of(on)[0] - DAY)[0], on - DAY
    referrals = list(
        Referral.objects.within(first, last).select_related("place").order_by("place__name", "pk")
    )
    entries = set(
        WorkDay.objects.filter(
            day__range=(first, last), person__in={r.person_id for r in referrals}
        )
        .order_by()
        .values_list("person_id", "day")
    )
    places = {row.place_id: row.place for row in referrals}
    bare: dict[tuple, list] = defaultdict(list)
    for row in referrals:
        for day in days(max(first, row.starts_on), min(last, row.last_day)):
            is_planned = day.weekday() in row.plan and not holiday_name(day)
            if is_planned and (row.person_id, day) not in entries:
                bare[row.place_id, day.replace(day=1)].append((day, row.person_id))
    for (place, month), found in bare.items():
        missing = sorted({day for day, _ in found})
        yield Task(
            DeskGroup.UNMARKED,
            on,
            missing[0],
            str(places[place]),
            "dni PSU bez wpisu",
            reverse("psu:sheet", args=[place, month]),
            "Uzupełnij",
            detail=f"{_first_days(missing)}, osoby: {len({person for _, person in found})}",
            is_deadline=False,
        )


def _first_days(missing, most=3) -> str:
    words = ", ".join(map(short_day, missing[:most]))
    return f"{words} i {len(missing) - most} dalszych" if len(missing) > most else words


KINDS_OF_FILES = [(DeskGroup.ENDING, _ending), (DeskGroup.APPLICATIONS, _not_ready)]
KINDS_OF_COORDINATOR = [
    (DeskGroup.URGENT, _events),
    (DeskGroup.URGENT, _late_news),
    (DeskGroup.MONTH, _months),
    (DeskGroup.UNMARKED, _unmarked),
]
