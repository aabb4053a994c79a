"""Two connections that really overlap: the second waits, looks again and reads a sentence."""

from datetime import date

import pytest
from django.urls import reverse

from kis.lib.refusals import Refused
from participants.handover import hand_over
from participants.models import BankAccount, CaseAccess, Person
from tests.factories import PersonFactory
from tests.participants.made import category, established
from tests.psu.connections import race

pytestmark = pytest.mark.django_db(transaction=True)

PESEL = "81050412359"
DAY = date(2026, 11, 23)


def test_the_same_number_entered_by_two_workers_at_once(users, centre, client_of):
    colleague = client_of(users.colleague)
    typed = {
        "pesel": PESEL,
        "last_name": "Nowak",
        "first_name": "Jan",
        "responsible": users.colleague.pk,
    }

    response = race(
        lambda: PersonFactory(responsible=users.worker, pesel=PESEL),
        lambda: colleague.post(reverse("participants:new"), typed),
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "Osoba z tym numerem PESEL już jest w rejestrze." in page
    assert 'value="Nowak"' in page
    assert Person.objects.count() == 1


def test_two_main_categories_established_at_once(users, centre, client_of):
    person = PersonFactory(responsible=users.worker)
    first, second = category(5), category(8)
    coordinator = client_of(users.coordinator)
    typed = {"category": second.pk, "is_main": "on", "exclusion": "Nie ma pracy."}

    response = race(
        lambda: established(person, first, on=DAY),
        lambda: coordinator.post(
            reverse("participants:eligibility_new", args=[person.pk]),
            typed | {"established_on": "d"},
        ),
    )

    assert "Osoba ma już kategorię główną." in response.content.decode()
    assert person.eligibilities.count() == 1


def test_one_case_handed_over_twice_at_once(users):
    person = PersonFactory(responsible=users.worker)

    def hand():
        return hand_over(
            person,
            to=users.colleague,
            by=users.coordinator,
            on=DAY,
            reason="urlop",
            keep_until=DAY,
        )

    with pytest.raises(Refused, match="Tę sprawę już prowadzi Piotr Sowa"):
        race(hand, hand)
    assert CaseAccess.objects.count() == 1


def test_two_accounts_from_the_same_day_at_once(users):
    person = PersonFactory(responsible=users.worker)

    def change():
        return BankAccount.objects.change(person, starts_on=DAY)

    with pytest.raises(Refused, match="jest już wpisany sposób wypłaty"):
        race(change, change)
    assert person.bank_accounts.count() == 1


def test_a_stale_save_that_waited_for_the_first_one(users, centre, client_of):
    person = PersonFactory(responsible=users.worker, pesel="")
    address = reverse("participants:pesel_change", args=[person.pk])
    typed = {"pesel": PESEL, "row_version": person.version}
    worker = client_of(users.worker)

    response = race(
        lambda: Person.objects.filter(pk=person.pk).update(pesel="81050412373"),
        lambda: worker.post(address, typed),
    )

    page = response.content.decode()
    assert "W tym czasie zmieniono: nowy numer PESEL" in page
    assert "…2373" in page
    assert "81050412373" not in page


def test_a_save_that_waited_leaves_what_its_form_does_not_hold(users, centre, client_of):
    person = PersonFactory(responsible=users.worker, pesel="")
    worker = client_of(users.worker)
    edit = reverse("participants:details_edit", args=[person.pk])
    typed = {"last_name": "Nowak", "first_name": "Jan", "row_version": person.version}

    response = race(
        lambda: Person.objects.filter(pk=person.pk).update(pesel=PESEL),
        lambda: worker.post(edit, typed),
    )

    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.last_name, person.pesel) == ("Nowak", PESEL)
