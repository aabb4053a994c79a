"""What waits in socially useful work, for each role."""

import datetime

from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.work import Work
from participants.models import Person
from psu.late_news import late_months_to_mend
from psu.lists import pay_list_counts, referrals_in
from psu.models import Agreement, WorkPlace
from psu.months import WAITING, agreement_months, proved

BUTTONS = {
    "podpisane-listy": "Odnotuj listę",
    "do-sprawdzenia": "Sprawdź",
    "do-zamkniecia": "Zamknij",
    "brak-stawki": "Wpisz stawkę",
}
LISTS_OF_ROLE = [
    (Role.ACCOUNTANT, "do-sprawdzenia", "Listy wypłat do sprawdzenia", "Sprawdź"),
    (Role.HEAD, "do-zatwierdzenia", "Listy wypłat do zatwierdzenia", "Zatwierdź"),
    (Role.ACCOUNTANT, "do-wyplaty", "Listy wypłat do wypłaty", "Odnotuj wypłatę"),
    (Role.ACCOUNTANT, "do-refundacji", "Listy wypłat do refundacji", "Odnotuj wysłanie"),
]


def work(user, on: datetime.date) -> list[Work]:
    """Rows with nothing to do are left out; each address opens exactly the rows that were counted."""
    found = []
    if Role.SUPERVISOR in user.roles:
        found.append(_own_places(user, on))
    if Role.COORDINATOR in user.roles:
        found += [*_months(on), _late_news(user)]
    if user.has_perm("psu.write_referral"):
        found.append(_referrals(user, on))
    found += _pay_lists(user)
    return [row for row in found if row.count]


def _own_places(user, on) -> Work:
    own = WorkPlace.objects.supervised_by(user, on).filter(is_active=True)
    return Work("Miejsca PSU: karty miesiąca", own.count(), reverse("psu:places"), "Wpisz godziny")


def _months(on) -> list[Work]:
    rows = agreement_months(on, Agreement.objects.all(), proved())
    return [
        Work(
            f"PSU: {title[0].lower()}{title[1:]}",
            sum(getattr(row, question) for row in rows),
            reverse("psu:waiting", args=[what]),
            BUTTONS[what],
        )
        for what, (title, question) in WAITING.items()
    ]


def _late_news(user) -> Work:
    late = late_months_to_mend(Person.objects.visible_to(user))
    title = "PSU: utrata statusu po zamknięciu miesiąca"
    return Work(title, len(late), reverse("psu:late_news"), "Sprawdź godziny")


def _pay_lists(user) -> list[Work]:
    mine = [row for row in LISTS_OF_ROLE if row[0] in user.roles]
    counts = pay_list_counts() if mine else {}
    address = reverse("psu:pay_lists")
    return [
        Work(title, counts[what], f"{address}?stan={what}", action)
        for _, what, title, action in mine
    ]


def _referrals(user, on) -> Work:
    waiting = referrals_in("czekaja", on).filter(person__in=Person.objects.visible_to(user))
    address = f"{reverse('psu:referrals')}?stan=czekaja"
    return Work("Skierowania bez szkolenia BHP lub badania", waiting.count(), address, "Uzupełnij")
