"""The tab *Dokumenty*: every paper and scan of a person by date, for who may know of it."""

import datetime

import pytest
from django.urls import reverse

from participants.file import PersonFile
from participants.models import Person
from tests.contracts import annexed, made
from tests.contracts.ended import certified
from tests.contracts.made import from_paper
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, scan
from tests.taken import csv_rows, given_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
ON = datetime.date(2026, 11, 23)


@pytest.fixture
def person(users):
    return PersonFactory(responsible=users.worker)


def told(person, user):
    file = PersonFile(Person.objects.get(pk=person.pk), user, ON)
    return [(each.on.isoformat(), each.what, bool(each.url)) for each in file.papers()]


def page_of(client, person):
    return client.get(reverse("desk:documents", args=[person.pk])).content.decode()


def test_they_stand_by_date_with_the_place_of_the_original(person, users, client_of):
    row = established(person, category(), by=users.worker)
    paper(row, scan=scan(users.worker), original_place="teczka 12, szafa 3", number="7/2026")
    issued = certified(person, by=users.worker)

    assert told(person, users.worker) == [
        ("2026-07-10", f"zaświadczenie KIS nr {issued}", True),
        ("2026-01-12", "dokument kategorii: zaświadczenie, PUP w Puławach, nr 7/2026", True),
        ("2026-01-04", f"kontrakt A {person.contracts.get().number}, wydruk do podpisu", True),
    ]
    page = page_of(client_of(users.worker), person)
    assert page.index("Zaświadczenie KIS nr") < page.index("Dokument kategorii")
    assert "teczka 12, szafa 3" in page


def test_an_evidence_without_a_scan_is_there_without_a_link(person, users):
    paper(established(person, category(), by=users.worker), original_place="u osoby")
    ((_, what, has_link),) = told(person, users.worker)
    assert "dokument kategorii" in what
    assert not has_link


def test_a_contract_from_paper_tells_its_place_though_nobody_scanned_it(person, users, client_of):
    contract = from_paper(person, original_place="teczka 12")
    assert any(
        what == f"kontrakt {contract.type} {contract.number}, podpisany" and not has_link
        for _, what, has_link in told(person, users.worker)
    )
    assert "teczka 12" in page_of(client_of(users.worker), person)


def test_what_was_voided_stays_and_says_so(person, users, client_of):
    row = paper(established(person, category(), by=users.worker), scan=scan(users.worker))
    row.void(by=users.coordinator, reason="pomyłka")
    page = page_of(client_of(users.worker), person)
    assert 'class="voided">Dokument kategorii' in page
    assert "unieważnione" in page


def test_a_paper_is_struck_out_with_its_contract_and_its_annex(person, users):
    contract = made.signed(person, on=ON, by=users.worker)
    annex = annexed.signed(contract, on=ON)

    def struck_out():
        papers = PersonFile(Person.objects.get(pk=person.pk), users.worker, ON).papers()
        return {each.what.split()[0] for each in papers if each.is_voided}

    assert struck_out() == set()
    annex.void(by=users.coordinator, reason="pomyłka")
    assert struck_out() == {"aneks"}
    contract.void(by=users.coordinator, reason="pomyłka")
    assert struck_out() == {"aneks", "kontrakt"}


def test_where_the_original_is_kept_is_for_who_may_read_it(person, users):
    contract = made.signed(person, on=ON, by=users.worker)
    contract.keep_scan(scan(users.worker))
    made.row_of(contract).update(original_place="teczka oddziału")

    def places(user):
        papers = PersonFile(Person.objects.get(pk=person.pk), user, ON).papers()
        return {each.place for each in papers}

    assert "teczka oddziału" in places(users.worker)
    assert places(users.colleague) == {""}


def test_a_colleague_reads_of_no_evidence_and_opens_no_contract(person, users, client_of):
    paper(established(person, category(2), by=users.worker), scan=scan(users.worker))
    issued = certified(person, by=users.worker)
    assert told(person, users.colleague) == [
        ("2026-07-10", f"zaświadczenie KIS nr {issued}", False),
        ("2026-01-04", f"kontrakt A {person.contracts.get().number}, wydruk do podpisu", False),
    ]
    page = page_of(client_of(users.colleague), person)
    assert "są zastrzeżone" in page
    assert "Dokument kategorii" not in page
    assert "PUP w Puławach" not in page


def test_of_merged_files_the_papers_of_both_are_told(person, users, client_of):
    other = PersonFactory(responsible=users.worker)
    paper(established(other, category(), by=users.worker))
    Person.objects.filter(pk=other.pk).update(merged_into=person)
    assert len(told(person, users.worker)) == 1
    assert f"z karty nr {other.pk}" in page_of(client_of(users.worker), person)


@pytest.mark.parametrize("many", [5, 50])
def test_the_tab_asks_no_more_for_many_papers(
    person, users, client_of, many, django_assert_max_num_queries
):
    row = established(person, category(), by=users.worker)
    for _ in range(many):
        paper(row, scan=scan(users.worker))
    certified(person, by=users.worker)
    client = client_of(users.coordinator)
    page_of(client, person)
    with django_assert_max_num_queries(14):
        page_of(client, person)


def test_the_table_tells_each_reader_what_the_tab_does_and_is_noted(person, users, client_of):
    paper(
        established(person, category(2), by=users.worker),
        scan=scan(users.worker),
        original_place="teczka 12",
    )
    certified(person, by=users.worker)
    rows = csv_rows(client_of(users.worker), "desk:documents", person.pk)
    assert rows[0] == ["Dzień", "Co", "Plik", "Gdzie jest oryginał", "Stan"]
    shown = PersonFile(Person.objects.get(pk=person.pk), users.worker, ON).papers()
    assert [row[1] for row in rows[1:]] == [each.what for each in shown]
    assert ["12.01.2026", "Skan", "teczka 12"] in [[row[0], row[2], row[3]] for row in rows]
    assert given_out("documents") == {person.pk}

    withheld = csv_rows(client_of(users.colleague), "desk:documents", person.pk)
    assert len(withheld) == len(rows) - 1
    assert not any("dokument kategorii" in cell for row in withheld for cell in row)
    assert not any("teczka" in cell or "PDF" in cell for row in withheld for cell in row)


def test_a_contract_is_named_with_its_letter(person, users):
    made.signed(person, on=ON, by=users.worker, type="B")
    whats = [what for _, what, _ in told(person, users.worker)]
    assert any(what.startswith("kontrakt B ") for what in whats)
