"""The card of an application: what stands on it, and the warning of a limit that nobody confirmed."""

import pytest

from kis.lib.refusals import Refused
from kis.programmes import editing
from kis.programmes.papers import application_card
from kis.programmes.scope import EditionFile
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.programmes.factories import D, cares_for, edition_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
ON = D(2026, 3, 6)
WARNING = "liczby do potwierdzenia"


def card(row, users) -> bytes:
    row.refresh_from_db()
    return application_card(EditionFile(row.edition, users.programmes, ON), row, ON)


def test_the_card_names_person_limit_and_the_chosen_assistant(users, enrolment, provider):
    pdf = card(enrolment, users)

    assert faults(pdf) == []
    words = text(pdf)
    for part in (enrolment.person.full_name, provider.name, "720,00 godz.", "nie jest członkiem"):
        assert part in words


def test_the_card_warns_until_the_limit_is_compared_with_its_source(users, enrolment):
    assert WARNING in text(card(enrolment, users))

    editing.confirm(enrolment.group, source="Program na rok 2026", by=users.coordinator)

    assert WARNING not in text(card(enrolment, users))


def test_in_respite_care_both_stand_on_the_card(users):
    edition = edition_of(users, kind="respite", hours_limit=240, days_limit=14)
    cared_for = PersonFactory(responsible=users.worker, area="programmes")
    row = cares_for(edition, users, cared_for)

    words = text(card(row, users))

    for part in (row.person.full_name, cared_for.full_name, "matka", "240,00 godz., dób: 14"):
        assert part in words
    assert "nie jest członkiem" not in words


def test_a_voided_application_has_no_card(users, enrolment, edition):
    enrolment.void(by=users.head, reason="pomyłka")

    with pytest.raises(Refused, match="unieważniono"):
        card(enrolment, users)
