"""A window that was opened before somebody else voided the row: it says so and loses nothing typed."""

import pytest
from django.urls import reverse

from participants import admission
from participants.models import Evidence, Note
from tests.factories import PersonFactory
from tests.participants.made import established, paper, question

pytestmark = pytest.mark.django_db
TOLD = "Ten wpis unieważniono"
REASON = "Wpisano nie tej osobie."
SENT = {"reason": REASON, "last_day": "d"}
PAPER = {
    "kind": "certificate",
    "issuer": "PUP w Opolu",
    "issued_on": "1.11.2026",
    "is_indefinite": "on",
}


@pytest.fixture
def person(users):
    return PersonFactory(responsible=users.worker)


def decision(person, by):
    on = person.areas.get().starts_on
    return admission.decide(person, what="refused", decided_on=on, reason="inna gmina", by=by)


def note(person, by):
    return Note.objects.create(person=person, author=by, kind="call", text="Umówiono wizytę.")


ROWS = {
    "note_void": note,
    "application_void": decision,
    "benefits_void": lambda person, by: question(person, by=by),
    "eligibility_void": lambda person, by: established(person, by=by),
    "eligibility_end": lambda person, by: established(person, by=by),
    "evidence_void": lambda person, by: paper(established(person, by=by)),
}


def voided(name, person, users):
    """Made by the person's worker, voided by the coordinator."""
    row = ROWS[name](person, users.worker)
    row.void(by=users.coordinator, reason="pomyłka")
    return reverse(f"participants:{name}", args=[person.pk, row.pk])


@pytest.mark.parametrize("name", ROWS)
def test_a_page_of_a_row_voided_meanwhile_leads_to_its_tab_and_says_who_voided_it(
    name, person, users, client_of
):
    page = client_of(users.coordinator).get(voided(name, person, users), follow=True)

    assert page.redirect_chain
    assert f"{TOLD}" in page.content.decode()
    assert users.coordinator.short_name in page.content.decode()


@pytest.mark.parametrize("name", ROWS)
def test_what_is_sent_about_a_row_voided_meanwhile_stays_on_the_page(
    name, person, users, client_of
):
    page = client_of(users.coordinator).post(voided(name, person, users), SENT)

    assert page.status_code == 200
    assert "unieważniony" in page.content.decode()
    assert REASON in page.content.decode()


def test_a_paper_of_a_category_voided_meanwhile_is_not_added_and_stays_on_the_page(
    person, users, client_of
):
    category = established(person, by=users.worker)
    category.void(by=users.coordinator, reason="pomyłka")

    address = reverse("participants:evidence_new", args=[person.pk, category.pk])
    page = client_of(users.worker).post(address, PAPER).content.decode()

    assert "Tę kategorię unieważniono" in page
    assert "PUP w Opolu" in page
    assert not Evidence.with_voided.exists()


def test_another_persons_row_is_not_told_of(person, users, client_of):
    address = voided("note_void", person, users).split("/")
    address[2] = str(PersonFactory(responsible=users.worker).pk)

    assert client_of(users.coordinator).get("/".join(address)).status_code == 404
