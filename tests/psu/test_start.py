"""Starts of the roles: what waits, with true counts whose addresses open exactly the rows counted."""

import datetime
import re
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from kis.accounts.rights import Role
from kis.lib.work import DeskGroup
from psu import desk
from psu.models import AgreedRate, Agreement, AgreementAnnex, Rate
from psu.months.closing import close, reopen, review
from psu.pay_lists.refunds import applying
from psu.pay_lists.waiting import pay_list_counts, pay_lists_at
from psu.referrals.referring import end
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    school_of,
    sign_list,
    work,
)
from tests.taken import csv_rows
from tests.told import rows

MAY, JUNE = datetime.date(2025, 5, 1), datetime.date(2025, 6, 1)
ON = datetime.date(2025, 6, 10)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 12:00", tick=False):
        yield


@pytest.fixture
def place(users, centre):
    return school_of(users.supervisor, MAY)


@pytest.fixture
def worked(agreement, place):
    """Two people with hours in May and June; nothing is reviewed."""
    referrals = [ReferralFactory(agreement=agreement, place=place) for _ in range(2)]
    for referral in referrals:
        work(referral, MAY.replace(day=6))
        work(referral, JUNE.replace(day=3))
    return referrals


def rows_of(user):
    return rows(desk, user, ON)


def told(user):
    """Who and what of each row of the desk."""
    return {(row.who, row.what) for row in rows_of(user)}


def test_a_month_that_is_over_waits_for_its_list_and_review(users, worked):
    assert told(users.coordinator) == {
        ("Szkoła nr 3", "maj 2025: brak podpisanej listy"),
        ("Porozumienie 4/2025", "maj 2025: do sprawdzenia"),
    }


def test_reviewed_months_wait_to_be_closed(users, agreement, worked, place):
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)

    assert told(users.coordinator) == {("Porozumienie 4/2025", "maj 2025: do zamknięcia")}


def test_a_reviewed_month_without_its_list_waits_for_the_list_alone(users, agreement, worked):
    review(agreement, MAY, by=users.coordinator, on=ON)

    assert told(users.coordinator) == {("Szkoła nr 3", "maj 2025: brak podpisanej listy")}


def test_a_month_that_runs_waits_for_nothing(users, agreement, worked, place):
    sign_list(place, MAY, users.coordinator)
    sign_list(place, JUNE, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    review(agreement, JUNE, by=users.coordinator, on=ON)

    assert told(users.coordinator) == {("Porozumienie 4/2025", "maj 2025: do zamknięcia")}


def test_planned_days_without_an_entry_are_told_by_place_and_month(users, agreement, place):
    """Thursdays: 1 May is a holiday, the 29th is marked, 12 June has not come."""
    for _ in range(2):
        referral = ReferralFactory(agreement=agreement, place=place, planned_days={"3": "2"})
        work(referral, MAY.replace(day=29), 2)
    work(referral, MAY.replace(day=22), 2)

    empty = {"agreement": agreement, "place": place, "planned_days": {"1": "2"}}
    ReferralFactory(**empty).void(by=users.worker, reason="inna osoba")

    bare = [row for row in rows_of(users.coordinator) if row.what == "dni PSU bez wpisu"]
    assert [(row.who, row.detail, row.url) for row in bare] == [
        ("Szkoła nr 3", "8.05, 15.05, 22.05, osoby: 2", reverse("psu:sheet", args=[place.pk, MAY])),
        ("Szkoła nr 3", "5.06, osoby: 2", reverse("psu:sheet", args=[place.pk, JUNE])),
    ]


def test_a_day_behind_the_end_of_the_agreement_is_not_told_as_missing(users, agreement, place):
    ReferralFactory(agreement=agreement, place=place, planned_days={"3": "2"})
    Agreement.objects.update(ends_on=MAY.replace(day=20))

    bare = [row for row in rows_of(users.coordinator) if row.what == "dni PSU bez wpisu"]
    assert [row.detail for row in bare] == ["8.05, 15.05, osoby: 1"]


def test_a_referral_longer_than_its_agreement_is_told_when_that_ends(users, agreement, place):
    referral = ReferralFactory(agreement=agreement, place=place)

    def told():
        rows = rows_of(users.coordinator)
        return [row for row in rows if row.what == "skierowanie dłuższe niż porozumienie"]

    for days, count in ((31, 0), (30, 1), (-5, 1)):
        Agreement.objects.update(ends_on=ON + datetime.timedelta(days=days))
        assert len(told()) == count
    (row,) = told()
    assert (row.who, row.state) == (str(referral.person), "late")
    assert row.url == reverse("psu:person", args=[referral.person.pk])

    end(referral, last_day=ON - datetime.timedelta(days=5), reason="koniec porozumienia")
    assert told() == []


def test_an_agreement_is_told_when_its_hours_would_not_do_for_another_month(
    users, agreement, place
):
    """32 hours in the 30 days before 10 June 2025, four before them."""
    referral = ReferralFactory(agreement=agreement, place=place)
    for number in (13, 20, 22, 27, 29, 3, 5, 10):
        work(referral, (MAY if number > 10 else JUNE).replace(day=number), 4)
    work(referral, MAY.replace(day=6), 4)  # longer ago

    def told():
        return [row for row in rows_of(users.coordinator) if "godziny" in row.what]

    for total, count in ((69, 0), (68, 1)):
        Agreement.objects.update(total_hours=total)
        assert len(told()) == count
    (row,) = told()
    assert row.what == "kończą się godziny: zostało 32 z 68"
    assert row.day == ON + datetime.timedelta(days=30)
    assert row.url == reverse("psu:agreement", args=[agreement.pk])
    Agreement.objects.update(total_hours=44)
    assert [row.day for row in told()] == [ON + datetime.timedelta(days=7)]  # 8 hours of 32

    AgreementAnnex.objects.create(
        agreement=agreement,
        number="1",
        signed_on=ON,
        valid_from=ON,
        ends_on=agreement.ends_on,
        persons=25,
        total_hours=4000,
        monthly_hours=40,
        entered_by=users.coordinator,
    )
    assert told() == []


def test_a_list_of_which_nothing_is_left_waits_for_nobody(users, pay_list):
    assert pay_list_counts()["do-sprawdzenia"] == pay_lists_at("do-sprawdzenia").count() == 1
    assert rows_of(users.accountant)

    reopen(pay_list.lines.get().person_month, by=users.coordinator, on=ON, reason="pomyłka")

    assert pay_list_counts()["do-sprawdzenia"] == pay_lists_at("do-sprawdzenia").count() == 0
    assert rows_of(users.accountant) == []


def without_rate():
    AgreedRate.objects.all().delete()


def with_rate_below_the_minimum():
    AgreedRate.objects.update(per_hour=Decimal("12.19"))


def with_rate_from_the_next_day_on():
    AgreedRate.objects.update(valid_from=MAY.replace(day=7))


def with_minimum_that_ended_the_day_before():
    Rate.objects.filter(valid_to=None).update(valid_to=MAY.replace(day=5))


@pytest.mark.parametrize(
    "spoil",
    [
        without_rate,
        with_rate_below_the_minimum,
        with_rate_from_the_next_day_on,
        with_minimum_that_ended_the_day_before,
    ],
)
def test_a_reviewed_month_without_a_rate_waits_for_the_rate_and_not_to_be_closed(
    client_of, users, agreement, worked, place, spoil
):
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    spoil()

    (row,) = rows_of(users.coordinator)
    assert (row.who, row.what) == ("Porozumienie 4/2025", "maj 2025: brak stawki")
    page = client_of(users.coordinator).get("/psu/czeka/brak-stawki/").content.decode()
    assert page.count("<tr>") - 1 == 1
    assert "czeka na stawkę: 2" in page
    assert "do zamknięcia" not in page
    form = f"{reverse('psu:agreement_edit', args=[agreement.pk])}#id_rates"
    if spoil is with_minimum_that_ended_the_day_before:
        # The agreement's form mends nothing here: the month says who enters the minimum.
        month = reverse("psu:month", args=[agreement.pk, MAY])
        assert (row.url, row.action, form in page) == (month, "Otwórz", False)
        assert "administrator merytoryczny" in client_of(users.coordinator).get(month).text
    else:
        assert (row.url, row.action, form in page) == (form, "Wpisz stawkę", True)
    assert (
        "maj 2025"
        not in client_of(users.coordinator).get("/psu/czeka/do-zamkniecia/").content.decode()
    )


def test_who_may_enter_a_minimum_is_led_to_its_form(users, agreement, worked, client_of):
    with_minimum_that_ended_the_day_before()
    review(agreement, MAY, by=users.coordinator, on=ON)
    users.coordinator.groups.add(Group.objects.get(name=Role.CONTENT_ADMIN))
    both = type(users.coordinator).objects.get(pk=users.coordinator.pk)
    sign_list(worked[0].place, MAY, both)

    form = reverse("admin:psu_rate_add")
    (row,) = [row for row in rows_of(both) if "brak stawki" in row.what]
    assert (row.url, row.action) == (form, "Wpisz stawkę")
    client = client_of(both)
    for address in ("/psu/czeka/brak-stawki/", reverse("psu:agreement", args=[agreement.pk])):
        assert f'href="{form}"' in client.get(address).text
    assert 'id="id_rates"' in client.get(reverse("psu:agreement_edit", args=[agreement.pk])).text


@pytest.mark.parametrize(
    "rate_day", [datetime.date(2025, 5, 5), datetime.date(2025, 5, 6)], ids=["before", "that day"]
)
def test_a_rate_that_holds_the_day_lets_the_month_be_closed(
    users, agreement, worked, place, rate_day
):
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    AgreedRate.objects.update(valid_from=rate_day)

    assert told(users.coordinator) == {("Porozumienie 4/2025", "maj 2025: do zamknięcia")}


def test_a_closed_month_waits_for_the_accountant_then_for_the_head(users, agreement, worked, place):
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    pay_list = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    assert told(users.accountant) == {("Lista wypłat 1/2025", "do sprawdzenia")}

    pay_list.mark_checked(by=users.accountant, on=ON)

    assert told(users.accountant) == set()
    assert told(users.head) == {("Lista wypłat 1/2025", "do zatwierdzenia")}
    assert told(users.accountant) == set()

    pay_list.approve(by=users.head, on=ON)
    assert told(users.accountant) == {("Lista wypłat 1/2025", "do wypłaty")}
    pay_list.mark_paid(by=users.accountant, on=ON)
    assert told(users.accountant) == {("Lista wypłat 1/2025", "do refundacji")}
    application = applying.apply_for(agreement, MAY, by=users.accountant, on=ON)
    assert told(users.accountant) == {("Wniosek o refundację 1/2025", "do wysłania")}
    applying.send(application, by=users.accountant, on=ON)
    assert told(users.accountant) == told(users.head) == set(), "the labour office's turn"


def test_a_list_waits_since_the_step_before_or_since_its_return(users, pay_list):
    def since(user):
        return [row.day for row in rows_of(user)]

    assert since(users.accountant) == [pay_list.prepared_on]
    checked, returned = ON - datetime.timedelta(2), ON - datetime.timedelta(1)
    pay_list.mark_checked(by=users.accountant, on=checked)
    assert since(users.head) == [checked]
    pay_list.send_back(by=users.head, on=returned, reason="Zła kwota.")
    assert since(users.accountant) == [returned]
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    assert since(users.accountant) == [ON]


def test_every_row_of_the_desk_opens_its_rows(client_of, users, worked):
    for user in vars(users).values():
        for row in rows_of(user):
            assert client_of(user).get(row.url).status_code == 200


def test_the_waiting_page_names_the_month_and_the_place_without_a_list(client_of, users, worked):
    page = client_of(users.coordinator).get("/psu/czeka/podpisane-listy/").content.decode()

    assert "maj 2025" in page
    assert "czerwiec 2025" not in page
    assert "Szkoła nr 3" in page


def test_the_supervisor_starts_at_his_own_places(client_of, users, worked):
    WorkPlaceFactory(name="Biblioteka")

    page = client_of(users.supervisor).get(reverse("psu:places")).content.decode()

    assert "Szkoła nr 3" in page
    assert "Biblioteka" not in page
    assert "osoby: 2, 10 godz." in page
    assert client_of(users.supervisor).get("/").url == reverse("psu:today")


def test_a_supervisor_without_a_place_is_told_whom_to_call(client_of, users, centre):
    page = client_of(users.supervisor).get(reverse("psu:places")).content.decode()

    assert "Do tego konta nie przypisano miejsca PSU. Zadzwoń do KIS." in page


def test_a_referral_without_training_waits_on_the_desk_and_on_the_list(
    client_of, users, worked, agreement, place
):
    waiting = ReferralFactory(agreement=agreement, place=place, ohs_on=None)
    mistaken = ReferralFactory(agreement=agreement, place=place, ohs_on=None)
    mistaken.void(by=users.worker, reason="inna osoba")

    (row,) = [row for row in rows_of(users.worker) if "BHP" in row.what]
    page = client_of(users.worker).get(reverse("psu:referrals") + "?stan=czekaja").content.decode()

    assert (row.who, row.what) == (str(waiting.person), "skierowanie bez szkolenia BHP")
    assert waiting.number in page
    assert worked[0].number not in page
    assert mistaken.number not in page


FIRST_DAY = datetime.date(2025, 6, 20)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"ohs_on": FIRST_DAY}, []),
        ({"ohs_on": "2025-06-21"}, ["skierowanie bez szkolenia BHP"]),
        ({"medical": "needed", "medical_on": FIRST_DAY, "medical_until": FIRST_DAY}, []),
        (
            {"medical": "needed", "medical_on": "2025-06-01", "medical_until": "2025-06-19"},
            ["skierowanie bez ważnego badania lekarskiego"],
        ),
    ],
    ids=["trained that day", "trained later", "examined that day", "examined until the day before"],
)
def test_of_a_referral_to_come_its_first_day_is_asked(users, agreement, place, facts, missing):
    ReferralFactory(agreement=agreement, place=place, starts_on=FIRST_DAY, **facts)
    assert [row.what for row in rows_of(users.worker)] == missing


@pytest.mark.parametrize(
    ("ends_on", "is_told"), [("2025-07-10", True), ("2025-07-11", False), ("2025-06-09", False)]
)
def test_a_referral_is_told_thirty_days_before_its_end(users, agreement, place, ends_on, is_told):
    ReferralFactory(agreement=agreement, place=place, ends_on=ends_on)
    assert [row.what for row in rows_of(users.worker)] == ["skierowanie do PSU"] * is_told


def test_a_planned_day_without_an_entry_is_told_from_the_day_after(users, agreement, place):
    """ON is a Tuesday: Mondays are planned, 2 June is marked, 9 June is yesterday."""
    referral = ReferralFactory(
        agreement=agreement, place=place, starts_on="2025-06-02", planned_days={"0": "5", "1": "5"}
    )
    referral.refresh_from_db()
    work(referral, JUNE.replace(day=2))
    work(referral, JUNE.replace(day=3))
    unmarked = [row for row in rows_of(users.coordinator) if row.group == DeskGroup.UNMARKED]
    assert [(row.who, row.detail) for row in unmarked] == [("Szkoła nr 3", "9.06, osoby: 1")]


@pytest.mark.parametrize(
    "address", ["/psu/", "/psu/porozumienia/", "/psu/czeka/do-sprawdzenia/", "sheet"]
)
def test_agreements_stand_by_their_numbers(client_of, users, place, address):
    for number in ("10/2025", "9/2025"):
        agreement = AgreementFactory(number=number, place=place)
        work(ReferralFactory(agreement=agreement, place=place), MAY.replace(day=6))
    address = reverse("psu:sheet", args=[place.pk, MAY]) if address == "sheet" else address
    page = client_of(users.coordinator).get(address).text
    # Behind a slash it would be an address: place 10, month 2025-05.
    first, second = (re.search(rf"(?<![/\d]){number}", page) for number in ("9/2025", "10/2025"))
    assert first.start() < second.start()


@pytest.mark.parametrize("people", [2, 8])
def test_queries_of_the_start_do_not_grow(
    client_of, users, centre, worked, people, django_assert_max_num_queries
):
    for number in range(people):
        place = WorkPlaceFactory()
        work(ReferralFactory(place=place), MAY.replace(day=5 + number))
    client = client_of(users.coordinator)

    with django_assert_max_num_queries(15):
        client.get(reverse("psu:start"))


def test_an_inspector_is_told_why_lists_of_people_are_empty(client_of, users, worked, agreement):
    client = client_of(users.inspector)
    for address in [
        reverse("psu:referrals"),
        reverse("psu:month", args=[agreement.pk, MAY]),
    ]:
        page = client.get(address).content.decode()
        assert "Ta kontrola obejmuje wybrane osoby: ich godziny stoją na ich kartach." in page


@pytest.mark.parametrize(("name", "is_told"), [("coordinator", False), ("head", True)])
def test_nobody_is_told_to_ask_himself(client_of, users, name, is_told):
    page = client_of(getattr(users, name)).get("/nie-ma/").content.decode()

    assert ("poproś koordynatora" in page) == is_told


@pytest.mark.parametrize(
    ("role", "path", "said"),
    [
        ("accountant", "/psu/miejsca/", "Nie ma miejsc PSU. Miejsca i opiekunów wpisuje"),
        ("supervisor", "/psu/miejsca/", "Do tego konta nie przypisano miejsca PSU."),
        ("supervisor", "/psu/dzis/zdarzenie/", "Do tego konta nie przypisano miejsca PSU."),
        ("accountant", "/psu/porozumienia/", "Wpisuje je koordynator KIS."),
        ("coordinator", "/psu/porozumienia/", "Zacznij od „Nowe porozumienie”"),
    ],
)
def test_an_office_that_begins_tells_each_role_what_it_can_do(
    role, path, said, users, client_of, centre
):
    assert said in client_of(getattr(users, role)).get(path).content.decode()


def test_places_and_their_months_are_taken_away_by_who_sees_them(users, client_of, place, worked):
    other = WorkPlaceFactory(name="Biblioteka")
    rows = csv_rows(client_of(users.supervisor), "psu:places")
    assert rows[0][:4] == [
        *("Miejsce PSU", "czerwiec 2025: osoby", "czerwiec 2025: godziny", "czerwiec 2025: lista")
    ]
    assert [row[0] for row in rows[1:]] == [str(place)]
    assert rows[1][1] == "2"
    assert rows[1][6] == "brak podpisanej listy"
    office = csv_rows(client_of(users.head), "psu:places")
    assert [row[0] for row in office[1:]] == [str(other), str(place)]
