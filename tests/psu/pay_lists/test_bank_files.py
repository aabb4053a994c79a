"""The bank gets what the list pays by transfer, to the grosz, once, and nothing is paid by that alone."""

import datetime
import hashlib
from decimal import Decimal

import pytest
from django.urls import reverse

from kis.accounts.models import Centre
from kis.documents.models import Document
from kis.journal.models import AccessEntry
from kis.lib.refusals import Refused
from participants.models import BankAccount
from psu.models import BankFile, BankOrder, PayingAccount
from psu.months.closing import close, reopen, review
from psu.pay_lists import paying
from psu.pay_lists.bank.making import make_files
from psu.pay_lists.differences import differences, mark
from tests.factories import PersonFactory
from tests.psu.connections import all_together, race
from tests.psu.factories import ReferralFactory, sign_list, work
from tests.refused import refused

MAY, ON = datetime.date(2025, 5, 1), datetime.date(2025, 6, 4)
OFFICE = "61109010140000071219812874"
ACCOUNTS = ["83101010230000261395100000", "27114020040000300201355387"]
WRONG = "83101010230000261395100001"
TODAY = datetime.date(2025, 6, 5)
AT = datetime.datetime(2025, 6, 5, 9, tzinfo=datetime.UTC)
BEFORE = datetime.date(2025, 1, 1)


@pytest.fixture
def account(db):
    return PayingAccount.objects.create(number=OFFICE, encoding="utf-8")


@pytest.fixture
def listed(users, centre, agreement, place):
    """Abacki 7 h by transfer, Babacka 5 h into an account of her own, Cesarz 4 h at the cash desk."""

    def make(*ways):
        names = ["Abacki", "Babacka", "Cesarz", "Dyś", "Ewald"]
        for name, hours, (number, owner) in zip(names, (7, 5, 4, 3, 2), ways, strict=False):
            person = PersonFactory(last_name=name, first_name="Jan", responsible=users.worker)
            BankAccount.objects.create(person=person, number=number, owner=owner, starts_on=BEFORE)
            referral = ReferralFactory(
                agreement=agreement, place=place, person=person, payment=False
            )
            work(referral, MAY.replace(day=6), hours)
        sign_list(place, MAY, users.coordinator)
        review(agreement, MAY, by=users.coordinator, on=ON)
        return close(agreement, MAY, by=users.coordinator, on=ON).pay_list

    return make


def approved(pay_list, users):
    pay_list.mark_checked(by=users.accountant, on=ON)
    pay_list.approve(by=users.head, on=ON)
    return pay_list


@pytest.fixture
def three(listed, users):
    return approved(listed((ACCOUNTS[0], ""), (ACCOUNTS[1], "Lis Anna"), ("", "")), users)


def made(pay_list, users, **facts):
    usual = {"by": users.accountant, "at": AT, "execute_on": TODAY, "today": TODAY}
    return make_files(pay_list, **usual | facts)


def content_of(order, form="elixir"):
    return [file.document.content for file in order.files.filter(format=form)]


def orders_of(order):
    """Payee's account and grosze of each line of all its files."""
    found = []
    for content in content_of(order):
        for line in content.decode().splitlines():
            fields = line.split(",")
            found.append((fields[6].strip('"'), int(fields[2])))
    return found


def test_the_files_hold_who_is_paid_by_transfer_and_their_sum(three, account, users):
    order = made(three, users)
    assert orders_of(order) == [(ACCOUNTS[0], 8540), (ACCOUNTS[1], 6100)]
    assert (order.count, order.amount) == (2, Decimal("146.40"))
    assert three.lines.sums()["amount"] == Decimal("195.20")
    (content,) = content_of(order)
    assert b'"Lis Anna"' in content
    assert '"Świadczenie PSU 5/2025 Babacka Jan"'.encode() in content
    assert '"Świadczenie PSU 5/2025",'.encode() in content
    file = order.files.get(format="elixir")
    assert file.document.sha256 == hashlib.sha256(content).hexdigest()
    assert file.document.name == "przelewy-1-2025-1.pli"
    assert b"488" not in content
    assert three.paid_on is None


def test_the_csv_beside_it_has_the_same_accounts(three, account, users):
    (content,) = content_of(made(three, users), "csv")
    rows = [row.split(";") for row in content.decode().splitlines()[1:]]
    assert [(row[1], row[3]) for row in rows] == [(ACCOUNTS[0], "85,40"), (ACCOUNTS[1], "61,00")]


def test_no_pesel_and_no_reason_stand_in_a_file(three, account, users):
    order = made(three, users)
    for person in three.lines.values_list("person_identity", flat=True):
        for form in ("elixir", "csv"):
            assert not any(person.encode() in content for content in content_of(order, form))


def test_a_confirmed_correction_moves_a_person_into_the_file_or_out_of_it(three, account, users):
    line = three.lines.get(person_name="Cesarz Jan")
    number = "27102010260000110200654321"
    number = _valid(number)
    BankAccount.objects.change(line.person, starts_on=TODAY, number=number)
    waiting = paying.propose(three, line.person, by=users.coordinator, on=TODAY, reason="x")
    with pytest.raises(Refused, match="czeka na zatwierdzenie"):
        made(three, users, despite=mark(differences(three, TODAY)))
    paying.confirm(waiting, by=users.head, on=TODAY)

    order = made(three, users)

    assert orders_of(order)[-1] == (number, 4880)
    assert order.amount == Decimal("195.20")
    assert order.corrections == 1


def _valid(number: str) -> str:
    """With check digits of its own."""
    rest = number[2:]
    return f"{98 - int(rest + '252100') % 97:02}{rest}"


def test_voided_lines_are_not_counted(listed, account, users):
    pay_list = listed((ACCOUNTS[0], ""), (ACCOUNTS[1], ""))
    month = pay_list.lines.get(person_name="Abacki Jan").person_month
    reopen(month, by=users.coordinator, on=ON, reason="pomyłka")
    order = made(approved(pay_list, users), users)
    assert orders_of(order) == [(ACCOUNTS[1], 6100)]


@pytest.mark.parametrize(
    ("ways", "names"),
    [
        ([(WRONG, ""), (ACCOUNTS[0], "")], ["Abacki Jan: numer rachunku"]),
        ([(WRONG, ""), (WRONG, "")], ["Abacki Jan: numer", "Babacka Jan: numer"]),
        ([(ACCOUNTS[0], "***")], ["Abacki Jan: nazwa odbiorcy jest pusta"]),
    ],
)
def test_one_account_that_fails_keeps_the_whole_file_from_being_made(
    listed, account, users, ways, names
):
    pay_list = approved(listed(*ways), users)
    with pytest.raises(Refused) as refusal:
        made(pay_list, users)
    assert all(name in str(refusal.value) for name in names)
    assert not BankOrder.objects.exists()


def test_a_letter_without_a_place_in_the_encoding_refuses_with_the_name(listed, account, users):
    pay_list = approved(listed((ACCOUNTS[0], "Nguyễn Anna")), users)
    PayingAccount.objects.update(encoding="cp1250")
    with pytest.raises(Refused, match="Abacki Jan: w kodowaniu pliku nie ma litery ễ"):
        made(pay_list, users)


def test_more_orders_than_the_bank_takes_are_several_files(listed, account, users):
    PayingAccount.objects.update(most_orders=2, extension="txt", has_last_field=False)
    pay_list = approved(listed(*[(ACCOUNTS[0], "")] * 5), users)
    order = made(pay_list, users)
    files = list(order.files.filter(format="elixir"))
    assert [file.count for file in files] == [2, 2, 1]
    assert sum(file.amount for file in files) == order.amount == Decimal("256.20")
    assert files[2].document.name == "przelewy-1-2025-3.txt"
    assert content_of(order)[0].endswith(b'"51"\r\n')


def test_it_is_made_once_and_again_only_for_a_reason(three, account, users):
    made(three, users)
    with pytest.raises(Refused, match="Podaj powód"):
        made(three, users)
    with pytest.raises(Refused, match="Podaj powód"):
        made(three, users, reason="  ")
    again = made(three, users, reason="bank odrzucił plik")
    assert again.ordinal == 2
    assert again.files.first().document.name == "przelewy-1-2025-ponownie-1-1.pli"


def test_no_file_without_an_account_an_approval_a_day_to_come_or_anybody_to_pay(listed, users):
    pay_list = listed(("", ""))
    with pytest.raises(Refused, match="Nie wpisano jeszcze rachunku"):
        made(approved(pay_list, users), users)
    PayingAccount.objects.create(number=OFFICE)
    with pytest.raises(Refused, match="nikt nie ma wypłaty na rachunek"):
        made(pay_list, users)
    with pytest.raises(Refused, match=r"4\.06\.2025 już minął"):
        made(pay_list, users, execute_on=ON)


def test_only_an_approved_list_that_is_not_paid_goes_to_the_bank(listed, account, users):
    pay_list = listed((ACCOUNTS[0], ""))
    with pytest.raises(Refused, match="z listy zatwierdzonej"):
        made(pay_list, users)
    approved(pay_list, users).mark_paid(by=users.accountant, on=TODAY)
    with pytest.raises(Refused, match="z listy zatwierdzonej"):
        made(pay_list, users)


def test_differences_are_known_before_the_file_is_made(three, account, users):
    line = three.lines.get(person_name="Abacki Jan")
    BankAccount.objects.change(line.person, starts_on=TODAY)
    with pytest.raises(Refused, match="Sprawdź różnice"):
        made(three, users)
    order = made(three, users, despite=mark(differences(three, TODAY)))
    assert orders_of(order)[0][0] == ACCOUNTS[0]
    assert "Abacki Jan" in order.despite


# the last keeper


def files_of(order, amounts, form, document):
    for number, amount in enumerate(amounts, start=1):
        BankFile.objects.create(
            order=order, number=number, format=form, count=1, amount=amount, document=document()
        )


@pytest.fixture
def document(users):
    return lambda: Document.objects.keep(
        kind="x", name="x.pli", content=b"x", content_type="text/plain", by=users.accountant
    )


@pytest.mark.parametrize(
    ("facts", "elixir", "csv"),
    [
        ({}, ["85.40"], ["85.40", "61.00"]),
        ({}, ["85.40", "61.01"], ["85.40", "61.00"]),
        ({}, ["85.40", "61.00"], []),
        ({"amount": Decimal("195.20")}, ["85.40", "109.80"], ["85.40", "109.80"]),
        ({"count": 3}, ["85.40", "61.00"], ["85.40", "61.00"]),
        ({"corrections": 1}, ["85.40", "61.00"], ["85.40", "61.00"]),
    ],
)
def test_the_database_refuses_files_that_are_not_what_the_list_pays(
    three, account, users, document, facts, elixir, csv
):
    usual = {"pay_list": three, "execute_on": TODAY, "count": 2, "amount": Decimal("146.40")}
    usual |= {"corrections": 0, "made_at": AT, "made_by": users.accountant}
    with refused("bank_order_unlike_its_list"):
        order = BankOrder.objects.create(**usual | facts)
        files_of(order, elixir, "elixir", document)
        files_of(order, csv, "csv", document)


def test_the_database_takes_files_that_are(three, account, users, document):
    usual = {"pay_list": three, "execute_on": TODAY, "count": 2, "amount": Decimal("146.40")}
    usual |= {"corrections": 0, "made_at": AT, "made_by": users.accountant}
    order = BankOrder.objects.create(**usual)
    for form in ("elixir", "csv"):
        files_of(order, ["85.40", "61.00"], form, document)


def test_what_was_given_to_the_bank_is_neither_changed_nor_deleted(three, account, users, document):
    order = made(three, users)
    with refused("bank_order_stays"):
        BankOrder.objects.update(amount=1)
    with refused("bank_file_stays"):
        BankFile.objects.update(amount=1)
    with refused("bank_file_stays"):
        BankFile.objects.all().delete()
    with refused("bank_order_unlike_its_list"):
        BankFile.objects.create(
            order=order, number=9, format="csv", count=1, amount=1, document=document()
        )
    with refused("bank_order_skips"):
        BankOrder.objects.create(
            pay_list=three,
            ordinal=5,
            reason="x",
            execute_on=TODAY,
            count=2,
            amount=order.amount,
            corrections=0,
            made_at=AT,
            made_by=users.accountant,
        )


# the screen


@pytest.fixture
def world(three, account, users, client_of, time_machine):
    time_machine.move_to(AT)
    return client_of(users.accountant), reverse("psu:bank_file", args=[three.pk])


def test_the_window_names_who_is_left_out_and_what_changes(
    listed, account, users, client_of, time_machine
):
    time_machine.move_to(AT)
    Centre.objects.update(name="Ośrodek „Pomoc”")
    pay_list = approved(listed((ACCOUNTS[0], "O'Neill Anna"), ("", "")), users)
    client, url = client_of(users.accountant), reverse("psu:bank_file", args=[pay_list.pk])
    page = client.get(url).content.decode()
    assert "Babacka Jan – brak rachunku, wypłata w kasie: 61,00\xa0zł" in page
    assert "O&#x27;Neill Anna → <strong>O Neill Anna</strong>" in page
    assert "Ośrodek „Pomoc” → <strong>Ośrodek Pomoc</strong>" in page
    assert "85,40\xa0zł, osoby: 1" in page
    assert 'value="6.06.2025"' in page


def test_from_the_window_to_the_bytes_and_the_list_is_not_paid(world, three, users):
    client, url = world
    page = client.post(url, {"execute_on": "6.06.2025"}, follow=True).content.decode()
    assert "Plik do banku utworzono: 146,40\xa0zł, przelewy: 2." in page
    order = BankOrder.objects.get()
    assert order.execute_on == datetime.date(2025, 6, 6)
    file = order.files.get(format="elixir")
    answer = client.get(reverse("psu:bank_file_download", args=[file.pk]))
    assert answer.content == file.document.content
    assert answer["Content-Disposition"] == 'attachment; filename="przelewy-1-2025-1.pli"'
    seen = AccessEntry.objects.filter(act="download", kind="bank_file", number=file.pk)
    assert seen.count() == three.lines.values("person").distinct().count()
    three.refresh_from_db()
    assert three.paid_on is None
    assert three.step == "approved"


def test_a_second_file_is_asked_for_its_reason(world):
    client, url = world
    client.post(url, {"execute_on": "6.06.2025"})
    page = client.get(url).content.decode()
    assert "Dwa razy wczytany wypłaci świadczenia dwa razy." in page
    assert "Powód ponownego utworzenia" in page
    refused_page = client.post(url, {"execute_on": "6.06.2025", "reason": ""})
    assert refused_page.status_code == 200
    client.post(url, {"execute_on": "6.06.2025", "reason": "bank odrzucił"})
    assert BankOrder.objects.count() == 2


@pytest.mark.parametrize("typed", ["", "4.06.2025", "31.02.2026", "jutro", "1.1.9999"])
def test_a_wrong_day_is_a_sentence_and_makes_nothing(world, typed):
    client, url = world
    page = client.post(url, {"execute_on": typed})
    assert page.status_code == 200
    assert not BankOrder.objects.exists()
    assert typed in page.content.decode()


def test_a_correction_confirmed_behind_the_file_is_told_on_the_list(world, three, users):
    client, url = world
    client.post(url, {"execute_on": "6.06.2025"})
    line = three.lines.get(person_name="Abacki Jan")
    BankAccount.objects.change(line.person, starts_on=TODAY)
    correction = paying.propose(three, line.person, by=users.coordinator, on=TODAY, reason="x")
    paying.confirm(correction, by=users.head, on=TODAY)
    page = client.get(reverse("psu:pay_list", args=[three.pk])).content.decode()
    assert "Po utworzeniu pliku zatwierdzono sprostowanie" in page


def test_a_list_that_may_not_go_to_the_bank_says_why(listed, account, users, client_of):
    pay_list = listed((ACCOUNTS[0], ""))
    client = client_of(users.accountant)
    page = client.get(reverse("psu:bank_file", args=[pay_list.pk])).content.decode()
    assert "Plik do banku powstaje z listy zatwierdzonej" in page
    assert "Utwórz plik" not in page


# two at once


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_file_at_once_make_it_once(three, account, users):
    def make():
        return made(three, users)

    with pytest.raises(Refused, match="Podaj powód"):
        race(make, make)
    assert BankOrder.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_payment_noted_at_the_same_moment_waits_and_a_later_file_is_refused(
    three, account, users
):
    def pay():
        paying.pay(three, by=users.accountant, on=TODAY, today=TODAY, despite="")

    with pytest.raises(Refused, match="z listy zatwierdzonej"):
        race(pay, lambda: made(three, users))


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_leave_one_file_and_nineteen_sentences(three, account, users):
    told = all_together([lambda: made(three, users)] * 20)
    assert sum(isinstance(answer, BankOrder) for answer in told) == 1
    assert sum(isinstance(answer, Refused) for answer in told) == 19
