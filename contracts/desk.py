"""What of contracts waits for somebody: rows of the start page."""

import datetime

from django.urls import reverse

from contracts.forms.register import RegisterForm
from kis.lib.work import Work

# State in the register's filter → its title and what is done about it.
WAITING = {
    "bez-kontraktu": ("Udział bez kontraktu", "Sprawdź"),
    "do-podpisu": ("Kontrakty do podpisu", "Otwórz"),
    "szkic": ("Szkice kontraktów", "Dokończ"),
    "konczy-sie": ("Kontrakty, które kończą się w ciągu 30 dni", "Otwórz"),
}


def work(user, on: datetime.date) -> list[Work]:
    """Own cases for who writes contracts, everybody's for who only reads them."""
    if not user.has_perm("contracts.view_contract"):
        return []
    mine = {"prowadzi": "ja"} if user.has_perm("contracts.write_contract") else {}
    rows = []
    for state, (title, action) in WAITING.items():
        form = RegisterForm({"stan": state, **mine})
        count = form.chosen(user, on).count()
        query = "&".join(f"{name}={value}" for name, value in form.data.items())
        if count:
            rows.append(Work(title, count, f"{reverse('contracts:register')}?{query}", action))
    return rows
