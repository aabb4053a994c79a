"""Review, close and the pay list through the client: screen, PDF and XLSX agree to the grosz."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from kis.journal.models import AccessEntry
from psu.models import PayList, PersonMonth, RefundApplication
from psu.months.closing import close, reopen, review
from tests.factories import PersonFactory
from tests.papers import faults, pages, text
from tests.psu.factories import ReferralFactory, sign_list, work, work_in_may

MAY = datetime.date(2025, 5, 1)
JUNE = datetime.date(2025, 6, 4)


@pytest.fixture
def referral(users, agreement, place):
    person = PersonFactory(
        last_name="Żak", first_name="Danuta", responsible=users.worker, pesel="81050410027"
    )
    referral = ReferralFactory(agreement=agreement, place=place, person=person)
    work_in_may(referral)
    return referral


@pytest.fixture
def late(users, agreement, place):
    """Somebody whose check is missing: stays open."""
    person = PersonFactory(last_name="Maj", first_name="Teresa", responsible=users.worker)
    late = ReferralFactory(
        agreement=agreement, place=place, person=person, no_benefit_checked_on=None
    )
    work(late, MAY.replace(day=6), 2)
    return late


def month_url(agreement, name="month"):
    return reverse(f"psu:{name}", args=[agreement.pk, MAY])


@pytest.fixture
def pay_list(users, centre, agreement, referral, place):
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=JUNE)
    return close(agreement, MAY, by=users.coordinator, on=JUNE).pay_list


def test_the_preview_names_each_gap_with_the_page_that_mends_it(
    client_of, users, agreement, referral, late, place
):
    late.planned_days = {"0": "2"}
    late.save()
    late.person.bank_accounts.update(starts_on="2030-01-01")
    agreement.rates.all().delete()

    page = client_of(users.coordinator).get(month_url(agreement)).content.decode()

    for gap, address in [
        ("Brak podpisanej listy: Szkoła nr 3.", reverse("psu:signed_list", args=[place.pk, MAY])),
        ("Dni z planu bez wpisu: 5.05", reverse("psu:sheet", args=[place.pk, MAY])),
        ("Brak sposobu wypłaty", reverse("participants:account_new", args=[late.person_id])),
        (
            "Brak stawki dla porozumienia 4/2025",
            f"{reverse('psu:agreement_edit', args=[agreement.pk])}#id_rates",
        ),
        (f"Skierowanie {late}: brak", reverse("psu:referral_edit", args=[late.pk])),
    ]:
        assert f'<a href="{address}">{gap}' in page
    assert "Miesiąc nie jest jeszcze sprawdzony." in page
    assert "38,5" in page
    assert page.count("czeka na stawkę") == 4


def test_a_gap_is_a_link_only_to_those_who_may_mend_it(client_of, users, agreement, referral):
    agreement.rates.all().delete()

    page = client_of(users.head).get(month_url(agreement)).content.decode()

    assert "dopóki stawki nie wpisze koordynator KIS w porozumieniu." in page
    assert reverse("psu:agreement_edit", args=[agreement.pk]) not in page
    assert reverse("psu:signed_list", args=[referral.place_id, MAY]) not in page


def test_review_then_close_then_the_pay_list(client_of, users, agreement, referral, late, place):
    sign_list(place, MAY, users.coordinator)
    client = client_of(users.coordinator)

    client.post(month_url(agreement, "month_review"))
    question = client.get(month_url(agreement, "month_close")).content.decode()
    answer = client.post(month_url(agreement, "month_close"), follow=True).content.decode()

    assert "Zamknąć maj 2025?" in question
    assert "Zostanie zamknięta: 1 osoba, 38,5 godz., 469,70\xa0zł." in question
    assert "Nie zostanie zamknięta: 1 osoba – trafi na listę uzupełniającą:" in question
    assert "<strong>Maj Teresa</strong>" in question
    assert "Następny krok: lista wypłat." in answer
    states = dict(PersonMonth.objects.values_list("person__last_name", "state"))
    assert states == {"Żak": "closed", "Maj": "reviewed"}


def test_nobody_ready_is_a_sentence_and_nothing_is_closed(client_of, users, agreement, late):
    page = client_of(users.coordinator).post(month_url(agreement, "month_close"), follow=True)

    assert "Nikogo nie można zamknąć" in page.content.decode()
    assert not PayList.objects.exists()


def test_reopening_wants_a_reason_and_takes_the_line_off_the_list(
    client_of, users, pay_list, referral
):
    client = client_of(users.coordinator)
    url = reverse("psu:month_reopen", args=[PersonMonth.objects.get().pk])

    refused = client.post(url, {"reason": ""})
    client.post(url, {"reason": "pomyłka w liście"})

    assert refused.status_code == 200
    assert PersonMonth.objects.get().state == "open"
    page = client.get(reverse("psu:pay_list", args=[pay_list.pk])).content.decode()
    assert "pomyłka w liście" in page
    assert 'class="voided"' in page


def test_a_month_is_offered_to_be_opened_again_behind_an_approved_list_too(
    client_of, users, agreement, pay_list
):
    coordinator = client_of(users.coordinator)
    assert "Otwórz ponownie" in coordinator.get(month_url(agreement)).content.decode()

    pay_list.mark_checked(by=users.accountant, on=pay_list.prepared_on)
    pay_list.approve(by=users.head, on=pay_list.prepared_on)

    assert "Otwórz ponownie" in coordinator.get(month_url(agreement)).content.decode()


def test_a_month_that_left_a_list_before_its_approval_may_be_opened_again(
    client_of, users, agreement, referral, place, centre
):
    other = ReferralFactory(agreement=agreement, place=place)
    work(other, MAY.replace(day=6), 2)
    sign_list(place, MAY, users.coordinator)

    def closed():
        review(agreement, MAY, by=users.coordinator, on=JUNE)
        return close(agreement, MAY, by=users.coordinator, on=JUNE).pay_list

    first = closed()
    mine = PersonMonth.objects.get(person=referral.person)
    reopen(mine, by=users.coordinator, on=JUNE, reason="pomyłka")
    first.mark_checked(by=users.accountant, on=JUNE)
    first.approve(by=users.head, on=JUNE)
    closed()

    page = client_of(users.coordinator).get(month_url(agreement)).content.decode()
    assert reverse("psu:month_reopen", args=[mine.pk]) in page
    reopening = client_of(users.coordinator).get(reverse("psu:month_reopen", args=[mine.pk]))
    assert "trafi na listę uzupełniającą" in reopening.content.decode()


def test_an_accountant_reads_no_people_before_the_pay_list(client_of, users, agreement, referral):
    page = client_of(users.accountant).get(month_url(agreement)).content.decode()

    assert "Żak" not in page


def test_hours_rate_amount_and_refund_agree_on_screen_and_both_papers(client_of, users, pay_list):
    client = client_of(users.accountant)
    screen = client.get(reverse("psu:pay_list", args=[pay_list.pk])).content.decode()
    pdf = client.get(reverse("psu:pay_list_pdf", args=[pay_list.pk])).content
    xlsx = client.get(reverse("psu:pay_list_xlsx", args=[pay_list.pk])).content

    for figures in ("38,50", "12,20", "469,70", "281,82"):
        assert screen.count(figures) >= 1
        assert text(pdf).count(figures) >= 1
    assert "187,88" in screen  # own share
    assert "środki własne gminy: 187,88 zł" in text(pdf)
    line = _rows(xlsx)[5]
    assert [line[4], line[5], line[6], line[10]] == [38.5, 12.2, 469.7, 281.82]


def _rows(xlsx: bytes, **options):
    book = openpyxl.load_workbook(io.BytesIO(xlsx), **options)
    return [list(row) for row in book.active.iter_rows(values_only=True)]


@pytest.fixture
def long_list(users, centre, agreement, place):
    """Twelve people whose odd hours round each line apart from the others."""
    for number in range(12):
        referral = ReferralFactory(agreement=agreement, place=place)
        work(referral, MAY.replace(day=6), Decimal("0.25") + Decimal("0.5") * number)
    agreement.rates.update(per_hour=Decimal("12.33"))
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=JUNE)
    return close(agreement, MAY, by=users.coordinator, on=JUNE).pay_list


def test_sums_are_the_sums_of_the_rounded_lines_everywhere(client_of, users, long_list):
    client = client_of(users.accountant)
    pay_list = PayList.objects.with_sums().get(pk=long_list.pk)
    amount = sum(line.amount for line in pay_list.lines.all())
    assert amount == pay_list.amount
    shown = f"{amount:.2f}".replace(".", ",")
    refund = f"{pay_list.refund:.2f}".replace(".", ",")

    screen = client.get(reverse("psu:pay_list", args=[pay_list.pk])).content.decode()
    paper = text(client.get(reverse("psu:pay_list_pdf", args=[pay_list.pk])).content)
    xlsx = client.get(reverse("psu:pay_list_xlsx", args=[pay_list.pk])).content

    assert f"{shown}\xa0zł" in screen
    assert f"Do wypłaty: {shown} zł" in paper
    assert refund in screen
    assert refund in paper
    values, formulas = _rows(xlsx, data_only=True)[-1], _rows(xlsx)[-1]
    assert Decimal(str(values[6])) == amount
    assert Decimal(str(values[10])) == pay_list.refund
    assert formulas[6] == "=SUM(G6:G17)"
    lines = _rows(xlsx, data_only=True)[5:-1]
    assert sum(Decimal(str(line[6])) for line in lines) == amount


def test_numbers_are_numbers_in_polish_formats(client_of, users, pay_list):
    xlsx = client_of(users.accountant).get(reverse("psu:pay_list_xlsx", args=[pay_list.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.content)).active

    for cell in ("E6", "F6", "G6", "K6"):
        assert sheet[cell].data_type == "n"
        assert sheet[cell].number_format == "#,##0.00"


def test_a_name_that_begins_like_a_formula_stays_text(client_of, users, referral, place, agreement):
    person = referral.person
    person.last_name = '=HYPERLINK("http://example.pl";"Żak")'
    person.save()
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=JUNE)
    pay_list = close(agreement, MAY, by=users.coordinator, on=JUNE).pay_list

    xlsx = client_of(users.accountant).get(reverse("psu:pay_list_xlsx", args=[pay_list.pk]))

    cell = openpyxl.load_workbook(io.BytesIO(xlsx.content)).active["B6"]
    assert cell.data_type == "s"
    assert cell.value.startswith("=HYPERLINK")
    assert cell.hyperlink is None


def test_the_paper_has_four_signatures_on_one_page(client_of, users, pay_list):
    pdf = client_of(users.head).get(reverse("psu:pay_list_pdf", args=[pay_list.pk])).content

    (page,) = pages(pdf)
    for words in (
        "Sporządzenie: data i podpis",
        "Sprawdzenie pod względem merytorycznym",
        "Sprawdzenie pod względem formalno-",
        "Zatwierdzenie: data i podpis",
    ):
        assert words in page
    assert "(a)" not in page
    assert faults(pdf) == []
    assert "81050410027" in page


def test_the_file_name_names_nobody(client_of, users, pay_list):
    response = client_of(users.head).get(reverse("psu:pay_list_pdf", args=[pay_list.pk]))

    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="lista-wyplat-{pay_list.number}-{pay_list.year}.pdf"'
    )


def test_the_number_is_masked_until_asked_for_and_the_asking_is_noted(client_of, users, pay_list):
    client, url = client_of(users.accountant), reverse("psu:pay_list", args=[pay_list.pk])

    assert "81050410027" not in client.get(url).content.decode()
    assert "81050410027" in client.get(f"{url}?numery=pelne").content.decode()
    assert AccessEntry.objects.filter(act="reveal_pesel", kind="pay_list").count() == 1


def test_an_inspector_reads_sums_and_nobodys_name(client_of, users, pay_list):
    client = client_of(users.inspector)
    page = client.get(reverse("psu:pay_list", args=[pay_list.pk])).content.decode()

    assert "Żak" not in page
    assert "469,70" in page
    assert client.get(reverse("psu:pay_list_xlsx", args=[pay_list.pk])).status_code == 403


STEPS = [
    ("accountant", "pay_list_check", "Sprawdzona pod względem rachunkowym"),
    ("head", "pay_list_approve", "Zatwierdzona"),
    ("accountant", "pay_list_pay", "Wypłacona"),
]
REFUND_STEPS = [
    ("refund_send", {"on": "10.06.2025"}, "Refundacja wysłana"),
    ("refund_settle", {"on": "10.06.2025", "amount": "281,82"}, "Refundacja rozliczona"),
]


def test_the_list_goes_from_check_to_settled_refund(client_of, users, pay_list):
    for who, name, word in STEPS:
        client = client_of(getattr(users, who))
        page = client.post(
            reverse(f"psu:{name}", args=[pay_list.pk]), {"on": "10.06.2025"}, follow=True
        ).content.decode()
        assert f'<span class="chip">{word}</span>' in page
    accountant, url = client_of(users.accountant), reverse("psu:pay_list", args=[pay_list.pk])
    accountant.post(reverse("psu:refund_new", args=[pay_list.pk]), {"on": "10.06.2025"})
    application = RefundApplication.objects.get()
    for name, typed, word in REFUND_STEPS:
        accountant.post(reverse(f"psu:{name}", args=[application.pk]), typed)
        assert f'<span class="chip">{word}</span>' in accountant.get(url).content.decode()


def test_a_step_out_of_order_or_in_the_future_is_a_sentence(client_of, users, pay_list):
    client = client_of(users.accountant)

    early = client.post(reverse("psu:pay_list_pay", args=[pay_list.pk]), {"on": "10.06.2025"})
    future = client.post(reverse("psu:pay_list_check", args=[pay_list.pk]), {"on": "+1r"})

    assert "ten krok następuje po stanie" in early.content.decode()
    assert "jeszcze nie było. Wpisz dzień do" in future.content.decode()
    assert PayList.objects.get().step == "prepared"


def test_a_list_goes_back_with_a_reason(client_of, users, pay_list):
    client = client_of(users.accountant)
    client.post(reverse("psu:pay_list_check", args=[pay_list.pk]), {"on": "10.06.2025"})

    page = client.post(
        reverse("psu:pay_list_return", args=[pay_list.pk]), {"reason": "zły rachunek"}, follow=True
    ).content.decode()

    assert "Zwrócona do poprawy" in page
    assert "zły rachunek" in page
    assert PayList.objects.get().step == "prepared"


def test_lists_that_wait_are_the_ones_behind_the_count(client_of, users, pay_list):
    client, url = client_of(users.accountant), reverse("psu:pay_lists")

    assert f">{pay_list}</a>" in client.get(f"{url}?stan=do-sprawdzenia").content.decode()
    assert f">{pay_list}</a>" not in client.get(f"{url}?stan=do-wyplaty").content.decode()
    assert client.get(f"{url}?stan=inny").status_code == 404


@pytest.mark.parametrize("people", [3, 8])
def test_queries_of_the_preview_do_not_grow(
    client_of, users, centre, agreement, place, people, django_assert_max_num_queries
):
    for _ in range(people):
        work(ReferralFactory(agreement=agreement, place=place), MAY.replace(day=6))
    client = client_of(users.coordinator)

    with django_assert_max_num_queries(20):  # two begin and end the transaction
        client.get(month_url(agreement))


def test_the_newest_month_stands_first_among_the_lists(
    client_of, users, agreement, referral, place, pay_list
):
    june = datetime.date(2025, 6, 1)
    work(referral, june.replace(day=3))
    sign_list(place, june, users.coordinator)
    review(agreement, june, by=users.coordinator, on=datetime.date(2025, 7, 2))
    close(agreement, june, by=users.coordinator, on=datetime.date(2025, 7, 2))

    page = client_of(users.accountant).get(reverse("psu:pay_lists")).content.decode()

    assert page.index("czerwiec 2025") < page.index("maj 2025")
