"""Files that are one person's: who may be the same, merging with a reason, told apart, taken back."""

import html
from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from contracts.participation import covers_of, participation_answer, stays_in_gap
from kis.desk.gathering import groups_of, shelves
from kis.lib.refusals import Refused
from participants import pair_search
from participants.duplicates import probable_duplicates
from participants.merging import merge, take_back, tell_apart, unmerge, why_not
from participants.models import CaseAccess, Merge, Note, Participation, Person, ToldApart
from participants.pair_search import probable_pairs
from participants.pairs import pair_of, read_pairs
from participants.person_answer import person_answer
from participants.register import PeopleGroup, look_up
from tests.contracts.made import signed
from tests.factories import PersonFactory
from tests.participants.made import ESTABLISHED_ON, established, paper, question
from tests.psu.connections import all_together
from tests.refused import name_of_refusal

BORN = date(1981, 5, 4)
WHY = "ten sam dowód osobisty"
WAITS_TO_BEGIN = "kontrakt zawarty, udział nierozpoczęty"


@pytest.fixture
def file(users):
    def make(last_name="Kowalska", first_name="Anna", **facts):
        facts = {"born_on": BORN, "pesel": "", "responsible": users.worker} | facts
        return PersonFactory(last_name=last_name, first_name=first_name, **facts)

    return make


@pytest.fixture
def two(file, users):
    """The first file and the second one, entered by another worker under a maiden name."""
    return file(), file(last_name="Zawada", responsible=users.colleague)


@pytest.fixture
def join(users):
    def act(second, first, reason=WHY):
        merge(second, into=first, by=users.coordinator, reason=reason)
        second.refresh_from_db()

    return act


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def pairs_of(user) -> set[frozenset[int]]:
    return {frozenset(pair[:2]) for pair in probable_pairs(user, most=10).found}


# Who may be the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"last_name": "KOWALSKA"}, {"first_name": "anna"}),
        ({"last_name": "Anna", "first_name": "Kowalska"}, {}),
        ({"first_name": "Anna Maria"}, {}),
        ({"second_name": "Maria"}, {"first_name": "Maria"}),
        ({"first_name": "Anna-Maria"}, {"first_name": "Maria-Anna"}),
        ({"last_name": "Kowalska-Nowak"}, {}),
        ({"last_name": "Nowak-Kowalska"}, {"last_name": "Kowalska Nowak"}),
        ({"last_name": "de la Cruz"}, {"last_name": "Cruz"}),
        ({"last_name": "Żółć"}, {"last_name": "Zolc"}),
        ({"born_on": date(1981, 5, 3)}, {}),
        ({"born_on": date(1981, 4, 5)}, {}),
        ({"born_on": None}, {}),
        (
            {"last_name": "Lis", "identity_kind": "passport", "identity_number": "AB 12-3"},
            {"identity_kind": "other", "identity_number": "ab123"},
        ),
    ],
)
def test_whom_registration_would_ask_about_is_a_pair(one, other, file, users):
    first, second = file(**one), file(**other)
    facts = ("identity_number", "last_name", "first_name", "second_name", "born_on")

    asked = [
        found.pk
        for typed, found in ((first, second), (second, first))
        if probable_duplicates(**{name: getattr(typed, name) for name in facts})
        .filter(pk=found.pk)
        .exists()
    ]

    assert asked
    assert pairs_of(users.coordinator) == {frozenset({first.pk, second.pk})}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"first_name": "Ewa"}, {}),
        ({"last_name": "Nowak"}, {}),
        ({"born_on": date(1982, 5, 4)}, {}),
        ({"born_on": date(1981, 5, 6)}, {}),
        ({"last_name": "Kowalska-Nowak"}, {"last_name": "Kowalska-Lis"}),
        ({"last_name": "de Nowak"}, {"last_name": "de Lis"}),
    ],
)
def test_people_with_other_names_or_another_day_are_no_pair(one, other, file, users):
    file(**one), file(**other)
    assert pairs_of(users.coordinator) == set()


def test_a_pair_is_asked_of_people_in_scope_alone(file, users):
    file(), file(area="families")
    assert pairs_of(users.coordinator) == set()


def test_merged_files_are_no_pair_any_more(file, users, join):
    first, second = file(), file()
    join(second, first)
    assert pairs_of(users.coordinator) == set()


def test_those_told_apart_are_not_shown_until_it_is_taken_back(file, users):
    first, second = file(), file()
    tell_apart(second, first, by=users.coordinator, reason="inny PESEL i inna matka")
    assert pairs_of(users.coordinator) == set()
    row = ToldApart.objects.get()
    assert (row.first, row.second, row.told_by) == (first, second, users.coordinator)
    assert row.told_at

    take_back(row, by=users.coordinator, reason="pomyłka")
    assert pairs_of(users.coordinator) == {frozenset({first.pk, second.pk})}
    with pytest.raises(Refused, match="już cofnięto"):
        take_back(row, by=users.coordinator, reason="pomyłka")


def test_a_pair_names_what_differs_and_what_each_holds(file, users):
    file(phone="600 100 200")
    second = file(phone="700 1")
    Note.objects.create(person=second, text="Rozmowa.", author=users.worker)

    (pair,) = read_pairs(probable_pairs(users.coordinator, most=10).found)

    told = {(row.label, row.first, row.second) for row in pair.differences}
    assert {("Telefon", "600 100 200", "700 1"), ("notatki", "0", "1")} <= told
    assert pair.to_stay == second
    assert "Data urodzenia: 4.05.1981" in pair.same


def test_the_list_asks_as_many_questions_of_many_pairs_as_of_few(
    file, coordinator, django_assert_max_num_queries
):
    for name in "ABCDEFGHIJKL":
        file(last_name=f"Kowalska{name}"), file(last_name=f"Kowalska{name}")
    coordinator.get(reverse("participants:pairs"))
    with django_assert_max_num_queries(12):
        page = coordinator.get(reverse("participants:pairs"))
    assert len(page.context["pairs"]) == 10
    assert "Szukaj dalej" in text_of(page)


def test_the_list_goes_on_behind_the_last_pair_until_the_register_ends(
    file, coordinator, users, monkeypatch
):
    """Each pair once, in Polish order, also where few people are looked through at a time."""
    names = [f"Kowalska{letter}" for letter in "AŁBMC"]
    made = {name: {file(last_name=name).pk, file(last_name=name).pk} for name in names}
    nobody_knows = {file(last_name="Żyto", born_on=None).pk, file(last_name="Żyto").pk}
    monkeypatch.setattr(pair_search, "LOOKED_THROUGH", (1, 2))

    address, told = reverse("participants:pairs"), []
    while address:
        page = coordinator.get(address)
        told += [{pair.first.pk, pair.second.pk} for pair in page.context["pairs"]]
        reached = page.context["reached"]
        address = f"{reverse('participants:pairs')}?za={reached}" if reached else ""

    in_order = [made[f"Kowalska{letter}"] for letter in "ABCŁM"]
    assert told == [*in_order, nobody_knows]
    assert "To już koniec rejestru." in text_of(page)
    assert "Od początku" in text_of(page)


def test_a_file_with_more_pairs_than_a_page_shows_is_not_cut_in_two(file, users):
    numbers = [file().pk for _ in range(4)]
    found = probable_pairs(users.coordinator, most=2)
    assert [pair[:2] for pair in found.found] == [(numbers[0], other) for other in numbers[1:]]
    behind = probable_pairs(users.coordinator, most=10, after=found.reached)
    assert len(behind.found) == 3
    assert behind.reached is None


@pytest.mark.parametrize("after", ["x", "0", "9" * 30, "²", "-1"])
def test_a_strange_number_of_the_file_begins_at_the_beginning(after, file, coordinator):
    file(), file()
    page = coordinator.get(reverse("participants:pairs"), {"za": after})
    assert len(page.context["pairs"]) == 1


# Merging


def test_the_second_file_points_to_the_first_and_the_reason_is_kept(two, users, join):
    first, second = two
    join(second, first)
    made = Merge.objects.get()
    assert second.merged_into == first
    assert (made.reason, made.merged_by, made.into) == (WHY, users.coordinator, first)


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_merged_without_a_reason(reason, two, join):
    first, second = two
    with pytest.raises(Refused, match="skąd wiadomo"):
        join(second, first, reason)
    assert not Person.objects.filter(merged_into=first).exists()


def test_those_told_apart_are_not_merged(two, users, join):
    first, second = two
    tell_apart(first, second, by=users.coordinator, reason="bliźniaczki")
    with pytest.raises(Refused, match="oznaczono jako różne"):
        join(second, first)


def test_two_stays_at_one_time_are_refused(two, users, join):
    first, second = two
    for person in two:
        signed(person, on=date(2026, 1, 1), ends_on=date(2026, 12, 31), type="AB"[person == second])
        stay(person, date(2026, 2, 1), users)
    assert "trwają oba" in why_not(second, into=first, by=users.coordinator)
    with pytest.raises(Refused, match="trwają oba"):
        join(second, first)


def test_two_main_categories_of_one_day_are_refused_and_of_different_days_not(two, users, join):
    first, second = two
    established(first, is_main=True)
    row = established(second, is_main=True)
    assert "kategoria główna" in why_not(second, into=first, by=users.coordinator)

    row.ends_on, row.end_reason = ESTABLISHED_ON, "zmiana"
    row.save()
    assert "kategoria główna" in why_not(second, into=first, by=users.coordinator)
    row.void(by=users.coordinator, reason="wpis na złej karcie")
    join(second, first)


def test_two_contracts_of_one_kind_are_refused(two, users):
    first, second = two
    for person in two:
        signed(person, on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert "podpisany kontrakt" in why_not(second, into=first, by=users.coordinator)


def test_what_is_tried_leaves_nothing_behind(two, users):
    first, second = two
    assert why_not(second, into=first, by=users.coordinator) == ""
    assert not Merge.objects.exists()
    assert not Person.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_opposite_merges_at_once_one_stands(two, users):
    first, second = two
    acts = [
        lambda: merge(second, into=first, by=users.coordinator, reason=WHY),
        lambda: merge(first, into=second, by=users.coordinator, reason=WHY),
    ]
    results = all_together(acts)
    faults = [result for result in results if isinstance(result, Exception)]
    assert [type(fault) for fault in faults] == [Refused]
    assert "już" in str(faults[0])
    assert Person.objects.filter(merged_into__isnull=False).count() == 1
    assert Merge.objects.count() == 1


# Reading follows


def stay(person, on, users, **facts):
    return Participation.objects.create(
        person=person,
        starts_on=on,
        planned_end_on=date(2026, 12, 31),
        rules_version="1",
        rules_read_on=on,
        declaration_signed_on=on,
        begun_by=users.worker,
        **facts,
    )


def test_the_second_files_address_leads_to_the_first_with_a_word(two, join, coordinator):
    first, second = two
    join(second, first)
    for name in ("participants:details", "desk:overview", "contracts:person", "psu:person"):
        page = coordinator.get(reverse(name, args=[second.pk]), follow=True)
        assert page.redirect_chain == [(reverse(name, args=[first.pk]), 302)]
        assert f"Karta nr {second.pk} (Zawada Anna) jest połączona z tą" in text_of(page)


def test_by_the_old_name_and_number_the_first_is_found_once(two, users, join, today):
    first, second = two
    Person.objects.filter(pk=second.pk).update(pesel="81050412359")
    join(second, first)
    for words in ("zawada", "81050412359", "kowalska", "anna", "zawadaa"):
        found = look_up(users.coordinator, today, words=words)
        assert [row.pk for row in found[:10]] == [first.pk], words


def test_a_stay_in_the_second_file_makes_a_participant_of_the_first(two, users, join, today):
    first, second = two
    signed(second, on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    stay(second, date(2026, 2, 1), users)
    join(second, first)

    def listed(group):
        return [row.pk for row in look_up(users.coordinator, today, group=group)[:10]]

    (row,) = look_up(users.coordinator, today, group=PeopleGroup.NOW)[:10]
    assert (row.pk, row.takes_part_since) == (first.pk, date(2026, 2, 1))
    assert listed(PeopleGroup.APPLICATIONS) == []
    assert listed(PeopleGroup.ALL) == [first.pk]


def test_a_contract_and_a_category_of_the_second_file_hold_for_the_person(two, users, join, on):
    first, second = two
    Person.objects.filter(pk__in=[first.pk, second.pk]).update(information_given_on=ESTABLISHED_ON)
    paper(established(second, is_main=True))
    question(second, by=users.worker)
    signed(second, on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert covers_of(first) == []

    join(second, first)
    first.refresh_from_db()

    assert participation_answer(first, on).may
    assert person_answer(first, on).main.person_id == second.pk
    stay(first, date(2026, 3, 1), users)
    assert not stays_in_gap(on).exists()


def test_what_a_constraint_holds_in_one_file_holds_across_both(two, users, join):
    first, second = two
    established(second, is_main=True)
    signed(second, on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    stay(second, date(2026, 2, 1), users)
    join(second, first)
    assert name_of_refusal(established, first, is_main=True) == "other_file_main_category"
    assert name_of_refusal(stay, first, date(2026, 3, 1), users) == "other_file_stay"
    days = {"on": date(2026, 6, 1), "ends_on": date(2026, 8, 31)}
    with pytest.raises(Refused, match="Na połączonej karcie osoba ma już podpisany kontrakt"):
        signed(first, **days)


def test_the_tabs_show_rows_of_both_files_and_say_which(two, users, join, coordinator, today):
    first, second = two
    Note.objects.create(person=second, text="Rozmowa o dawnym nazwisku.", author=users.worker)
    contract = signed(second, on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    stay(second, date(2026, 2, 1), users)
    established(second, is_main=True)
    join(second, first)
    mark = f"z karty nr {second.pk}"

    for name, words in {
        "desk:overview": "Rozmowa o dawnym nazwisku.",
        "participants:notes": "Rozmowa o dawnym nazwisku.",
        "participants:eligibility": "grupa 5",
        "contracts:person": contract.number,
        "contracts:participation": "1.02.2026",
        "desk:history": "notatka: dodano",
    }.items():
        shown = text_of(coordinator.get(reverse(name, args=[first.pk])))
        assert words in shown, name
        assert mark in shown, name
    details = text_of(coordinator.get(reverse("participants:details", args=[first.pk])))
    assert f"Połączona karta nr {second.pk}: Zawada Anna" in details
    page = coordinator.get(reverse("contracts:contract", args=[second.pk, contract.pk]))
    assert "jest połączona z" in text_of(page)


@pytest.mark.parametrize(
    ("name", "most"), [("desk:overview", 14), ("participants:details", 14), ("psu:person", 13)]
)
def test_a_tab_of_two_files_asks_no_more_than_it_may(
    name, most, two, join, coordinator, django_assert_max_num_queries
):
    first, second = two
    join(second, first)
    coordinator.get(reverse(name, args=[first.pk]))
    with django_assert_max_num_queries(most):
        coordinator.get(reverse(name, args=[first.pk]))


# Writing


def test_nothing_new_is_entered_in_a_merged_file(two, users, join, on):
    first, second = two
    join(second, first)
    assert not second.is_writable_by(users.coordinator, on)
    assert first.is_writable_by(users.coordinator, on)

    def note():
        Note.objects.create(person=second, text="x", author=users.worker)

    assert name_of_refusal(note) == "merged_takes_no_rows"
    assert name_of_refusal(established, second) == "merged_takes_no_rows"
    assert name_of_refusal(signed, second) == "merged_takes_no_rows"

    def new_phone():
        Person.objects.filter(pk=second.pk).update(phone="1")

    assert name_of_refusal(new_phone) == "merged_file_is_kept"


def test_a_form_opened_before_the_merge_is_refused_with_what_was_typed(
    two, join, coordinator, today
):
    first, second = two
    join(second, first)
    page = coordinator.post(
        reverse("participants:note_new", args=[second.pk]),
        {"day": "23.11.2026", "hour": "9:30", "kind": "talk", "text": "Długa rozmowa."},
    )
    assert page.status_code == 200
    assert "Tę kartę połączono z inną" in text_of(page)
    assert "Długa rozmowa." in text_of(page)


def test_what_stands_in_the_second_file_is_carried_on_by_who_leads_the_first(
    two, users, join, client_of, centre, on
):
    first, second = two
    row = established(second, is_main=True, by=users.colleague)
    CaseAccess.objects.create(
        person=second,
        user=users.colleague,
        why="reason",
        reason="x",
        starts_on=on,
        given_by=users.coordinator,
    )
    join(second, first)
    address = reverse("participants:eligibility_end", args=[second.pk, row.pk])
    assert client_of(users.worker).get(address).status_code == 200
    assert client_of(users.colleague).get(address).status_code == 404


# Taken back


def test_files_are_taken_apart_with_a_reason_and_everything_is_where_it_was(two, users, join):
    first, second = two
    note = Note.objects.create(person=second, text="x", author=users.worker)
    join(second, first)
    with pytest.raises(Refused, match="dlaczego"):
        unmerge(second, by=users.coordinator, reason=" ")

    unmerge(second, by=users.coordinator, reason="to dwie siostry")

    second.refresh_from_db()
    made = Merge.objects.get()
    assert second.merged_into is None
    assert (made.undone_by, made.undone_reason) == (users.coordinator, "to dwie siostry")
    assert Note.objects.get(pk=note.pk).person == second
    with pytest.raises(Refused, match="nie jest połączona"):
        unmerge(second, by=users.coordinator, reason="x")
    join(second, first)


def test_a_window_on_what_somebody_took_back_meanwhile_says_so(two, users, join, coordinator):
    first, second = two
    join(second, first)
    unmerge(second, by=users.coordinator, reason="pomyłka")
    tell_apart(first, second, by=users.coordinator, reason="siostry")
    apart = ToldApart.objects.get()
    take_back(apart, by=users.coordinator, reason="pomyłka")
    windows = {
        reverse("participants:unmerge", args=[second.pk]): "Ta karta nie jest połączona z inną.",
        reverse("participants:told_apart_undo", args=[apart.pk]): "To już cofnięto.",
    }
    for address, sentence in windows.items():
        assert sentence in text_of(coordinator.get(address, follow=True))
        sent = coordinator.post(address, {"reason": "jeszcze raz"}, follow=True)
        assert sentence in text_of(sent)


def test_files_stay_together_while_a_stay_stands_on_the_others_contract(two, users, join):
    first, second = two
    signed(second, on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    join(second, first)
    stay(first, date(2026, 3, 1), users)
    with pytest.raises(Refused, match="stoi na kontrakcie z drugiej karty"):
        unmerge(second, by=users.coordinator, reason="pomyłka")


def test_the_reason_and_the_decision_are_never_lost(two, users, join):
    first, second = two
    join(second, first)
    with pytest.raises(IntegrityError):
        Merge.objects.all().delete()


# Pages


def test_the_preview_shows_what_conflicts_and_the_form_merges(two, users, coordinator):
    first, second = two
    established(first, is_main=True)
    row = established(second, is_main=True)
    address = reverse("participants:merge", args=[first.pk, second.pk])
    shown = text_of(coordinator.get(address))
    assert "Teraz tych kart nie można połączyć." in shown
    assert "kategoria główna" in shown
    refused = coordinator.post(address, {"stays": first.pk, "reason": WHY})
    assert WHY in text_of(refused)
    assert "kategoria główna" in text_of(refused)

    row.void(by=users.coordinator, reason="zła karta")
    assert "nie można połączyć" not in text_of(coordinator.get(address))
    page = coordinator.post(address, {"stays": second.pk, "reason": WHY}, follow=True)
    first.refresh_from_db()
    assert first.merged_into == second
    assert "jest teraz połączona z tą" in text_of(page)


def test_a_pair_of_the_same_file_is_no_page(two, coordinator):
    first, _ = two
    address = reverse("participants:merge", args=[first.pk, first.pk])
    assert coordinator.get(address).status_code == 404


@pytest.mark.parametrize("act", ["merge", "tell_apart"])
def test_a_window_opened_before_the_merge_leads_to_the_file_that_stays(two, join, coordinator, act):
    first, second = two
    join(second, first)
    address = reverse(f"participants:{act}", args=[first.pk, second.pk])
    response = coordinator.post(address, {"stays": first.pk, "reason": WHY}, follow=True)
    assert "Te karty są już połączone." in text_of(response)
    assert response.request["PATH_INFO"] == reverse("participants:details", args=[first.pk])
    assert not ToldApart.objects.exists()


def test_a_window_of_two_files_of_which_one_went_elsewhere_saves_nothing(
    two, file, join, coordinator
):
    first, second = two
    join(second, file(first_name="Zofia"))
    address = reverse("participants:merge", args=[first.pk, second.pk])
    response = coordinator.post(address, {"stays": first.pk, "reason": WHY}, follow=True)
    assert "Jedną z tych kart połączono już z inną." in text_of(response)
    first.refresh_from_db()
    assert first.merged_into is None


def test_decisions_are_listed_and_taken_back(two, users, join, coordinator, file):
    first, second = two
    join(second, first)
    third = file(first_name="Ewa")
    coordinator.post(
        reverse("participants:tell_apart", args=[first.pk, third.pk]), {"reason": "inna matka"}
    )
    shown = text_of(coordinator.get(reverse("participants:told_apart")))
    assert {"inna matka", WHY} <= {words for words in ("inna matka", WHY) if words in shown}

    apart = ToldApart.objects.get()
    coordinator.post(
        reverse("participants:told_apart_undo", args=[apart.pk]), {"reason": "pomyłka"}
    )
    coordinator.post(reverse("participants:unmerge", args=[second.pk]), {"reason": "pomyłka"})
    second.refresh_from_db()
    assert second.merged_into is None
    assert not ToldApart.objects.filter(undone_at=None).exists()


def test_a_pair_tells_no_number_and_counts_both_files(two):
    pair = pair_of(*two)
    assert set(pair.held[two[0].pk]) >= {"notatki", "kontrakty", "skierowania PUP", "udział w KIS"}


# What waits on the desk


def asked_on_desk(user, on):
    found = shelves(user, on, everybody=True, groups=groups_of(user))
    return {task.what for shelf in found for task in shelf.tasks}


def test_what_the_other_file_answers_waits_no_more(two, users, join, on):
    first, second = two
    signed(first, on=date(2026, 1, 1), ends_on=date(2026, 12, 31), type="A")
    signed(second, on=date(2026, 1, 1), ends_on=on, type="B")
    stay(second, date(2026, 2, 1), users)
    question(second, by=users.worker, asked_on=date(2026, 2, 1), ask_again_on=on)
    question(first, by=users.worker, asked_on=date(2026, 3, 1), ask_again_on=date(2027, 3, 1))
    Note.objects.create(person=first, text="x", author=users.worker, remind_on=None)
    before = asked_on_desk(users.coordinator, on)
    assert {"świadczenia wykluczające", WAITS_TO_BEGIN} <= before

    join(second, first)

    after = asked_on_desk(users.coordinator, on)
    assert not {"świadczenia wykluczające", WAITS_TO_BEGIN} & after
    assert not {"brak kontaktu", "udział bez kontraktu"} & after


def test_a_second_file_that_no_list_names_is_found_by_hand_and_compared(users, client_of):
    one, other = (
        PersonFactory(responsible=users.worker, last_name=name, pesel="", born_on=None)
        for name in ("Gołąb", "Zięba")
    )
    client = client_of(users.coordinator)
    url = reverse("participants:merge_choose", args=[one.pk])
    assert url in client.get(reverse("participants:details", args=[one.pk])).content.decode()

    found = client.post(url, {"find": "zięba"}).content.decode()
    assert reverse("participants:merge", args=[one.pk, other.pk]) in found
    own = client.post(url, {"find": "gołąb"}).content.decode()
    assert "Nie znaleziono innej karty." in own
    assert "Wpisz: kogo szukać." in client.post(url, {"find": ""}).content.decode()


def test_a_merged_file_leads_to_the_one_that_stands_for_its_person(users, client_of):
    one, other = (PersonFactory(responsible=users.worker) for _ in range(2))
    Person.objects.filter(pk=other.pk).update(merged_into=one)
    url = reverse("participants:merge_choose", args=[other.pk])
    assert client_of(users.coordinator).get(url).url == reverse(
        "participants:details", args=[one.pk]
    )
