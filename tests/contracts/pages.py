"""The pages of contracts as the tests go to them and read them."""

import datetime
import html

from django.urls import reverse

from contracts import desk
from contracts.printing import print_for_signature
from kis.lib.dates import polish
from participants.models import Participation
from tests.told import rows

TODAY = datetime.date(2026, 11, 20)
NOON = datetime.datetime(2026, 11, 20, 11, 0, tzinfo=datetime.UTC)


def address(name, *args):
    return reverse(f"contracts:{name}", args=args)


def of(contract, name="contract"):
    return address(name, contract.person_id, contract.pk)


def text_of(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def filled_buttons(page: str) -> int:
    return page.count("btn btn-primary")


def print_of(contract):
    """The real paper, given out now."""
    return print_for_signature(contract, by=contract.worker, at=NOON)


def stay_of(person, starts_on=TODAY):
    return Participation.objects.create(
        person=person,
        starts_on=starts_on,
        planned_end_on=datetime.date(2027, 5, 31),
        rules_version="1",
        rules_read_on=starts_on,
        declaration_signed_on=starts_on,
        begun_by=person.responsible,
    )


# Tests of their own ask for applications: almost everybody here has one.
OF_APPLICATIONS = {
    "zgłoszenie czeka na decyzję",
    "przyjęte, czeka na kontrakt",
    "kontrakt zawarty, udział nierozpoczęty",
}


def told(user, on=TODAY):
    """Of contracts."""
    found = [(row.who, row.what) for row in rows(desk, user, on)]
    return [(who, what) for who, what in found if what not in OF_APPLICATIONS]


def posted_back(response) -> dict:
    """What a browser would send of a form with rows as it stands on the page."""
    page = response.context["page"]
    data = {f"seen-{key}": mark for key, mark in page.seen.items()}
    data |= {f"asked-{conflict.name}": "1" for conflict in page.conflicts}
    data |= {page.form.answers_for_name: page.form.answers_for or ""}
    forms = [page.form, *(row for rows in page.row_sets for row in rows)]
    forms += [rows.management_form for rows in page.row_sets]
    for field in (field for form in forms for field in form):
        value = field.value()
        if value is True:
            data[field.html_name] = "on"
        elif value is not None and value is not False:
            data[field.html_name] = polish(value) if hasattr(value, "year") else value
    return data
