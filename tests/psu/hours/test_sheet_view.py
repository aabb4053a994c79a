"""The month sheet through the client: what is saved, what is refused beside it, who sees which rows."""

import datetime
import re
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kis.journal.models import AccessEntry
from psu.models import Agreement, WorkDay
from psu.months.closing import close, review
from tests.factories import PersonFactory
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    school_of,
    sign_list,
    work,
)

MAY = datetime.date(2025, 5, 1)
JUNE = datetime.date(2025, 6, 10)
MONDAY, TUESDAY = datetime.date(2025, 5, 5), datetime.date(2025, 5, 6)


@pytest.fixture
def place(users):
    return school_of(users.supervisor, MAY)


@pytest.fixture
def referral(users, place):
    person = PersonFactory(last_name="Śliwa", first_name="Piotr", responsible=users.worker)
    return ReferralFactory(person=person, place=place)


@pytest.fixture
def second(users, place, referral):
    person = PersonFactory(last_name="Ćwikła", first_name="Łukasz", responsible=users.worker)
    return ReferralFactory(person=person, place=place, agreement=referral.agreement)


def url(place, name="sheet", month=MAY):
    return reverse(f"psu:{name}", args=[place.pk, month])


def field(referral, day):
    return f"h-{referral.pk}-{day.day}"


def save(client, place, cells, act="save", **more):
    """`cells`: (referral, day, typed, earlier). Gives the page behind the redirect, or the page itself."""
    data = {"act": act} | more
    for referral, day, typed, earlier in cells:
        data |= {field(referral, day): typed, f"earlier-{field(referral, day)}": earlier}
    response = client.post(url(place, "sheet_save"), data, follow=True)
    assert response.status_code == 200
    return response


def hours():
    return {(row.referral_id, row.day): row.hours for row in WorkDay.objects.all()}


def test_hours_and_letters_are_saved(client_of, users, place, referral):
    response = save(
        client_of(users.coordinator),
        place,
        [(referral, MONDAY, "2:30", ""), (referral, TUESDAY, "u", "")],
    )

    assert response.redirect_chain
    assert "Dni: 2." in response.content.decode()
    assert WorkDay.objects.get(day=MONDAY).hours == Decimal("2.5")
    assert WorkDay.objects.get(day=TUESDAY).outcome == WorkDay.Outcome.EXCUSED


def test_one_refused_cell_does_not_lose_the_others(client_of, users, place, referral, second):
    response = save(
        client_of(users.coordinator),
        place,
        [(referral, MONDAY, "4", ""), (referral, TUESDAY, "7", ""), (second, MONDAY, "5", "")],
    )

    assert hours() == {(referral.pk, MONDAY): 4, (second.pk, MONDAY): 5}
    page = response.content.decode()
    assert "Śliwa Piotr: w tygodniu 5–11.05 jest już 4 godz. Limit tygodnia: 10." in page
    assert f'value="7" aria-labelledby="p{referral.pk} d6"' in page
    assert 'aria-invalid="true"' in page


def test_an_unreadable_cell_says_why_and_stays(client_of, users, place, referral):
    page = save(client_of(users.coordinator), place, [(referral, MONDAY, "5x", "")])

    assert "Nie rozumiem „5x”. Wpisz godziny: 5 albo 2,5 albo 2:30." in page.content.decode()
    assert 'value="5x"' in page.content.decode()


def test_only_changed_cells_are_written(client_of, users, place, referral):
    entry = work(referral, MONDAY, "5")

    save(client_of(users.coordinator), place, [(referral, MONDAY, "5", "5")])

    entry.refresh_from_db()
    assert entry.version == 1


def test_an_emptied_cell_is_cleared(client_of, users, place, referral):
    work(referral, MONDAY, "5")

    save(client_of(users.coordinator), place, [(referral, MONDAY, "", "5")])

    assert hours() == {}


@pytest.fixture
def changed_meanwhile(client_of, users, place, referral):
    """Two have the sheet open at 5; the supervisor saves 4, then the coordinator types 3."""
    work(referral, MONDAY, "5")
    save(client_of(users.supervisor), place, [(referral, MONDAY, "4", "5")])
    return save(client_of(users.coordinator), place, [(referral, MONDAY, "3", "5")])


def test_changed_meanwhile_shows_both_values_and_the_choice(changed_meanwhile, referral):
    page = changed_meanwhile.content.decode()

    assert hours() == {(referral.pk, MONDAY): 4}
    assert "było 5, jest 4 (Z. Nowak). Wpisano 3. Wybierz, co zostaje." in page
    assert "zostaje zapisane: 4" in page
    assert "zostaje wpisane tutaj: 3" in page


@pytest.mark.parametrize(("choice", "stays"), [("mine", 3), ("theirs", 4)])
def test_the_choice_settles_it(changed_meanwhile, client_of, users, place, referral, choice, stays):
    keep = {f"keep-{field(referral, MONDAY)}": choice}
    save(client_of(users.coordinator), place, [(referral, MONDAY, "3", "4")], **keep)

    assert hours() == {(referral.pk, MONDAY): stays}


def test_the_plan_fills_only_empty_days_up_to_today_and_names_what_it_could_not(
    client_of, users, place, referral
):
    referral.planned_days = {"0": "5", "1": "5"}
    referral.save()
    work(referral, MONDAY, "2")
    with time_machine.travel("2025-05-13 12:00", tick=False):
        response = save(client_of(users.coordinator), place, [], act="plan")

    assert [day.day for _, day in sorted(hours())] == [5, 6, 12, 13]
    assert hours()[referral.pk, MONDAY] == 2
    assert "Dni: 3." in response.content.decode()


@pytest.mark.parametrize(
    ("act", "plan", "said"),
    [
        ("save", {}, "Nic się nie zmieniło: nie było czego zapisać."),
        ("plan", {}, "Nie było czego wpisać: w skierowaniach nie ma planu dni."),
        (
            "plan",
            {"0": "5"},
            "Nie było czego wpisać: żaden pusty dzień do dziś nie jest zaplanowany.",
        ),
    ],
)
def test_with_nothing_to_save_the_page_says_so(client_of, users, place, referral, act, plan, said):
    """Before the first Monday of May."""
    referral.planned_days = plan
    referral.save()
    with time_machine.travel("2025-05-02 12:00", tick=False):
        page = save(client_of(users.coordinator), place, [], act=act).content.decode()

    assert said in page
    assert hours() == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("coordinator", "Skierowanie wpisuje się na karcie osoby, w zakładce PSU."),
        ("supervisor", "Jeśli ktoś przyszedł do pracy, zadzwoń do KIS."),
        ("accountant", "Księgowość widzi osoby na listach wypłat"),
        ("inspector", "Ta kontrola obejmuje wybrane osoby: ich godziny stoją na ich kartach."),
    ],
)
def test_a_sheet_with_nobody_says_why_and_the_first_step(client_of, users, place, name, said):
    page = client_of(getattr(users, name)).get(url(place)).content.decode()

    assert said in page


def test_the_plan_says_which_day_it_could_not_fill(client_of, users, place, referral):
    referral.planned_days = {"0": "5", "1": "5"}
    referral.save()
    work(referral, datetime.date(2025, 5, 7), "8")
    with time_machine.travel("2025-05-06 12:00", tick=False):
        response = save(client_of(users.coordinator), place, [], act="plan")

    assert "jest już 8 godz. Limit tygodnia: 10. Można wpisać najwyżej 2" in (
        response.content.decode()
    )
    assert not response.redirect_chain


def test_a_supervisor_sees_only_his_own_place(client_of, users, place):
    client, other = client_of(users.supervisor), WorkPlaceFactory()

    assert client.get(url(place)).status_code == 200
    for name in ("sheet", "attendance_blank", "attendance_filled"):
        assert client.get(url(other, name)).status_code == 404
    assert client.post(url(other, "sheet_save")).status_code == 404


def test_a_supervisor_reads_neither_reasons_nor_other_places_nor_the_agreements_rest(
    client_of, users, place, referral
):
    library = WorkPlaceFactory(name="Biblioteka")
    referral.agreement.places.add(library)
    other = ReferralFactory(person=referral.person, place=library, agreement=referral.agreement)
    work(other, TUESDAY, "8")
    referral.medical = "needed"
    referral.save()
    later = datetime.date(2025, 5, 12)

    page = save(
        client_of(users.supervisor),
        place,
        [(referral, MONDAY, "5", ""), (referral, later, "5", "")],
    ).content.decode()

    assert "Tego dnia nie można wpisać godzin. Zadzwoń do KIS." in page
    assert "badani" not in page
    assert "Biblioteka" not in page
    assert "zostało" not in page.split("<table")[0]


def test_a_day_outside_the_referral_takes_no_hours(client_of, users, place, referral):
    referral.starts_on = TUESDAY
    referral.ohs_on = TUESDAY
    referral.save()

    page = client_of(users.coordinator).get(url(place)).content.decode()

    assert f'name="{field(referral, MONDAY)}"' not in page
    assert f'name="{field(referral, TUESDAY)}"' in page
    assert "poza skierowaniem" in page


def test_a_day_behind_the_end_of_the_agreement_takes_no_hours(client_of, users, place, referral):
    Agreement.objects.update(ends_on=MONDAY)

    page = client_of(users.coordinator).get(url(place)).content.decode()

    assert f'name="{field(referral, MONDAY)}"' in page
    assert f'name="{field(referral, TUESDAY)}"' not in page
    assert "poza porozumieniem" in page


def test_a_future_day_is_refused_with_its_sentence(client_of, users, place, referral):
    with time_machine.travel("2025-05-05 12:00", tick=False):
        page = save(client_of(users.coordinator), place, [(referral, TUESDAY, "5", "")])

    assert "6.05.2025 jeszcze nie było." in page.content.decode()


def test_a_closed_month_keeps_what_was_typed(client_of, users, place, referral):
    work(referral, MONDAY, "5")
    month = referral.agreement.person_months.get()
    month.review(by=users.coordinator, on=MAY)

    page = save(client_of(users.supervisor), place, [(referral, TUESDAY, "4", "")])

    assert "jest już sprawdzony. O zmianę poproś KIS." in page.content.decode()
    assert 'value="4"' in page.content.decode()


def test_rest_of_week_and_month_stand_in_the_row(client_of, users, place, referral):
    work(referral, datetime.date(2025, 5, 26), "4")
    work(referral, MONDAY, "5")

    page = client_of(users.coordinator).get(url(place)).content.decode()

    row = (
        page.split("Śliwa Piotr</th>")[-1].split("</tr>")[0] if "Śliwa Piotr</th>" in page else page
    )
    assert '<td class="sum">9</td>' in row
    assert '<td class="left">6</td>' in row
    assert '<td class="left">31</td>' in row


def test_where_no_month_is_limited_only_the_weeks_have_a_rest(client_of, users, place):
    """Art. 142 of the act of 20 March 2025 sets weeks; its agreements need not name a month."""
    agreement = AgreementFactory(
        place=place, regime=new_regime(), signed_on=datetime.date(2025, 6, 1), number="4/2026"
    )
    referral = ReferralFactory(place=place, agreement=agreement)
    work(referral, datetime.date(2025, 5, 26), "4")

    page = client_of(users.coordinator).get(url(place)).content.decode()

    assert "porozumienie 4/2026: limit 10 tyg., zostało" in page
    assert 'data-month=""' in page
    assert "Porozumienie nie ma limitu miesiąca." in page
    saved = save(client_of(users.supervisor), place, [(referral, MONDAY, "10", "")])
    assert "Dni: 1." in saved.content.decode()


def reviews(page):
    return re.findall(r'<a href="([^"]*)">(Sprawdzenie i zamknięcie[^<]*)</a>', page)


@pytest.mark.parametrize(
    ("name", "is_led"), [("coordinator", True), ("head", True), ("supervisor", False)]
)
def test_from_the_sheet_to_the_review_of_the_month_for_who_may_open_it(
    client_of, users, place, referral, name, is_led
):
    page = client_of(getattr(users, name)).get(url(place)).content.decode()

    review = reverse("psu:month", args=[referral.agreement_id, MAY])
    assert reviews(page) == ([(review, "Sprawdzenie i zamknięcie")] if is_led else [])


def test_a_sheet_of_two_agreements_leads_to_the_review_of_each(
    client_of, users, place, referral, second
):
    other = ReferralFactory(place=place, agreement=AgreementFactory(place=place, number="0/2025"))

    page = client_of(users.coordinator).get(url(place)).content.decode()

    assert reviews(page) == [
        (
            reverse("psu:month", args=[agreement.pk, MAY]),
            f"Sprawdzenie i zamknięcie: {agreement.number}",
        )
        for agreement in (other.agreement, referral.agreement)
    ]


def test_an_accountant_sees_only_people_on_a_pay_list(client_of, users, place, referral):
    work(referral, MONDAY, "5")

    assert "Śliwa" not in client_of(users.accountant).get(url(place)).content.decode()
    assert "Śliwa" not in client_of(users.inspector).get(url(place)).content.decode()
    assert "Śliwa" in client_of(users.head).get(url(place)).content.decode()


@pytest.mark.parametrize(
    ("role", "is_told"),
    [("coordinator", True), ("supervisor", True), ("accountant", False), ("head", False)],
)
def test_advice_for_the_work_is_read_by_who_sends_and_who_looks_after(
    client_of, users, centre, place, referral, role, is_told
):
    referral.work_advice = "bez dźwigania"
    referral.save()
    work(referral, MONDAY, "5")
    sign_list(place, MAY, users.coordinator)
    review(referral.agreement, MAY, by=users.coordinator, on=JUNE)
    close(referral.agreement, MAY, by=users.coordinator, on=JUNE)
    page = client_of(getattr(users, role)).get(url(place)).content.decode()
    assert "Śliwa" in page
    assert ("bez dźwigania" in page) is is_told


def test_who_looked_at_whom_is_noted(client_of, users, place, referral):
    client_of(users.supervisor).get(url(place))

    entry = AccessEntry.objects.get(kind="psu_sheet")
    assert (entry.user, entry.person_number) == (users.supervisor, referral.person_id)


@pytest.mark.parametrize("people", [5, 25])
def test_queries_do_not_grow_with_people(
    client_of, users, place, centre, people, django_assert_max_num_queries
):
    first = ReferralFactory(place=place)
    for _ in range(people - 1):
        work(ReferralFactory(place=place, agreement=first.agreement), MONDAY, "5")
    readers = [client_of(user) for user in (users.coordinator, users.supervisor)]

    for client in readers:
        with django_assert_max_num_queries(15):
            client.get(url(place))


def test_a_month_that_there_is_not_is_404(client_of, users, place):
    assert client_of(users.coordinator).get(f"/psu/miejsca/{place.pk}/2025-13/").status_code == 404
