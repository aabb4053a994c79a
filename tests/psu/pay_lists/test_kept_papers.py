"""A list given out stays as it was: the same bytes, whoever is called otherwise since."""

import datetime
import importlib
import io
import re

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from kis.accounts.letterhead import SHOWN
from kis.accounts.models import Centre
from psu.models import PayLine, PayList, PayListPaper, PersonMonth
from psu.months.closing import close, reopen, review
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.psu.factories import ReferralFactory, sign_list, work
from tests.refused import refused

MAY, ON = datetime.date(2025, 5, 1), datetime.date(2025, 6, 4)


@pytest.fixture
def two(users, centre, agreement, place):
    """Cesarz and Abacki, in this order of their numbers."""
    for name in ("Cesarz", "Abacki"):
        person = PersonFactory(last_name=name, first_name="Jan", responsible=users.worker)
        work(ReferralFactory(agreement=agreement, place=place, person=person), MAY.replace(day=6))
    sign_list(place, MAY, users.coordinator)
    review(agreement, MAY, by=users.coordinator, on=ON)
    return close(agreement, MAY, by=users.coordinator, on=ON).pay_list


@pytest.fixture
def files(client_of, users):
    def read(pay_list):
        client = client_of(users.accountant)
        names = ("psu:pay_list_pdf", "psu:pay_list_xlsx")
        return tuple(client.get(reverse(name, args=[pay_list.pk])).content for name in names)

    return read


def rename_everything(pay_list, users):
    """Each name and number that the paper shows, and what decides the order of its rows."""
    first = pay_list.lines.in_order().first()
    first.person.last_name = "Żyła"
    first.person.save()
    first.kind.name = "inna praca"
    first.kind.save()
    pay_list.agreement.number = "77/2025"
    pay_list.agreement.save()
    users.coordinator.last_name = "Inna"
    users.coordinator.save()
    Centre.objects.update(name="Inny Ośrodek", phone="82 111 11 11", street="Nowa 1")


def test_a_printed_list_keeps_its_bytes_whatever_changes_later(two, users, files):
    before = files(two)
    rename_everything(two, users)
    two.mark_checked(by=users.accountant, on=ON)
    two.approve(by=users.head, on=ON)
    assert files(two) == before
    assert PayListPaper.objects.get().made_by == users.accountant


def test_a_list_printed_first_after_the_changes_shows_what_was_frozen(two, users, files):
    number, preparer = two.agreement.number, str(users.coordinator)
    centre = Centre.objects.get().name
    rename_everything(two, users)
    pdf, xlsx = files(two)
    words = text(pdf)
    for shown in ("Abacki Jan", "sprzątanie terenu", f"porozumienie nr {number}", preparer, centre):
        assert shown in words
    for unseen in ("Żyła", "inna praca", "77/2025", "Inna", "Inny Ośrodek", "Nowa 1", "82 111"):
        assert unseen not in words
    assert words.index("Abacki") < words.index("Cesarz")
    rows = list(openpyxl.load_workbook(io.BytesIO(xlsx)).active.iter_rows(values_only=True))
    assert rows[1][0] == f"Porozumienie {number}"
    assert rows[2][0] == f"Sporządzono: 4.06.2025, {preparer}"
    assert [row[1] for row in rows[5:7]] == ["Abacki Jan", "Cesarz Jan"]
    assert faults(pdf) == []


def test_the_screen_keeps_the_order_of_the_paper(client_of, users, two):
    rename_everything(two, users)
    page = client_of(users.head).get(reverse("psu:pay_list", args=[two.pk])).content.decode()
    table = page[page.index("<tbody>") :]
    assert table.index("Abacki Jan") < table.index("Cesarz Jan")


def test_approving_keeps_the_paper_that_nobody_printed_before(client_of, users, two, files):
    two.mark_checked(by=users.accountant, on=ON)
    client = client_of(users.head)
    client.post(reverse("psu:pay_list_approve", args=[two.pk]), {"on": "4.06.2025"})
    paper = PayListPaper.objects.get()
    assert paper.made_by == users.head
    assert files(two) == (paper.document.content, paper.workbook.content)


def test_a_month_reopened_before_the_approval_voids_the_paper(users, two, files):
    before = files(two)
    person_month = PersonMonth.objects.get(person__last_name="Abacki")
    reopen(person_month, by=users.coordinator, on=ON, reason="pomyłka")
    after = files(two)
    assert "Abacki" in text(before[0])
    assert "Abacki" not in text(after[0])
    assert PayListPaper.objects.filter(voided_at=None).count() == 1
    assert PayListPaper.objects.count() == 2


def test_a_list_without_lines_is_not_printed(client_of, users, two):
    for person_month in PersonMonth.objects.all():
        reopen(person_month, by=users.coordinator, on=ON, reason="pomyłka")
    client = client_of(users.accountant)
    for name in ("psu:pay_list_pdf", "psu:pay_list_xlsx"):
        page = client.get(reverse(name, args=[two.pk]), follow=True).content.decode()
        assert "nie ma żadnej pozycji" in page


def test_a_kept_paper_is_neither_changed_nor_deleted(users, two, files):
    files(two)
    with refused("pay_list_paper_stays"):
        PayListPaper.objects.update(made_by=users.head)
    with refused("pay_list_paper_stays"):
        PayListPaper.objects.all().delete()
    two.mark_checked(by=users.accountant, on=ON)
    two.approve(by=users.head, on=ON)
    with refused("pay_list_paper_stays"):
        PayListPaper.objects.update(voided_at="2025-06-05T10:00Z")


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE psu_paylist SET agreement_number = 'x'", "pay_list_stays"),
        ("UPDATE psu_paylist SET letterhead = '{}'", "pay_list_stays"),
        ("UPDATE psu_payline SET kind_name = 'x'", "pay_line_stays"),
        ("UPDATE psu_payline SET position = 9", "pay_line_stays"),
    ],
)
def test_frozen_facts_are_held_against_sql(two, sql, name):
    with refused(name), connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_a_list_freezes_is_what_its_rows_say(two, users):
    facts = {
        "agreement": two.agreement,
        "month": two.month,
        "ordinal": 1,
        "year": 2025,
        "number": 9,
        "prepared_by": users.coordinator,
        "prepared_on": ON,
    }
    good = {"agreement_number": two.agreement.number, "prepared_name": str(users.coordinator)}
    for wrong in ({"agreement_number": "x"}, {"prepared_name": "Kto Inny"}, {"is_rebuilt": True}):
        with refused("pay_list_unlike_its_rows"):
            PayList.objects.create(**facts, **good | wrong)
    assert PayList.objects.create(**facts, **good)


def test_the_amount_stands_in_words(two, files):
    assert two.lines.sums()["amount"] == 122
    assert "Do wypłaty: 122,00 zł (słownie: sto dwadzieścia dwa złote zero groszy)." in text(
        files(two)[0]
    )


def test_all_that_a_letterhead_reads_is_frozen():
    templates = settings.BASE_DIR / "templates"
    read = {
        name
        for path in ("includes/paper_letterhead.html", "base_print.html")
        for name in re.findall(r"centre\.(\w+)", (templates / path).read_text(encoding="utf-8"))
    }
    assert read == {*SHOWN, "logo"}


# lists that were closed before the program froze these facts


def rebuild():
    migration = importlib.import_module("psu.migrations.0011_kept_papers")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("psu_paylist", "psu_payline"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE psu_paylist SET agreement_number = '', prepared_name = '', letterhead = '{}'"
        )
        cursor.execute("UPDATE psu_payline SET kind_name = '', position = 1000 + position")
        for table in ("psu_paylist", "psu_payline"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for statement in migration.REBUILT:
            cursor.execute(statement)


def test_an_older_list_is_rebuilt_as_it_was_closed_and_says_so(client_of, two, users, files):
    lists, lines = PayList.objects.filter(pk=two.pk), PayLine.objects.in_order()
    facts = ("agreement_number", "prepared_name", "letterhead")
    before = lists.values_list(*facts).get()
    of_lines = list(lines.values_list("pk", "position", "kind_name"))
    # The tests' one transaction has one moment: what changed later is written as of the next day.
    rename_everything(two, users)
    with connection.cursor() as cursor:
        for table in (
            *("psu_agreementevent", "psu_workkindevent", "participants_personevent"),
            *("accounts_userevent", "accounts_centreevent"),
        ):
            cursor.execute(
                f"UPDATE {table} SET pgh_created_at = now() + interval '1 day' WHERE pgh_label = 'update'"
            )
    rebuild()

    assert lists.values_list(*facts).get() == before
    assert list(lines.values_list("pk", "position", "kind_name")) == of_lines
    assert lists.get().is_rebuilt
    assert "Wydruk odtworzony" in text(files(two)[0])
    page = client_of(users.head).get(reverse("psu:pay_list", args=[two.pk])).content.decode()
    assert "odtworzono z historii zmian" in page
