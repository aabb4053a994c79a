"""What each kind of page costs beside the empty one of the same frame, and what a first visit brings."""

from functools import partial

from django.db import connections
from django.test.utils import CaptureQueriesContext

from deploy.local.bench.aims import Figure
from deploy.local.bench.kinds import CONTRACT, KINDS, MOST_QUESTIONS, Kind
from deploy.local.bench.office import Office, standing
from deploy.local.bench.pages import Visitor, first_visit, in_turns
from deploy.local.bench.records import Records
from kis.accounts.models import User

OVER_ITS_FORM, FIRST_VISIT_KB = 1.15, 120
TRANSACTION = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}
EMPTY, FORM_ALONE = "/pusta/", "/sam-formularz/{}/"


def to_the_empty_page(office: Office, rounds: int):
    with standing(office.connection):
        records = Records(office)
        acts = opened_by_each(KINDS, records)
        times = in_turns(
            {
                EMPTY: partial(office.visitor.get, EMPTY),
                FORM_ALONE: partial(office.visitor.get, FORM_ALONE.format(records.draft.pk)),
                **acts,
            },
            rounds,
        )
    yield Figure("pusta strona", times[EMPTY], unit="ms")
    for kind in KINDS:
        spent = times[kind.title]
        yield Figure(f"{kind.title}: {spent:.0f} ms", spent / times[EMPTY], kind.aim)
    over = times[CONTRACT] / times[FORM_ALONE]
    yield Figure("formularz kontraktu do strony z samym formularzem", over, OVER_ITS_FORM)


def questions_of_pages(office: Office):
    """How many questions each page asks, those of its frame and what the journal writes included."""
    with standing(office.connection):
        for title, act in opened_by_each(KINDS, Records(office)).items():
            act()  # what is kept for the process is not asked again
            with CaptureQueriesContext(connections["default"]) as asked:
                act()
            yield Figure(title, sum(map(is_question, asked)), MOST_QUESTIONS, unit="")


def is_question(statement: dict) -> bool:
    """Whether it asks for rows or writes them: a transaction's beginning and end do not."""
    return statement["sql"].split()[0] not in TRANSACTION


def opened_by_each(kinds: list[Kind], records: Records) -> dict:
    visitors = {
        user.username: Visitor(user)
        for user in User.objects.filter(username__in={kind.login for kind in kinds})
    }
    return {kind.title: partial(visitors[kind.login].get, kind.address(records)) for kind in kinds}


def weights(office: Office):
    html = office(lambda its: its.visitor.get("/osoby/?grupa=wszyscy")).content.decode()
    parts = first_visit(html)
    for name, weight in parts.items():
        yield Figure(f"    {name}", weight, unit="kB")
    yield Figure("razem, skompresowane", sum(parts.values()), FIRST_VISIT_KB, unit="kB")
