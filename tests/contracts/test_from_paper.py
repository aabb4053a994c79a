"""Contracts signed by hand before the program: typed in, and corrected in one act."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from contracts.forms.from_paper import signing
from contracts.models import SocialContract
from kis.lib.dates import polish
from participants.models import Participation
from tests.contracts import made
from tests.contracts.pages import address, of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_a_contract_from_paper_is_typed_in_with_its_parties(browser, person, users):
    data = {
        "type": "B",
        "number": "13/2025",
        "signed_on": "10.1.2026",
        "ends_on": "31.12.2026",
        "worker": users.worker.pk,
        "parties": "Lis, Ewa",
        "goals": "Praca\nSpłata długu",
    }
    bad = text_of(browser.post(address("from_paper", person.pk), data | {"ends_on": "1.1.2026"}))
    assert "nie może się skończyć przed dniem zawarcia" in bad
    page = text_of(browser.post(address("from_paper", person.pk), data, follow=True))
    assert "Zapisano: kontrakt B 13/2025, wpisany z papieru." in page
    assert "Lis Ewa" in page
    contract = SocialContract.objects.get()
    assert contract.goals.count() == 2
    again = text_of(browser.post(address("from_paper", person.pk), data))
    assert "już jest" in again or "ma już podpisany" in again


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Lis, Ewa Maria", ("Lis", "Ewa Maria")),
        ("Lis Ewa", ("Lis", "Ewa")),
        ("de la Cruz, Ana", ("de la Cruz", "Ana")),
        ("Kowalska - Nowak Anna", ("Kowalska-Nowak", "Anna")),
        ("Lis , Ewa,", ("Lis", "Ewa")),
    ],
)
def test_a_party_is_read_as_it_is_written_on_the_paper(line, names):
    party = signing(line)
    assert (party["last_name"], party["first_name"]) == names


@pytest.mark.parametrize("line", ["Lis", ", Ewa", "Lis,", "N" * 101 + ", Ewa", "Lis, " + "E" * 61])
def test_a_line_that_names_nobody_is_refused(line):
    with pytest.raises(ValidationError, match="W wierszu"):
        signing(line)


def corrected(contract, **typed):
    return {
        "void_reason": "Przepisano zły dzień.",
        "type": contract.type,
        "number": contract.number,
        "signed_on": "12.1.2026",
        "ends_on": "31.12.2026",
        "worker": contract.worker_id,
        **typed,
    }


@pytest.fixture
def paper_contract(person):
    """Typed in by the worker, with a stay that began under it."""
    signed_on, ends_on = datetime.date(2026, 1, 12), datetime.date(2026, 12, 31)
    contract = made.from_paper(person, on=signed_on, ends_on=ends_on)
    Participation.objects.create(
        person=person,
        starts_on=contract.signed_on,
        planned_end_on=contract.ends_on,
        rules_version="1",
        rules_read_on=contract.signed_on,
        declaration_signed_on=contract.signed_on,
        begun_by=person.responsible,
    )
    return contract


def test_a_wrong_paper_contract_under_a_stay_is_voided_and_entered_anew_in_one_act(
    client_of, users, paper_contract
):
    coordinator = client_of(users.coordinator)
    page = text_of(coordinator.get(of(paper_contract, "correct")))
    assert f'value="{paper_contract.number}"' in page
    assert "Aktualne umiejętności biurowe" in page

    typed = corrected(paper_contract, signed_on=polish(paper_contract.signed_on))
    page = text_of(coordinator.post(of(paper_contract, "correct"), typed, follow=True))

    assert "W jego miejsce wpisano ten" in page
    paper_contract.refresh_from_db(from_queryset=SocialContract.with_voided)
    right = SocialContract.objects.get()
    assert (paper_contract.void_reason, right.number) == ("Przepisano zły dzień.", "13/2025")
    assert right.covers(paper_contract.signed_on)


def test_a_correction_that_leaves_the_stay_bare_is_refused_whole(client_of, users, paper_contract):
    later = paper_contract.signed_on + datetime.timedelta(days=1)
    typed = corrected(paper_contract, signed_on=polish(later))
    page = text_of(client_of(users.coordinator).post(of(paper_contract, "correct"), typed))

    assert "Pierwszy dzień udziału musi być objęty" in page
    assert "Przepisano zły dzień." in page
    assert SocialContract.objects.get() == paper_contract


def test_whoever_typed_a_contract_in_does_not_correct_it_alone(browser, paper_contract):
    page = text_of(browser.post(of(paper_contract, "correct"), corrected(paper_contract)))

    assert "Wpis unieważnia druga osoba" in page
    assert SocialContract.objects.get() == paper_contract


def test_only_a_contract_from_paper_is_corrected_so(client_of, users, person):
    contract = made.signed(person)
    assert client_of(users.coordinator).get(of(contract, "correct")).status_code == 404


def test_a_correction_keeps_the_worker_who_left(client_of, users, paper_contract):
    """Else the paper's own name could not be entered again."""
    type(users.worker).objects.filter(pk=users.worker.pk).update(is_active=False)
    coordinator = client_of(users.coordinator)
    page = text_of(coordinator.get(of(paper_contract, "correct")))
    assert f'<option value="{users.worker.pk}" selected>Anna Wrona (konto wyłączone)' in page

    typed = corrected(paper_contract, signed_on=polish(paper_contract.signed_on))
    coordinator.post(of(paper_contract, "correct"), typed)

    right = SocialContract.objects.get()
    assert (right.worker, right.pk == paper_contract.pk) == (users.worker, False)


def test_the_worker_of_a_corrected_paper_may_have_lost_the_role(client_of, users, paper_contract):
    users.worker.groups.clear()
    typed = corrected(paper_contract, signed_on=polish(paper_contract.signed_on))
    client_of(users.coordinator).post(of(paper_contract, "correct"), typed)

    assert SocialContract.objects.get().worker == users.worker


def test_a_paper_of_before_may_name_somebody_who_left(browser, person, users):
    type(users.colleague).objects.filter(pk=users.colleague.pk).update(is_active=False)
    data = {
        "type": "B",
        "number": "13/2025",
        "signed_on": "10.1.2026",
        "ends_on": "31.12.2026",
        "worker": users.colleague.pk,
    }
    browser.post(address("from_paper", person.pk), data)

    assert SocialContract.objects.get().worker == users.colleague
