"""A category that people have: its wording is kept, a next one follows it, its end is told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from kis.lib.work import DeskGroup
from participants import desk
from participants.eligibility import EvidencePaper, Ground, missing_ground
from participants.models import EligibilityCategory
from participants.person_answer import person_answer
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question, stay
from tests.psu.connections import race
from tests.refused import name_of_refusal, refused
from tests.told import rows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
END = date(2026, 12, 31)
ADD = reverse("admin:participants_eligibilitycategory_add")


def change(row, **facts):
    return EligibilityCategory.objects.filter(pk=row.pk).update(**facts)


def page_of(row):
    return reverse("admin:participants_eligibilitycategory_change", args=[row.pk])


def typed(row, **changed):
    row.refresh_from_db()
    names = ("code", "statutory_wording", "public_wording", "legal_pointer", "evidence_asked")
    return {
        **{name: getattr(row, name) for name in names},
        "usual_validity_months": "",
        "valid_from": "1.01.2020",
        "valid_to": "",
        "row_version": row.version,
        **changed,
    }


@pytest.fixture
def held(person):
    """Established on 12.01.2026 with a paper for good."""
    row = established(person)
    paper(row)
    question(person)
    return row


# what the database holds


@pytest.mark.parametrize(
    "facts",
    [
        {"statutory_wording": "x"},
        {"public_wording": "x"},
        {"legal_pointer": "x"},
        {"code": 7},
        {"valid_from": date(2021, 1, 1)},
        {"needs_reason": True},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_a_wording_that_somebody_has_is_kept(held, facts):
    assert name_of_refusal(change, held.category, **facts) == "category_wording_is_kept"


def test_a_voided_entry_keeps_its_wording_too(held, users):
    held.void(by=users.coordinator, reason="pomyłka")

    with refused("category_wording_is_kept"):
        change(held.category, public_wording="x")


def test_a_wording_that_nobody_has_may_be_corrected(db):
    row = category()
    change(row, statutory_wording="poprawione", code=7, valid_from=date(2021, 1, 1))

    row.refresh_from_db()
    assert row.statutory_wording == "poprawione"


def test_what_staff_are_told_about_papers_is_no_wording(held):
    change(held.category, evidence_asked="inne zaświadczenie", usual_validity_months=3)
    change(held.category, is_sensitive=True)

    with refused("category_wording_is_kept"):
        change(held.category, is_sensitive=False)


@pytest.mark.parametrize(
    ("last_day", "fits"), [(date(2026, 1, 11), False), (date(2026, 1, 12), True)]
)
def test_an_end_does_not_reach_behind_a_decision(held, last_day, fits):
    if fits:
        change(held.category, valid_to=last_day)
    else:
        with refused("category_end_under_decisions"):
            change(held.category, valid_to=last_day)


def test_nobody_is_given_a_wording_behind_its_end(person):
    row = category(valid_to=END)
    with refused("eligibility_behind_category"):
        established(person, row, on=END + DAY)
    established(person, row, on=END)


@pytest.mark.django_db(transaction=True)
def test_of_an_end_and_a_decision_at_once_the_second_is_refused(person):
    row = category()
    with pytest.raises(IntegrityError, match="category_end_under_decisions"):
        race(lambda: established(person, row, on=END), lambda: change(row, valid_to=END - DAY))
    change(row, valid_to=END)
    other = PersonFactory(responsible=person.responsible)
    change(row, valid_to=None)
    with pytest.raises(IntegrityError, match="eligibility_behind_category"):
        race(lambda: change(row, valid_to=END), lambda: established(other, row, on=END + DAY))


# whether somebody is eligible


@pytest.mark.parametrize(("on", "is_missing"), [(END, False), (END + DAY, True)])
def test_behind_the_end_of_the_category_it_makes_nobody_eligible(on, is_missing):
    ground = Ground(
        established_on=date(2026, 1, 12),
        category_ended_on=END,
        papers=(EvidencePaper(date(2026, 1, 12), None),),
    )
    found = missing_ground(on, [ground])
    assert [
        text.startswith("Kategoria uprawniająca obowiązywała do 31.12.2026") for text in found
    ] == [True] * is_missing


def test_another_category_that_holds_is_enough():
    papers = (EvidencePaper(date(2026, 1, 12), None),)
    since = date(2026, 1, 12)
    grounds = [
        Ground(since, category_ended_on=END, papers=papers),
        Ground(since, papers=papers),
    ]
    assert missing_ground(END + DAY, grounds) == []


def test_the_answer_follows_the_dictionary_and_a_next_wording_takes_nothing_away(held, person):
    change(held.category, valid_to=END)
    assert person_answer(person, END).eligible
    answer = person_answer(person, END + DAY)
    assert answer.missing[0].startswith("Kategoria uprawniająca obowiązywała do 31.12.2026")
    assert answer.category_ended_on == END

    following = EligibilityCategory.objects.get()
    following.pk, following.valid_from, following.valid_to = None, END + DAY, None
    following.save(force_insert=True)
    assert person_answer(person, END + DAY).eligible

    change(following, valid_to=date(2027, 6, 30))
    assert person_answer(person, date(2027, 6, 30)).eligible
    assert not person_answer(person, date(2027, 7, 1)).eligible


def test_a_category_that_came_back_after_a_gap_is_another(held, person):
    change(held.category, valid_to=END)
    again = EligibilityCategory.objects.get()
    again.pk, again.valid_from, again.valid_to = None, END + 60 * DAY, None
    again.save(force_insert=True)

    assert not person_answer(person, END + 90 * DAY).eligible


# the desk


def told(user, on=date(2026, 11, 23)):
    what = "kategoria przestaje obowiązywać"
    return [row for row in rows(desk, user, on) if row.what == what]


def test_the_desk_names_those_whom_an_end_touches_until_it_is_settled(held, person, users):
    stay(person, date(2026, 2, 2))
    PersonFactory(responsible=users.worker)
    assert told(users.worker) == []

    change(held.category, valid_to=END)
    (row,) = told(users.worker)
    assert (row.group, row.who, row.day) == (DeskGroup.ENDING, str(person), END)
    assert row.url == reverse("participants:eligibility", args=[person.pk])
    assert [task.state for task in told(users.coordinator, END + DAY)] == ["late"]

    held.end(last_day=END, reason="zmiana ustawy")
    assert told(users.worker) == []


def test_who_left_the_club_is_not_named(held, person, users):
    stay(person, date(2026, 2, 2), date(2026, 6, 30))
    change(held.category, valid_to=END)

    assert told(users.worker) == []


# the screens


def test_the_tab_and_the_head_of_the_file_say_that_the_category_ended(
    held, person, users, client_of, today
):
    change(held.category, valid_to=today - DAY)
    page = client_of(users.worker).get(reverse("participants:eligibility", args=[person.pk]))
    text = page.content.decode()

    assert "Kategoria uprawniająca obowiązywała do 22.11.2026" in text
    assert "grupa 5 – obowiązywała do 22.11.2026" in text
    assert "zmień kategorię" in text


def test_the_file_says_before_the_end_that_the_category_ends(held, person, users, client_of, today):
    paper(held, valid_until=today + 90 * DAY)
    change(held.category, valid_to=today + 10 * DAY)
    client = client_of(users.worker)
    tab = client.get(reverse("participants:eligibility", args=[person.pk])).content.decode()
    overview = client.get(reverse("desk:overview", args=[person.pk])).content.decode()

    assert "Obowiązuje do 3.12.2026" in tab
    assert "Zakończ ją tym dniem i ustal inną" in tab
    assert "grupa 5 – obowiązuje do 3.12.2026" in tab
    assert "kategoria przestaje obowiązywać" in overview

    held.end(last_day=today + 10 * DAY, reason="zmiana ustawy")
    tab = client.get(reverse("participants:eligibility", args=[person.pk])).content.decode()
    assert "Zakończ ją tym dniem" not in tab
    assert "obowiązuje do 3.12.2026" not in tab


def test_what_was_established_before_the_end_may_be_entered_after_it(
    person, users, client_of, today
):
    row = category(valid_to=today - DAY)
    client, address = (
        client_of(users.worker),
        reverse("participants:eligibility_new", args=[person.pk]),
    )
    assert "grupa 5 (do 22.11.2026)" in client.get(address).content.decode()

    facts = {"category": row.pk, "is_main": "on", "exclusion": "Nie ma pracy."}
    refusal = client.post(address, facts | {"established_on": "23.11.2026"}).content.decode()
    assert "Tej kategorii nie było w ustawie 23.11.2026." in refusal
    client.post(address, facts | {"established_on": "20.11.2026"})
    assert person.eligibilities.get().category == row


def test_people_of_an_ended_category_are_still_found(held, users, client_of, today):
    change(held.category, valid_to=today - DAY)
    page = client_of(users.worker).get(reverse("participants:list")).content.decode()

    assert '<option value="5">grupa 5 (do 22.11.2026)</option>' in page


@pytest.fixture
def content(users, client_of):
    return client_of(users.content)


def test_the_panel_refuses_another_wording_by_a_sentence_and_shows_the_way(held, content):
    refusal = content.post(page_of(held.category), typed(held.category, public_wording="x"))
    page = refusal.content.decode()

    assert "To brzmienie mają już osoby, więc nie można go zmienić." in page
    assert f"{ADD}?zamiast={held.category_id}" in page
    assert "Brzmienie, które mają już osoby, jest zamknięte" in page


def test_the_panel_asks_before_an_end_that_touches_somebody(held, content):
    facts = typed(held.category, valid_to="31.12.2026")
    page = content.post(page_of(held.category), facts).content.decode()
    assert "Tę kategorię mają osoby: 1 (ostatnio ustalono ją 12.01.2026)." in page
    assert 'value="31.12.2026"' in page
    assert EligibilityCategory.objects.get().valid_to is None

    content.post(page_of(held.category), facts | {"end_is_meant": "on"})
    assert EligibilityCategory.objects.get().valid_to == END


def test_the_panel_refuses_an_end_behind_which_a_decision_stands(held, content):
    facts = typed(held.category, valid_to="11.01.2026", end_is_meant="on")
    page = content.post(page_of(held.category), facts).content.decode()

    assert (
        "Tę kategorię ustalono jeszcze 12.01.2026. Ostatni dzień nie może być wcześniejszy" in page
    )


@pytest.mark.parametrize(("last_day", "is_refused"), [("1.02.2026", True), ("2.02.2026", False)])
def test_the_panel_refuses_an_end_behind_which_a_stay_began_on_its_ground(
    held, person, content, last_day, is_refused
):
    stay(person, date(2026, 2, 2))
    facts = typed(held.category, valid_to=last_day, end_is_meant="on")
    page = content.post(page_of(held.category), facts).content.decode()

    assert ("udział w KIS rozpoczęto jeszcze 2.02.2026" in page) is is_refused
    assert (EligibilityCategory.objects.get().valid_to is None) is is_refused


def test_a_stay_on_another_ground_keeps_no_category(held, person, users, content):
    other = PersonFactory(responsible=users.worker)
    established(other, category(8))
    stay(other, date(2026, 2, 2))
    held.end(last_day=date(2026, 1, 20), reason="zmiana")
    stay(person, date(2026, 3, 2))
    facts = typed(held.category, valid_to="20.01.2026", end_is_meant="on")
    content.post(page_of(held.category), facts)

    held.category.refresh_from_db()
    assert held.category.valid_to == date(2026, 1, 20)


def test_an_end_that_touches_nobody_is_not_asked_about(content):
    row = category()
    content.post(page_of(row), typed(row, valid_to="31.12.2026"))

    row.refresh_from_db()
    assert row.valid_to == END


def test_a_next_wording_ends_the_one_before_and_people_keep_what_they_have(held, content):
    address = f"{ADD}?zamiast={held.category_id}"
    page = content.get(address).content.decode()
    assert "Nowe brzmienie: grupa 5" in page
    assert '<textarea name="statutory_wording"' in page

    facts = typed(
        held.category, statutory_wording="nowe brzmienie", valid_from="1.01.2027", row_version=""
    )
    content.post(address, facts | {"code": "8"})

    old, new = EligibilityCategory.objects.order_by("valid_from")
    assert (old.valid_to, old.statutory_wording) == (END, "grupa 5")
    assert (new.code, new.valid_from, new.statutory_wording) == (5, END + DAY, "nowe brzmienie")
    held.refresh_from_db()
    assert held.category == old


def test_another_wording_sent_from_a_form_that_was_saved_is_shown_and_not_saved(content, held):
    address = f"{ADD}?zamiast={held.category_id}"
    key = {"form_key": "k" * 22, "valid_from": "1.01.2027", "row_version": ""}
    content.post(address, typed(held.category, statutory_wording="nowe brzmienie", **key))
    other = typed(held.category, statutory_wording="jeszcze inne brzmienie", **key)
    page = content.post(address, other).content.decode()
    assert "z inną treścią" in page
    assert "jeszcze inne brzmienie" in page
    assert EligibilityCategory.objects.filter(code=5).count() == 2


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("1.01.2020", "Dotychczasowe brzmienie obowiązuje od 1.01.2020, więc nowe musi się zacząć"),
        ("12.01.2026", "Tę kategorię ustalono jeszcze 12.01.2026."),
        ("", "Wpisz: obowiązuje od."),
        ("31.02.2027", "31.02.2027"),
    ],
)
def test_a_next_wording_from_an_impossible_day_changes_nothing(held, content, first, said):
    facts = typed(held.category, statutory_wording="nowe", valid_from=first, row_version="")
    page = content.post(f"{ADD}?zamiast={held.category_id}", facts).content.decode()

    assert said in page
    assert "nowe" in page
    assert EligibilityCategory.objects.get().valid_to is None


@pytest.mark.parametrize("number", ["x", "999999", "²"])
def test_a_next_wording_of_nothing_is_a_row_of_its_own(content, number):
    assert content.get(ADD, {"zamiast": number}).status_code == 200


def test_the_panels_history_shows_both_values(content):
    row = category()
    content.post(page_of(row), typed(row, public_wording="nowa nazwa"))
    address = reverse("admin:participants_eligibilitycategory_history", args=[row.pk])
    page = content.get(address).content.decode()

    assert "<del>grupa 5</del> → nowa nazwa" in page
    assert "Olga Kos" in page
    assert "Dotychczasowe" not in page


def test_readers_of_the_dictionary_are_shown_no_box_to_tick(held, users, client_of):
    page = client_of(users.coordinator).get(page_of(held.category)).content.decode()

    assert "end_is_meant" not in page
    assert "zamiast" not in page
