"""The supervisor's phone: whom the day shows, what a tap saves, what is refused and what is hidden."""

import datetime
import re
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from psu.models import AgreementKind, Supervision, WorkDay, WorkEvent, WorkKind
from psu.months.closing import review
from psu.rules.spans import Span
from tests.factories import PersonFactory
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    school_of,
    work,
)
from tests.psu.guarded import day

# Random letters, among which any two may stand side by side.
TOKEN = re.compile(r"[A-Za-z0-9]{32,}")

pytestmark = pytest.mark.django_db

MONDAY, TODAY, TOMORROW = day("2025-06-09"), day("2025-06-10"), day("2025-06-11")
CORPUS_CHRISTI = day("2025-06-19")
EVERY_DAY = {str(weekday): "4" for weekday in range(7)}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2025-06-10 12:05", tick=False):
        yield


@pytest.fixture
def place(users):
    return school_of(users.supervisor, day("2025-05-01"))


@pytest.fixture
def agreement(place):
    return AgreementFactory(place=place)


@pytest.fixture
def send(users, place, agreement):
    """A referral to the place; by default every day has four planned hours."""

    def referral(surname="Łoś", **facts):
        person = PersonFactory(last_name=surname, first_name="Adam", responsible=users.worker)
        known = {"place": place, "agreement": agreement, "planned_days": EVERY_DAY}
        made = ReferralFactory(**({"person": person} | known | facts))
        made.refresh_from_db()
        return made

    return referral


@pytest.fixture
def phone(client_of, users, centre):
    return client_of(users.supervisor)


def today(phone, on=TODAY):
    return phone.get(reverse("psu:day", args=[on])).content.decode()


def tap(phone, referral, text, on=TODAY, *, script=False, **more):
    headers = {"HX-Request": "true"} if script else {}
    address = reverse("psu:day_save", args=[on, referral.pk])
    return phone.post(address, {"text": text} | more, headers=headers, follow=not script)


def plan_for_all(phone, on=TODAY):
    return phone.post(reverse("psu:day_plan", args=[on]), follow=True).content.decode()


def entered(referral, on=TODAY):
    entry = WorkDay.objects.filter(referral=referral, day=on).first()
    return entry and (entry.outcome, entry.hours)


# what is shown


def test_the_card_tells_plan_rest_advice_and_state(phone, send):
    send(planned_time="8.00–12.00", work_advice="bez dźwigania")
    page = today(phone)
    for words in (
        "Łoś Adam",
        "plan 8.00–12.00",
        "zostało w tygodniu 10 godz.",
        "Zalecenia: bez dźwigania",
        "bez wpisu",
        "4 godz. (plan)",
    ):
        assert words in page


def test_the_day_tells_what_one_may_not_do_and_nothing_else_of_the_examination(phone, send):
    send(
        work_advice="bez dźwigania",
        medical="needed",
        medical_on="2025-05-29",
        medical_until="2025-12-31",
        remarks="po operacji",
    )
    page = today(phone)
    assert "Zalecenia: bez dźwigania" in page
    month = phone.get(reverse("psu:own_month_of", args=["2025-06"])).content.decode()
    assert "dźwigania" not in month
    for hidden in ("29.05.2025", "29.5.2025", "31.12.2025", "po operacji", "badan"):
        assert hidden not in page + month


def test_the_root_leads_a_supervisor_here(phone):
    assert phone.get("/").url == reverse("psu:today")


def test_a_supervisor_has_two_tabs_and_whoever_is_more_keeps_the_desk(phone, users, place):
    address = reverse("psu:day", args=[MONDAY])

    def tabs():
        items = phone.get(address).context["navigation"]
        return [(item.title, item.current) for item in items]

    assert tabs() == [("Dziś", True), ("Miesiąc", False)]
    users.supervisor.groups.add(users.coordinator.groups.get())
    assert [title for title, is_current in tabs() if is_current] == ["Dziś"]
    assert tabs()[0] == ("Pulpit", False)


def test_tomorrow_has_no_page_and_takes_nothing(phone, send):
    referral = send()
    assert phone.get(reverse("psu:day", args=[TOMORROW])).status_code == 404
    assert reverse("psu:day", args=[TOMORROW]) not in today(phone)
    assert tap(phone, referral, "4", TOMORROW).status_code == 404
    assert phone.post(reverse("psu:day_plan", args=[TOMORROW])).status_code == 404
    assert phone.get("/psu/dzis/2025-02-30/").status_code == 404
    assert not WorkDay.objects.exists()


def test_nobody_of_another_place_is_shown_or_saved(phone, users, send):
    send("Swój")
    other = ReferralFactory(
        person=PersonFactory(last_name="Obcy", responsible=users.worker), planned_days=EVERY_DAY
    )
    for page in (today(phone), phone.get(reverse("psu:own_month")).content.decode()):
        assert "Swój" in page
        assert "Obcy" not in page
        assert str(other.place) not in page
    assert tap(phone, other, "4").status_code == 404
    plan_for_all(phone)
    assert entered(other) is None


def test_a_supervisor_of_yesterday_sees_the_place_no_more(phone, users, place, send):
    referral = send()
    Supervision.objects.update(ends_on=MONDAY)
    assert "Łoś" not in today(phone, MONDAY)
    assert tap(phone, referral, "4", MONDAY).status_code == 404


def test_a_month_without_a_limit_has_no_rest_on_the_phone_either(phone, send, place):
    agreement = AgreementFactory(place=place, regime=new_regime(), signed_on=day("2025-06-01"))
    work(send(agreement=agreement), MONDAY, 3)
    assert "zostało w tygodniu 7 godz." in today(phone)
    month = phone.get(reverse("psu:own_month")).content.decode()
    assert "3 godz." in month
    assert "godz., w miesiącu" not in today(phone)
    assert "zostało w miesiącu" not in month


def test_neither_pesel_nor_hours_of_other_places_are_told(phone, users, send):
    referral = send()
    elsewhere = ReferralFactory(
        person=referral.person, place=WorkPlaceFactory(name="Tajna Biblioteka")
    )
    work(elsewhere, MONDAY, 8)
    page = today(phone)
    assert "zostało w tygodniu 2 godz." in page
    page += tap(phone, referral, "4").content.decode()
    assert "w innym miejscu" in page
    assert "Tajna" not in page
    assert referral.person.pesel not in page


def test_an_absence_elsewhere_is_not_told(phone, send):
    referral = send()
    elsewhere = ReferralFactory(person=referral.person)
    work(elsewhere, TODAY, 0, outcome="refused")
    assert "bez wpisu" in today(phone)
    page = tap(phone, referral, "4").content.decode()
    assert "Na ten dzień jest już wpis." in page


@pytest.mark.parametrize(
    ("plan", "on", "is_at_work"),
    [
        ({"1": "4"}, TODAY, True),
        ({"0": "4"}, TODAY, False),
        ({}, TODAY, True),
    ],
)
def test_whom_the_plan_names_and_who_has_none_is_at_work(phone, send, plan, on, is_at_work):
    send(planned_days=plan)
    assert ("Pracują w inne dni" not in today(phone, on)) is is_at_work


def test_a_holiday_is_nobodys_plan(client_of, users, centre, send):
    referral = send()
    with time_machine.travel("2025-06-20 12:00", tick=False):
        phone = client_of(users.supervisor)
        page = today(phone, CORPUS_CHRISTI)
        assert "Pracują w inne dni: 1" in page
        assert "godz. (plan)" not in page
        plan_for_all(phone, CORPUS_CHRISTI)
        assert entered(referral, CORPUS_CHRISTI) is None
        plan_for_all(phone, day("2025-06-18"))
        assert entered(referral, day("2025-06-18")) == ("worked", Decimal(4))


@pytest.mark.parametrize("people", [2, 8])
def test_queries_do_not_grow_with_people(phone, send, people, django_assert_max_num_queries):
    for _ in range(people):
        work(send(), TODAY)
    # With the one for the confirmation of the day.
    with django_assert_max_num_queries(15):
        today(phone)


# what is saved


@pytest.mark.parametrize(
    ("text", "outcome", "hours"),
    [
        ("4", "worked", "4"),
        ("2:30", "worked", "2.5"),
        ("U", "excused", "0"),
        ("N", "unexcused", "0"),
        ("O", "refused", "0"),
        ("P", "idle", "0"),
    ],
)
def test_a_tap_saves_the_day(phone, users, send, text, outcome, hours):
    referral = send()
    page = tap(phone, referral, text).content.decode()
    assert "Zapisano o 12.05." in page
    assert entered(referral) == (outcome, Decimal(hours))
    assert WorkDay.objects.get().entered_by == users.supervisor


def test_with_a_script_only_the_persons_cards_come_back(phone, send):
    referral, _ = send(), send("Maj")
    page = tap(phone, referral, "4", script=True).content.decode()
    assert "Zapisano o 12.05. Łoś Adam: 4 godz." in page
    assert "godz.." not in page
    assert "Maj" not in TOKEN.sub("", page)
    assert "<html" not in page


def test_an_entry_is_taken_back(phone, send):
    referral = send()
    tap(phone, referral, "4")
    page = tap(phone, referral, "", earlier="4", act="delete").content.decode()
    assert "usunięto wpis" in page
    assert entered(referral) is None


def test_an_empty_field_of_hours_deletes_nothing_and_keeps_the_chosen_kind(phone, send, agreement):
    other = WorkKind.objects.create(name="opieka nad grobami")
    AgreementKind.objects.create(agreement=agreement, kind=other)
    referral = send()
    page = tap(phone, referral, "", kind=other.pk, earlier_kind="").content.decode()
    assert "Wpisz godziny." in page
    assert "Zapisano" not in page
    assert f'<option value="{other.pk}" selected>' in page
    tap(phone, referral, "4")
    page = tap(phone, referral, " ", earlier="4").content.decode()
    assert "Wpisz godziny albo naciśnij „Usuń wpis”." in page
    assert entered(referral) == ("worked", Decimal(4))


def test_the_card_takes_from_and_to_and_tells_what_was_saved(phone, send, agreement):
    other = WorkKind.objects.create(name="opieka nad grobami")
    AgreementKind.objects.create(agreement=agreement, kind=other)
    referral = send()
    page = tap(phone, referral, "4", kind=other.pk, span="8-13").content.decode()
    assert WorkDay.objects.get().span == Span(datetime.time(8), datetime.time(13))
    assert '<p class="quiet">8.00–13.00 · opieka nad grobami</p>' in page
    page = tap(
        phone, referral, "6", earlier="4", span="8.00–13.00", earlier_span="8.00–13.00"
    ).content.decode()
    assert "Popraw „od–do” na karcie albo wpisz mniej godzin." in page
    assert "F2" not in TOKEN.sub("", page)
    page = tap(phone, referral, "4", earlier="4", span="osiem", earlier_span="8.00–13.00")
    assert "Nie rozumiem „osiem”. Wpisz od–do" in page.content.decode()
    assert 'name="span" value="osiem"' in page.content.decode()


def test_absences_are_told_in_words_where_letters_are_buttons(phone, send):
    referral = send()
    tap(phone, referral, "P")
    page = tap(phone, referral, "U").content.decode()
    assert "Było: bez wpisu, jest: przestój. Wpisano: nieobecność usprawiedliwiona." in page
    assert "Zostaje: nieobecność usprawiedliwiona" in page
    assert "Zostaje: przestój" in page


def test_a_conflict_carries_the_typed_details_along(phone, send):
    referral = send()
    tap(phone, referral, "4", span="8-13")
    page = tap(phone, referral, "3", span="8-12").content.decode()
    form = page[page.index("Zostaje: 3") - 500 : page.index("Zostaje: 3")]
    assert 'name="span" value="8-12"' in form
    assert 'name="earlier_span" value="8.00–13.00"' in form


def test_an_absence_out_of_the_plan_is_warned_of(phone, send):
    referral = send(planned_days={"0": "4"})
    page = tap(phone, referral, "N").content.decode()
    assert "Dzień poza planem. Zapisano." in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("11", "Można wpisać najwyżej 10."),
        ("5x", "Nie rozumiem „5x”."),
        ("2,30", "wpisz 2,5"),
        ("0", "Wpisz więcej niż 0 i najwyżej 24. Nieobecność zaznacz przyciskiem."),
    ],
)
def test_a_refused_tap_says_why_and_keeps_what_was_typed(phone, send, text, words):
    referral = send()
    page = tap(phone, referral, text).content.decode()
    assert words in page
    assert f'name="text" value="{text}"' in page
    assert entered(referral) is None


def test_a_day_changed_meanwhile_shows_both_and_the_choice_settles_it(phone, users, send):
    referral = send()
    work(referral, TODAY, 3)
    page = tap(phone, referral, "4").content.decode()
    assert "Ten dzień zmieniono" in page
    assert "Zostaje: 4" in page
    assert "Zostaje: 3" in page
    assert entered(referral) == ("worked", Decimal(3))
    tap(phone, referral, "4", earlier="3")
    assert entered(referral) == ("worked", Decimal(4))


def test_the_kind_of_work_is_chosen_where_there_are_two(phone, send, agreement):
    assert "Rodzaj pracy" not in today(phone)
    other = WorkKind.objects.create(name="opieka nad grobami")
    AgreementKind.objects.create(agreement=agreement, kind=other)
    referral = send()
    assert "Rodzaj pracy" in today(phone)
    tap(phone, referral, "3", kind=other.pk)
    assert WorkDay.objects.get().kind == other


def test_a_reviewed_month_is_closed_to_the_supervisor(phone, users, send, agreement):
    referral = send()
    work(referral, MONDAY)
    review(agreement, MONDAY, by=users.coordinator, on=TODAY)
    page = today(phone)
    assert "Czerwiec jest już sprawdzony. O zmianę poproś KIS." in page
    assert "(plan)" not in page
    page = tap(phone, referral, "3,5", script=True).content.decode()
    assert page.count("O zmianę poproś KIS.") == 1
    assert "Wpisano: 3,5 godz." in page
    assert entered(referral) is None


# everybody at once


def test_by_plan_only_the_empty_are_filled_and_the_rest_is_told(phone, send):
    empty, marked, late = send("Ala"), send("Bem"), send("Cis", ohs_on=TOMORROW)
    send("Dąb", planned_days={})
    work(marked, TODAY, 0, outcome="excused")

    page = plan_for_all(phone)

    assert entered(empty) == ("worked", Decimal(4))
    assert entered(marked) == ("excused", Decimal(0))
    assert entered(late) is None
    assert "Zgodnie z planem zapisano o 12.05. Osoby: 1." in page
    assert "Nie zapisano: Cis Adam. Powód jest przy nazwisku." in page
    assert "Najpierw szkolenie BHP. Po szkoleniu zadzwoń do KIS." in page
    assert "Bez planu, wpisz ręcznie: Dąb Adam." in page


def test_by_plan_with_nobody_waiting_says_so(phone, send):
    referral = send()
    tap(phone, referral, "2")
    assert "Nie było czego wpisać" in plan_for_all(phone)
    assert entered(referral) == ("worked", Decimal(2))


# events and the month


def test_a_report_stands_on_the_card_of_its_day(phone, users, send):
    WorkEvent.objects.create(
        referral=send(),
        day=TODAY,
        hour=datetime.time(8, 5),
        kind="absent",
        description="nie było",
        reported_by=users.supervisor,
    )
    assert "Zgłoszono do KIS: niezgłoszenie się do pracy, 8.05" in today(phone)


def test_the_month_leads_to_each_day_up_to_today(phone, send):
    referral = send(starts_on=day("2025-06-05"))
    work(referral, MONDAY, 3)
    page = phone.get(reverse("psu:own_month")).content.decode()

    def link(on):
        return f"{reverse('psu:day', args=[on])}#karta-{referral.pk}" in page

    assert [link(day(f"2025-06-{n:02}")) for n in (4, 5, 10, 11)] == [False, True, True, False]
    assert "3 godz., zostało w miesiącu" in page
    assert "bez wpisu: 4" in page  # 5, 6, 7 and 10; the 8th is Whit Sunday


def test_a_month_to_come_has_no_page(phone):
    assert phone.get(reverse("psu:own_month_of", args=[day("2025-06-01")])).status_code == 200
    assert phone.get(reverse("psu:own_month_of", args=[day("2025-07-01")])).status_code == 404
