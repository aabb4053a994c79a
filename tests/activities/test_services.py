"""The card of a person's talks with specialists: what it holds and what never, and how it is found."""

import html

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kis.activities.models import Consultation
from kis.activities.sheets.codes import of_services
from kis.journal.models import AccessEntry
from kis.lib.dates import polish
from participants.merging import merge
from tests.activities.factories import D, KindFactory, enrol, participant
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.participants.made import stay

pytestmark = pytest.mark.django_db
ON = D(2026, 3, 20)
FIRST, LAST = D(2026, 2, 1), D(2026, 3, 15)
NOTE, PESEL = "Mówi o długach brata.", "81050410027"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(f"{ON} 12:00", tick=False):
        yield


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


@pytest.fixture
def danuta(users, activity):
    person = participant(users, last_name="Żak", first_name="Danuta", pesel=PESEL)
    enrol(activity, person, users.coordinator)
    return person


@pytest.fixture
def talk(activity, danuta, users):
    def make(day, minutes=45, **facts):
        facts = {"person": danuta, "activity": activity, "author": users.leader} | facts
        return Consultation.objects.create(
            **facts,
            day=day,
            minutes=minutes,
            specialist="mec. Nowak",
            note=NOTE,
            written_as="leader",
            written_at=timezone.now(),
        )

    return make


def card(client, person, first=FIRST, last=LAST):
    return client.get(reverse("activities:services_card", args=[person.pk, first, last]))


def page(client, person, **asked):
    answer = client.get(reverse("activities:services", args=[person.pk]), asked)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_the_card_holds_the_talks_of_the_period_in_their_order_and_their_sum(
    coordinator, danuta, talk
):
    for day, minutes in [(D(2026, 3, 2), 45), (FIRST, 30), (LAST, 60)]:
        talk(day, minutes)
    talk(D(2026, 1, 31), 7)
    talk(D(2026, 3, 16), 8)

    words = text(card(coordinator, danuta).content)

    days = [words.index(day) for day in ("1.02.2026 ", "2.03.2026 ", "15.03.2026 ")]
    assert "Żak Danuta" in words
    assert days[0] < days[1]
    assert "Razem (3) 135" in words
    assert "Razem godzin: 2,25" in words
    assert "31.01" not in words
    assert "16.03" not in words


def test_neither_a_note_nor_a_category_nor_a_number_is_on_it(coordinator, danuta, talk):
    talk(FIRST)
    paper = card(coordinator, danuta).content
    for never in (NOTE, "długach", PESEL, "PESEL", "ategoria"):
        assert never not in text(paper)
    assert faults(paper) == []


def test_a_voided_talk_is_not_on_it(coordinator, users, danuta, talk):
    talk(FIRST).void(by=users.coordinator, reason="pomyłka")
    assert "nie wpisano konsultacji" in text(card(coordinator, danuta).content)
    assert "Wydrukuj kartę" not in page(coordinator, danuta, od="2026-02-01", do="2026-03-15")


def test_talks_of_a_merged_file_are_on_the_card_of_the_first(coordinator, users, danuta, talk):
    second = PersonFactory(responsible=users.worker)
    stay(second, D(2025, 1, 1), D(2025, 6, 30))
    talk(D(2025, 2, 3), 30, person=second, activity=None, kind=KindFactory())
    merge(second, into=danuta, reason="ta sama osoba", by=users.coordinator)

    paper = card(coordinator, danuta, D(2025, 2, 1), D(2025, 2, 28)).content

    assert "Razem (1) 30" in text(paper)
    assert "Żak Danuta" in text(paper)


def test_its_code_leads_to_the_period_again_for_who_may_see_the_person(
    coordinator, client_of, users, danuta, talk
):
    talk(FIRST)
    code = str(of_services(danuta.pk, FIRST, LAST))
    assert code in text(card(coordinator, danuta).content)

    found = coordinator.get(reverse("activities:find_sheet"), {"kod": code})
    assert found.url == (
        reverse("activities:services", args=[danuta.pk]) + "?od=1.02.2026&do=15.03.2026"
    )
    assert "mec. Nowak" in coordinator.get(found.url).content.decode()

    refused = client_of(users.leader).get(reverse("activities:find_sheet"), {"kod": code})
    assert "Nie ma takiej karty" in refused.content.decode()


@pytest.mark.parametrize(
    ("od", "do", "said"),
    [
        ("2026-03-15", "2026-03-14", "Koniec nie może być przed początkiem (15.03.2026)."),
        ("2025-03-14", "2026-03-15", "Karta obejmuje najwyżej rok."),
        ("1999-12-31", "2000-03-15", "Konsultacje wpisuje się od 1.01.2000."),
        ("31.02.2026", "2026-03-15", "Nie ma takiej daty: 31.02.2026."),
    ],
)
def test_a_period_that_is_none_gets_a_sentence_and_stays_typed(coordinator, danuta, od, do, said):
    shown = page(coordinator, danuta, od=od, do=do)
    assert said in shown
    assert f'value="{polish(D.fromisoformat(do))}"' in shown or f'value="{do}"' in shown


def test_a_year_is_no_longer_than_a_card_may_be(coordinator, danuta):
    assert card(coordinator, danuta, D(2025, 3, 15), D(2026, 3, 15)).status_code == 200
    assert card(coordinator, danuta, D(2025, 3, 14), D(2026, 3, 15)).status_code == 404
    assert card(coordinator, danuta, LAST, FIRST).status_code == 404


def test_of_another_workers_case_no_talks_are_told(client_of, users, centre, danuta, talk):
    talk(FIRST)
    colleague = client_of(users.colleague)
    assert card(colleague, danuta).status_code == 404
    assert colleague.get(reverse("activities:services", args=[danuta.pk])).status_code == 404


def test_the_page_notes_each_talk_and_the_print_the_person(coordinator, danuta, talk):
    row = talk(FIRST)
    page(coordinator, danuta, od="2026-02-01", do="2026-03-15")
    card(coordinator, danuta)
    seen = AccessEntry.objects.filter(kind="consultation", person_number=danuta.pk)
    assert set(seen.values_list("act", "number")) == {("view", row.pk), ("print", None)}


@pytest.mark.parametrize("count", [1, 12])
def test_questions_do_not_grow_with_talks(
    coordinator, danuta, talk, count, django_assert_max_num_queries
):
    for _ in range(count):
        talk(FIRST)
    page(coordinator, danuta, od="2026-02-01", do="2026-03-15")
    with django_assert_max_num_queries(15):
        page(coordinator, danuta, od="2026-02-01", do="2026-03-15")
