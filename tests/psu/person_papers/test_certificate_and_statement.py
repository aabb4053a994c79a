"""What a person did: certified from closed months alone, told to the social worker with what is open."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from kis.lib.refusals import Refused
from psu.models import PersonPaper, WorkDay
from psu.months.closing import close, reopen, review
from psu.person_papers.done import months_done
from psu.person_papers.making import make_certificate, make_statement, printed, tabled
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.psu.factories import ReferralFactory, sign_list, work

MAY, JUNE = datetime.date(2025, 5, 1), datetime.date(2025, 6, 1)
ON = datetime.date(2025, 6, 20)
LETTERS = WorkDay.Outcome


@pytest.fixture
def person(users):
    return PersonFactory(last_name="Abacka", first_name="Ewa", sex="K", responsible=users.worker)


@pytest.fixture
def referral(person, agreement, place):
    """To 12 June."""
    return ReferralFactory(
        agreement=agreement,
        place=place,
        person=person,
        starts_on=MAY,
        ends_on=JUNE.replace(day=12),
    )


@pytest.fixture
def pay_list(referral, agreement, place, users, centre):
    """May closed with 7,5 h and one absence of each kind; June open with 3,5 h.

    Planned, as is known since, on Tuesdays 3,5 h and on Thursdays 4 h.
    """
    work(referral, MAY.replace(day=6), "3.5")
    work(referral, MAY.replace(day=8), "4")
    for day, outcome in ((13, "excused"), (15, "unexcused"), (20, "refused"), (22, "idle")):
        work(referral, MAY.replace(day=day), "0", outcome=outcome)
    work(referral, JUNE.replace(day=3), "3.5")
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    made = close(agreement, MAY, by=users.coordinator, on=ON).pay_list
    referral.planned_days = {"1": "3.5", "3": "4"}
    referral.save()
    return made


def paid(pay_list, users):
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    pay_list.mark_paid(by=users.accountant, on=ON)


def certified(person, users, last=ON):
    paper = make_certificate(person, MAY, last, by=users.coordinator, on=ON)
    return paper, text(printed(paper, by=users.coordinator).content)


def told(person, users):
    paper = make_statement(person, MAY, ON, by=users.worker, on=ON)
    return paper, text(printed(paper, by=users.worker).content)


def test_a_certificate_has_period_place_kind_and_hours_of_closed_months(pay_list, person, users):
    paper, words = certified(person, users)
    for shown in (
        "Nr 1/2025",
        "Abacka Ewa",
        person.pesel,
        "wykonywała prace społecznie użyteczne",
        "6–8.05.2025 Szkoła nr 3 sprzątanie terenu 7,50",
        "Razem godzin 7,50",
        "art. 73a ustawy z 20 kwietnia 2004 r.",
        "nie jest stosunkiem pracy",
        "których jeszcze nie zamknięto (czerwiec 2025)",
    ):
        assert shown in words, shown
    paper.refresh_from_db()
    assert faults(paper.document.content) == []
    assert (paper.starts_on, paper.ends_on) == (MAY, ON)


def test_no_reason_of_help_stands_on_a_certificate(pay_list, person, referral, users):
    referral.work_advice = "bez dźwigania"
    referral.save()
    _, words = certified(person, users)
    for word in ("bezrobotn", "zasiłk", "pomocy społecznej", "dźwigania", "kategori"):
        assert word not in words, word


def test_nothing_is_certified_of_open_months(referral, person, users, centre):
    work(referral, JUNE.replace(day=3), "3.5")
    with pytest.raises(Refused, match="nie ma godzin w zamkniętych miesiącach"):
        make_certificate(person, MAY, ON, by=users.coordinator, on=ON)
    assert PersonPaper.objects.count() == 0


@pytest.mark.parametrize(("last", "hours"), [(7, "3,50"), (8, "7,50")])
def test_the_last_day_of_the_period_counts(pay_list, person, users, last, hours):
    _, words = certified(person, users, MAY.replace(day=last))
    assert f"Razem godzin {hours}" in words


def test_a_statement_counts_planned_and_worked_hours_absences_and_payments(pay_list, person, users):
    paid(pay_list, users)
    may, june = months_done(person, MAY, ON)
    # By hand: Tuesdays 6, 13, 20, 27 × 3,5 and Thursdays 8, 15, 22, 29 × 4 (1 May is a holiday) = 30.
    assert (may.planned, may.hours) == (30, 7.5)
    assert may.absences == dict.fromkeys(["excused", "unexcused", "refused", "idle"], 1)
    # 7,5 × 12,20.
    assert (str(may.amount), str(may.paid)) == ("91.50", "91.50")
    assert may.standing == "zamknięty, lista 1/2025, wypłata 20.06.2025"
    # Tuesdays 3 and 10, Thursdays 5 and 12: 15.
    assert (june.planned, june.hours, june.amount, june.standing) == (15, 3.5, 0, "otwarty")


def test_the_paper_sums_closed_and_open_months_apart(pay_list, person, users):
    paper, words = told(person, users)
    for shown in (
        "Nr 1/2025",
        "1.05–30.06.2025",
        "maj 2025",
        "30,00 7,50 1 1 1 1 91,50 0,00 zamknięty, lista 1/2025, wypłata jeszcze nie",
        "Razem miesiące zamknięte 30,00 7,50",
        "Razem miesiące otwarte 15,00 3,50",
        "stan na 20.06.2025, może się zmienić",
        "art. 8 ust. 4 pkt 5",
    ):
        assert shown in words, shown
    paper.refresh_from_db()
    assert faults(paper.document.content) == []


def test_the_workbook_has_the_same_figures(pay_list, person, users):
    paper, _ = told(person, users)
    content = tabled(paper, by=users.worker).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[4][:2] == ("maj 2025", pay_list.agreement_number)
    assert rows[4][2:10] == (30, 7.5, 1, 1, 1, 1, 91.5, 0)
    assert rows[6][0] == "Razem zamknięte"
    assert rows[7][:4] == ("Razem otwarte", "", 15, 3.5)


def test_a_reopened_month_is_told_as_open_and_its_voided_lines_pay_nothing(pay_list, person, users):
    line = pay_list.lines.get()
    reopen(line.person_month, by=users.coordinator, on=ON, reason="pomyłka")
    may = months_done(person, MAY, MAY)[0]
    assert (may.is_closed, may.hours, may.amount, may.lists) == (False, 7.5, 0, ())


def test_a_paper_says_what_was_frozen_with_it_whatever_changes(pay_list, person, users):
    paper = make_statement(person, MAY, ON, by=users.worker, on=ON)
    reopen(pay_list.lines.get().person_month, by=users.coordinator, on=ON, reason="pomyłka")
    person.last_name = "Nowa"
    person.save()
    words = text(printed(paper, by=users.worker).content)
    assert "Abacka" in words
    assert "zamknięty, lista 1/2025" in words


def test_a_worker_makes_both_from_the_tab_and_a_second_person_voids(
    pay_list, person, users, client_of
):
    client = client_of(users.worker)
    assert reverse("psu:person_papers", args=[person.pk]) in (
        client.get(reverse("psu:person", args=[person.pk])).content.decode()
    )
    for name in ("certificate_new", "statement_new"):
        url = reverse(f"psu:{name}", args=[person.pk])
        page = client.get(url).content.decode()
        assert 'value="6.05.2025"' in page
        facts = {"starts_on": "1.05.2025", "ends_on": "20.06.2025", "form_key": _key(page)}
        answer = client.post(url, facts, follow=True)
        assert "Sporządzono pismo" in answer.content.decode()
        # The back button, and the form once more: one paper.
        client.post(url, facts)
    assert PersonPaper.objects.count() == 2
    paper = PersonPaper.objects.get(kind="certificate")
    url = reverse("psu:person_paper_void", args=[paper.pk])
    refusal = client.post(url, {"reason": "pomyłka"}).content.decode()
    assert "Wpis unieważnia druga osoba" in refusal
    answer = client_of(users.coordinator).post(url, {"reason": "zły okres"}, follow=True)
    page = answer.content.decode()
    assert "Pismo unieważniono." in page
    assert "zły okres" in page


def _key(page: str) -> str:
    return page.split('name="form_key"')[1].split('value="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("20.06.2025", "1.05.2025", "Koniec nie może być przed początkiem"),
        ("31.02.2025", "1.05.2025", "Nie ma takiej daty"),
        ("", "1.05.2025", "To pole jest wymagane"),
        ("1.01.2020", "1.02.2020", "nie ma godzin w zamkniętych miesiącach"),
        ("1.05.0001", "1.05.9999", "Nie ma"),
    ],
)
def test_a_bad_period_is_a_sentence_and_nothing_typed_is_lost(
    pay_list, person, users, client_of, first, last, told
):
    url = reverse("psu:certificate_new", args=[person.pk])
    answer = client_of(users.worker).post(url, {"starts_on": first, "ends_on": last})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page or "Wpisz" in page
    assert f'value="{last}"' in page
    assert PersonPaper.objects.count() == 0


def test_the_page_asks_as_much_for_many_papers_as_for_few(
    pay_list, person, users, client_of, django_assert_max_num_queries
):
    for _ in range(20):
        make_statement(person, MAY, ON, by=users.worker, on=ON)
    client = client_of(users.coordinator)
    url = reverse("psu:person_papers", args=[person.pk])
    client.get(url)
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert page.count("estawienie dla pracownika socjalnego nr") >= 20
