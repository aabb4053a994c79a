"""The register of contracts."""

import datetime

import pytest
import time_machine

from contracts.counts import people_in
from contracts.models import Party, SocialContract
from kis.lib.dates import DAY
from tests.contracts import made
from tests.contracts.pages import NOON, TODAY, address, stay_of, text_of
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


STATES = {
    "obowiazuje": {"signed", "soon"},
    "konczy-sie": {"soon"},
    "szkic": {"draft"},
    "do-podpisu": {"printed"},
    "odmowa": {"refused"},
    "do-zatwierdzenia": {"waiting"},
    "zatwierdzony": {"approved"},
    "nie-zawarto": {"not_made"},
    "zakonczony": {"ended"},
    "uniewazniony": {"voided"},
    "": {
        "signed",
        "soon",
        "draft",
        "printed",
        "refused",
        "ended",
        "waiting",
        "approved",
        "not_made",
    },
}
STATES["zmyslony"] = STATES[""]


@pytest.mark.parametrize("state", STATES)
def test_the_register_filters_by_state(browser, users, state):
    def person():
        return PersonFactory(responsible=users.worker)

    earlier = datetime.date(2026, 1, 5)
    made.signed(person(), number="signed")
    made.signed(person(), number="soon", ends_on=TODAY + datetime.timedelta(days=30))
    made.draft(person(), number="draft", ends_on=earlier)
    made.printed(person(), number="printed")
    made.printed(person(), number="refused").note_refusal()
    made.ended(person(), number="ended", on=earlier, last_day=datetime.date(2026, 2, 1))
    made.signed(person(), number="voided").void(by=users.coordinator, reason="x")
    made.waiting(person(), number="waiting")
    made.approved(person(), number="approved")
    made.not_made(person(), number="not_made")
    page = text_of(browser.get(address("register"), {"stan": state}))
    shown = {number for number in (*STATES[""], "voided") if f">{number}</a>" in page}
    assert shown == STATES[state]


def test_people_outside_the_scope_are_not_in_the_register(browser, users, person):
    made.signed(person, number="nasz")
    made.signed(PersonFactory(responsible=users.worker, area="families"), number="obcy")
    page = text_of(browser.get(address("register")))
    assert ">nasz</a>" in page
    assert "obcy" not in page


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({"rodzaj": "A"}, {"own-A", "others-A"}),
        ({"rodzaj": "B"}, {"own-B"}),
        ({"prowadzi": "ja"}, {"own-A", "own-B"}),
    ],
)
def test_the_register_filters_by_kind_and_by_own_contracts(browser, users, chosen, shown):
    made.signed(PersonFactory(responsible=users.worker), number="own-A")
    made.signed(PersonFactory(responsible=users.worker), number="own-B", type="B")
    made.signed(PersonFactory(responsible=users.colleague), number="others-A")
    page = text_of(browser.get(address("register"), chosen))
    assert {
        number for number in ("own-A", "own-B", "others-A") if f">{number}</a>" in page
    } == shown


def test_the_contracts_of_one_worker_are_chosen_by_name_and_whoever_left_stays_in_the_list(
    browser, users
):
    made.signed(PersonFactory(responsible=users.worker), number="own")
    made.signed(PersonFactory(responsible=users.colleague), number="others")
    users.colleague.is_active = False
    users.colleague.save()
    page = text_of(browser.get(address("register"), {"prowadzi": users.colleague.pk}))
    assert f"{users.colleague} (konto wyłączone)" in page
    assert ">others</a>" in page
    assert ">own</a>" not in page


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ("po-terminie", {"late"}),
        ("wkrotce", {"today", "fortnight"}),
        ("", {"late", "today", "fortnight", "later", "ended"}),
    ],
)
def test_the_register_filters_by_the_review_that_is_due(browser, users, chosen, shown):
    for number, days in (("late", -1), ("today", 0), ("fortnight", 14), ("later", 15)):
        contract = made.draft(PersonFactory(responsible=users.worker), number=number)
        contract.planned_reviews.update(on=TODAY + days * DAY)
        made.sign(made.lock(contract))
    earlier = {"on": TODAY - 10 * DAY, "last_day": TODAY - DAY}
    made.ended(PersonFactory(responsible=users.worker), number="ended", **earlier)
    page = text_of(browser.get(address("register"), {"ocena": chosen}))
    numbers = ("late", "today", "fortnight", "later", "ended")
    assert {number for number in numbers if f">{number}</a>" in page} == shown


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        ("2.11.2026", "3.11.2026", {"2", "3"}),
        ("3.11.2026", "", {"3", "4"}),
        ("", "1.11.2026", {"1"}),
        ("4.11.2026", "1.11.2026", {"1", "2", "3", "4"}),
        ("31.02.2026", "", {"1", "2", "3", "4"}),
    ],
)
def test_the_register_filters_by_the_day_of_signing_with_both_ends(
    browser, users, since, until, shown
):
    for day in range(1, 5):
        person = PersonFactory(responsible=users.worker)
        made.signed(person, number=str(day), on=datetime.date(2026, 11, day))
    answer = browser.get(address("register"), {"zawarte_od": since, "zawarte_do": until})
    page = text_of(answer)
    assert {number for number in "1234" if f">{number}</a>" in page} == shown
    assert ("Koniec okresu jest przed początkiem" in page) == (since == "4.11.2026")
    assert ("Filtr trzeba poprawić." in page) == (shown == set("1234"))


def test_people_without_a_contract_have_neither_review_nor_day_of_signing(browser):
    page = text_of(browser.get(address("register"), {"stan": "bez-kontraktu", "ocena": "wkrotce"}))
    assert "Udział bez kontraktu nie ma oceny ani dnia zawarcia." in page


def of_a_family(person, *relatives, **facts):
    contract = made.draft(person, **facts)
    contract.parties.all().delete()
    for relative in relatives:
        Party.objects.create(contract=contract, **relative)


def test_people_are_counted_once_with_their_families(users):
    mother = PersonFactory(responsible=users.worker, pesel="81050412340")
    father = {"role": "signs", "last_name": "Lis", "first_name": "Jan", "pesel": "81050412355"}
    ola = {"role": "listed", "last_name": "Lis", "first_name": "Ola"}
    of_a_family(mother, father, ola | {"born_on": TODAY})
    of_a_family(mother, type="B")
    of_a_family(
        PersonFactory(responsible=users.worker, pesel="81050412355"), ola | {"born_on": TODAY}
    )
    of_a_family(PersonFactory(responsible=users.worker, pesel=""), ola)
    assert people_in(SocialContract.objects.all()) == 5
    assert people_in(SocialContract.objects.filter(person=mother, type="B")) == 1


def test_people_whose_stay_has_no_contract_are_listed_within_the_scope(client_of, users):
    def bare(last_name, **facts):
        person = PersonFactory(last_name=last_name, **facts)
        made.ended(person, last_day=TODAY)
        stay_of(person)

    bare("Własna", responsible=users.worker)
    bare("Cudza", responsible=users.colleague)
    bare("Spoza", responsible=users.worker, area="families")
    covered = PersonFactory(last_name="Objęta", responsible=users.worker)
    made.signed(covered)
    stay_of(covered)
    with time_machine.travel(NOON + datetime.timedelta(days=1), tick=False):
        browser = client_of(users.worker)
        page = text_of(browser.get(address("register"), {"stan": "bez-kontraktu"}))
        own = text_of(browser.get(address("register"), {"stan": "bez-kontraktu", "prowadzi": "ja"}))
    assert {name for name in ("Własna", "Cudza", "Spoza", "Objęta") if name in page} == {
        *("Własna", "Cudza"),
    }
    assert "Własna" in own
    assert "Cudza" not in own


def many(users, count):
    for _ in range(count):
        made.signed(PersonFactory(responsible=users.worker))


@pytest.mark.parametrize("count", [5, 50])
def test_the_register_asks_the_same_few_queries(
    browser, users, count, django_assert_max_num_queries
):
    many(users, count)
    with django_assert_max_num_queries(12):
        browser.get(address("register"))
