"""Cells saved one by one, the opened row and the preview of a paste, by their addresses."""

import datetime
import re
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kis.journal.models import AccessEntry
from psu.models import Supervision, WorkDay
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory, WorkKindFactory, WorkPlaceFactory, school_of, work

MAY = datetime.date(2025, 5, 1)
MONDAY, TUESDAY = datetime.date(2025, 5, 5), datetime.date(2025, 5, 6)
EIGHT_TO_ONE = {"starts_at": datetime.time(8), "ends_at": datetime.time(13)}


@pytest.fixture
def place(users):
    return school_of(users.supervisor, MAY)


@pytest.fixture
def referral(users, place):
    person = PersonFactory(last_name="Śliwa", first_name="Piotr", responsible=users.worker)
    return ReferralFactory(person=person, place=place)


def url(place, name="sheet_cells"):
    return reverse(f"psu:{name}", args=[place.pk, MAY])


def field(referral, day):
    return f"h-{referral.pk}-{day.day}"


def cells(*typed, **more):
    """`typed`: (referral, day, text, earlier)."""
    data = dict(more)
    for referral, day, text, earlier in typed:
        data |= {field(referral, day): text, f"earlier-{field(referral, day)}": earlier}
    return data


@pytest.fixture
def send(client_of, users, place):
    """Posts cells as the coordinator, or `by=`; gives the answer's text."""

    def post(*typed, name="sheet_cells", by=users.coordinator, to=place, **more):
        response = client_of(by).post(
            url(to, name), cells(*typed, **more), headers={"HX-Request": "true"}
        )
        assert response.status_code == 200
        return response.content.decode()

    return post


def hours():
    return {(row.referral_id, row.day): row.hours for row in WorkDay.objects.all()}


# one cell


def test_the_answer_brings_the_rows_sums_and_rests_and_the_sums_of_the_days(send, referral):
    other = ReferralFactory(place=referral.place, agreement=referral.agreement)
    work(other, MONDAY, "3")

    answer = send((referral, MONDAY, "4", ""))

    assert hours()[referral.pk, MONDAY] == 4
    assert f'name="{field(referral, MONDAY)}" value="4"' in answer
    assert f'name="earlier-{field(referral, MONDAY)}" value="4"' in answer
    assert '<td class="sum">4</td>' in answer
    assert 'data-weeks="10/10 6/10 10/10 10/10 10/10"' in answer
    assert 'data-month="36/40"' in answer
    assert "zostało 3\xa0993 godz." in answer
    assert '<td class="week-start">7</td>' in answer
    assert "Zapisano o" in answer
    assert field(other, MONDAY) not in answer


def test_a_refused_cell_keeps_its_text_with_the_sentence_and_what_is_stored(send, referral):
    work(referral, MONDAY, "4")

    answer = send((referral, TUESDAY, "7", ""))

    assert hours() == {(referral.pk, MONDAY): 4}
    name = field(referral, TUESDAY)
    assert f'name="{name}" value="7"' in answer
    assert f'aria-describedby="{name}-why"' in answer
    assert (
        "w tygodniu 5–11.05 jest już 4 godz. Limit tygodnia: 10. Można wpisać najwyżej 6" in answer
    )
    assert "data-refused" in answer


def test_a_supervisor_reads_of_the_agreements_rest_neither_in_the_head_nor_in_the_row(
    send, users, referral
):
    answer = send((referral, MONDAY, "4", ""), by=users.supervisor)

    assert hours() == {(referral.pk, MONDAY): 4}
    assert "3\xa0996" not in answer
    assert "3\xa0996" in send((referral, MONDAY, "4", ""))


def test_a_cell_changed_meanwhile_shows_both_values_and_asks(send, users, referral):
    work(referral, MONDAY, "5")
    send((referral, MONDAY, "4", "5"), by=users.supervisor)

    answer = send((referral, MONDAY, "3", "5"))

    assert hours() == {(referral.pk, MONDAY): 4}
    assert "było 5, jest 4 (Z. Nowak). Wpisano 3. Wybierz, co zostaje." in answer
    assert "zostaje zapisane: 4" in answer
    send((referral, MONDAY, "3", "4"))
    assert hours() == {(referral.pk, MONDAY): 3}


def test_a_warning_is_told_and_the_hours_are_saved(send, referral):
    referral.planned_days = {"0": "5"}
    referral.save()

    answer = send((referral, TUESDAY, "4", ""))

    assert "Śliwa Piotr, 6.05.2025: Dzień poza planem. Zapisano." in answer
    assert "data-refused" not in answer


def test_all_rows_of_the_person_come_back_for_the_week_is_one(send, referral):
    referral.ends_on = TUESDAY
    referral.save()
    later = ReferralFactory(
        person=referral.person,
        place=referral.place,
        agreement=referral.agreement,
        starts_on=datetime.date(2025, 5, 7),
        ohs_on=datetime.date(2025, 5, 7),
        payment=False,
    )

    answer = send((referral, MONDAY, "4", ""))

    assert f'data-row="{later.pk}"' in answer
    assert answer.count('data-weeks="10/10 6/10 10/10 10/10 10/10"') == 2


@pytest.mark.parametrize("name", ["sheet_cells", "sheet_preview"])
def test_another_places_supervisor_gets_404_and_nothing_is_saved(
    client_of, users, place, referral, name
):
    other = WorkPlaceFactory()
    data = cells((referral, MONDAY, "4", ""))
    Supervision.objects.filter(place=place).update(place=other)

    assert client_of(users.supervisor).post(url(place, name), data).status_code == 404
    assert hours() == {}


def test_a_row_of_another_place_is_refused_by_ones_own_address(send, users, place):
    elsewhere = ReferralFactory()

    answer = send((elsewhere, MONDAY, "4", ""), by=users.supervisor)

    assert "Tego dnia nie ma na tej karcie." in answer
    assert str(elsewhere.person) not in answer
    assert hours() == {}


@pytest.mark.parametrize("name", ["sheet_cells", "sheet_preview"])
def test_queries_do_not_grow_with_the_people_of_the_sheet(
    client_of, users, place, centre, name, django_assert_max_num_queries
):
    first = ReferralFactory(place=place)
    client = client_of(users.coordinator)

    def queries(day):
        with django_assert_max_num_queries(60) as found:
            client.post(
                url(place, name),
                cells((first, day, "1", "")),
                headers={"HX-Request": "true"},
            )
        return len(found)

    client.get(url(place, "sheet"))
    alone = queries(MONDAY)
    for _ in range(24):
        work(ReferralFactory(place=place, agreement=first.agreement), MONDAY, "5")
    assert queries(TUESDAY) == alone


# the opened row


def opened(
    referral, day, *, note="", kind=None, span="", earlier_note="", earlier_span="", typed="5"
):
    kind = kind or referral.kind
    name = field(referral, day)
    return {
        name: typed,
        f"earlier-{name}": "5",
        f"note-{name}": note,
        f"earlier-note-{name}": earlier_note,
        f"kind-{name}": kind.pk,
        f"earlier-kind-{name}": referral.kind_id,
        f"span-{name}": span,
        f"earlier-span-{name}": earlier_span,
        "wiersz": referral.pk,
    }


@pytest.fixture
def entry(referral):
    return work(referral, MONDAY, "5")


def test_a_row_opens_by_itself_and_in_the_whole_page(client_of, users, place, referral, entry):
    client = client_of(users.coordinator)
    address = f"{url(place, 'sheet')}?wiersz={referral.pk}"

    page = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()

    for text in (page, part):
        for detail in ("span", "kind", "note"):
            assert f'name="{detail}-{field(referral, MONDAY)}"' in text
            assert f'name="earlier-{detail}-{field(referral, MONDAY)}"' in text
    assert "<h1>" not in part
    assert f'name="note-{field(referral, MONDAY)}"' not in (
        client.get(url(place, "sheet")).content.decode()
    )


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_who_opened_a_row_is_noted_once_though_the_person_has_two(
    client_of, users, place, referral, headers
):
    referral.ends_on = MONDAY
    referral.save()
    ReferralFactory(person=referral.person, place=place, starts_on=TUESDAY, payment=False)

    address = url(place, "sheet")
    page = client_of(users.head).get(address, {"wiersz": referral.pk}, headers=headers)

    assert page.content.decode().count("<tbody") == 2
    noted = AccessEntry.objects.filter(person_number=referral.person_id)
    assert list(noted.values_list("user", "act", "kind", "number")) == [
        (users.head.pk, "view", "psu_sheet", place.pk)
    ]


def test_a_row_opened_by_itself_notes_nobody_else_and_its_saving_nothing(
    client_of, users, place, referral, entry
):
    ReferralFactory(place=place, agreement=referral.agreement)
    client = client_of(users.coordinator)
    client.get(url(place, "sheet"), {"wiersz": referral.pk}, headers={"HX-Request": "true"})
    client.post(url(place, "sheet_cells"), opened(referral, MONDAY, typed="4"))
    assert AccessEntry.objects.get().person_number == referral.person_id


def test_who_may_not_write_reads_the_opened_row(client_of, users, place, referral):
    work(referral, MONDAY, "5", note="krótszy dzień", **EIGHT_TO_ONE)

    page = client_of(users.head).get(f"{url(place, 'sheet')}?wiersz={referral.pk}").content.decode()

    words = "od–do: 8.00–13.00 · rodzaj pracy: sprzątanie terenu · uwaga: krótszy dzień"
    assert words in page
    assert 'name="note-' not in page


@pytest.mark.parametrize("number", ["", "abc", "-1", "0", "9" * 30, "²"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_row_that_there_is_not_opens_nothing(
    client_of, users, place, referral, entry, number, headers
):
    response = client_of(users.coordinator).get(
        url(place, "sheet"), {"wiersz": number}, headers=headers
    )

    assert response.status_code == 200
    assert "row-opened" not in response.content.decode()


@pytest.mark.parametrize("name", ["sheet_cells", "sheet_save"])
def test_note_and_kind_are_saved_with_the_form_and_without(
    client_of, users, place, referral, entry, name
):
    green = WorkKindFactory(name="pielęgnacja zieleni")
    referral.agreement.kinds.add(green)

    client_of(users.coordinator).post(
        url(place, name), opened(referral, MONDAY, note="  krótszy\x00 dzień ", kind=green)
    )

    entry.refresh_from_db()
    assert (entry.note, entry.kind, entry.hours) == ("krótszy dzień", green, 5)


@pytest.mark.parametrize("name", ["sheet_cells", "sheet_save"])
def test_from_and_to_are_saved_with_the_form_and_without_and_shown_with_a_dash(
    client_of, users, place, referral, entry, name
):
    client = client_of(users.coordinator)

    client.post(url(place, name), opened(referral, MONDAY, span="8:00-13"))

    entry.refresh_from_db()
    assert (str(entry.span), entry.hours) == ("8.00–13.00", 5)
    page = client.get(f"{url(place, 'sheet')}?wiersz={referral.pk}").content.decode()
    for prefix in ("", "earlier-"):
        assert f'name="{prefix}span-{field(referral, MONDAY)}" value="8.00–13.00"' in page


def test_a_day_of_absence_offers_no_from_and_to(client_of, users, place, referral):
    work(referral, MONDAY, "0", outcome="excused")

    page = client_of(users.coordinator).get(f"{url(place, 'sheet')}?wiersz={referral.pk}")

    assert f'name="note-{field(referral, MONDAY)}"' in page.content.decode()
    assert f'name="span-{field(referral, MONDAY)}"' not in page.content.decode()


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        ("8h-13", "Nie rozumiem „8h-13”. Wpisz od–do: 8.00–13.00 albo 8-13."),
        ("13-8", "„Do” musi być później niż „od”."),
        ("8-12", "Godziny nie mieszczą się w „od–do” tego dnia."),
    ],
)
@pytest.mark.parametrize("name", ["sheet_cells", "sheet_save"])
def test_a_refused_from_and_to_stays_in_its_field_with_the_sentence_in_the_row(
    client_of, users, place, referral, entry, name, span, sentence
):
    page = client_of(users.coordinator).post(url(place, name), opened(referral, MONDAY, span=span))

    assert sentence in page.content.decode()
    assert f'name="span-{field(referral, MONDAY)}" value="{span}"' in page.content.decode()
    entry.refresh_from_db()
    assert entry.span is None


def test_an_absence_typed_beside_an_untouched_from_and_to_is_saved_without_it(
    send, referral, place
):
    entry = work(referral, MONDAY, "5", **EIGHT_TO_ONE)
    shown = "8.00–13.00"

    answer = send(**opened(referral, MONDAY, span=shown, earlier_span=shown, typed="u"))

    entry.refresh_from_db()
    assert (entry.outcome, entry.span) == ("excused", None)
    assert "data-refused" not in answer


def test_a_note_that_nobody_touched_is_neither_written_nor_a_conflict(send, referral, entry):
    WorkDay.objects.filter(pk=entry.pk).update(note="od Zofii")
    entry.refresh_from_db()
    version = entry.version

    answer = send(**opened(referral, MONDAY, note=""))

    entry.refresh_from_db()
    assert (entry.note, entry.version) == ("od Zofii", version)
    assert "Wybierz, co zostaje" not in answer


def test_a_note_changed_meanwhile_asks_and_keeps_what_was_typed(send, referral, entry):
    WorkDay.objects.filter(pk=entry.pk).update(note="od Zofii")

    answer = send(**opened(referral, MONDAY, note="moja"))

    assert "Jest teraz: od Zofii. Wybierz, co zostaje." in answer
    assert f'name="note-{field(referral, MONDAY)}" value="moja"' in answer
    entry.refresh_from_db()
    assert entry.note == "od Zofii"
    send(**opened(referral, MONDAY, note="moja", earlier_note="od Zofii"))
    entry.refresh_from_db()
    assert entry.note == "moja"


def test_a_note_too_long_or_without_an_entry_is_refused_by_a_sentence(send, referral, entry):
    assert "Uwaga może mieć najwyżej 300 znaków, a ma 301." in (
        send(**opened(referral, MONDAY, note="x" * 301))
    )
    assert "Najpierw wpisz godziny albo literę, potem uwagę." in (
        send(**opened(referral, MONDAY, note="uwaga", typed=""))
    )
    entry.refresh_from_db()
    assert (entry.note, entry.hours) == ("", 5)


def test_a_kind_that_the_agreement_does_not_know_is_refused(send, referral, entry):
    strange = WorkKindFactory(name="opieka nad grobami")

    assert "Wybierz rodzaj pracy z listy." in (
        send(**opened(referral, MONDAY, note="", kind=strange))
    )
    entry.refresh_from_db()
    assert entry.kind == referral.kind


# the preview of a paste


def test_a_preview_says_what_would_be_written_overwritten_and_refused_and_saves_nothing(
    send, referral
):
    work(referral, MONDAY, "5")
    answer = send(
        (referral, MONDAY, "4", "5"),
        (referral, TUESDAY, "7", ""),
        (referral, datetime.date(2025, 5, 12), "U", ""),
        name="sheet_preview",
        outside="3",
    )

    assert hours() == {(referral.pk, MONDAY): 5}
    assert "Zostanie wpisanych dni: 2" in answer
    assert "zastąpi 5" in answer
    assert "Nie da się wpisać: 1." in answer
    assert "Poza kartą, pominięte: 3." in answer
    assert "jest już 4 godz. Limit tygodnia: 10. Można wpisać najwyżej 6" in answer
    names = re.search(r'data-names="([^"]*)"', answer)[1]
    assert set(names.split()) == {
        field(referral, on) for on in (MONDAY, TUESDAY, datetime.date(2025, 5, 12))
    }, "a refused one too: it is to be mended in its cell"


def test_a_preview_with_nothing_to_write_offers_nothing(send, referral):
    answer = send((referral, MONDAY, "abc", ""), name="sheet_preview")

    assert "Nie ma czego wpisać." in answer
    assert 'data-kis-month="write"' not in answer


# all by the plan


def by_plan(client, place):
    response = client.post(url(place, "sheet_save"), {"act": "plan"}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("when", ["2025-05-06 12:00"])
def test_the_plan_with_nothing_to_fill_says_so(client_of, users, place, referral, when):
    referral.planned_days = {"0": "5"}
    referral.save()
    work(referral, MONDAY, "2")
    with time_machine.travel(when, tick=False):
        page = by_plan(client_of(users.coordinator), place)

    assert "Nie było czego wpisać: żaden pusty dzień do dziś nie jest zaplanowany." in page
    assert hours() == {(referral.pk, MONDAY): Decimal(2)}


def test_the_plan_names_people_without_one_and_days_that_it_could_not_fill(
    client_of, users, place, referral
):
    referral.planned_days = {"0": "5", "1": "5"}
    referral.save()
    work(referral, datetime.date(2025, 5, 7), "8")
    ReferralFactory(
        person=PersonFactory(last_name="Żak", first_name="Olena", responsible=users.worker),
        place=place,
        agreement=referral.agreement,
    )
    with time_machine.travel("2025-05-06 12:00", tick=False):
        page = by_plan(client_of(users.coordinator), place)

    assert "Bez planu, wpisz ręcznie: Żak Olena." in page
    assert "Według planu nie można wpisać dni: 2." in page
    assert "Nie zapisano zaznaczonych dni" not in page
    assert hours() == {(referral.pk, datetime.date(2025, 5, 7)): 8}


# the page itself


def test_a_full_sheet_of_25_people_is_small_and_asks_little(
    client_of, users, place, centre, django_assert_max_num_queries
):
    first = ReferralFactory(place=place)
    others = [ReferralFactory(place=place, agreement=first.agreement) for _ in range(24)]
    for referral in [first, *others]:
        for day in range(1, 31, 4):
            work(referral, MAY.replace(day=day), "2.5")

    client = client_of(users.coordinator)
    with django_assert_max_num_queries(15):
        page = client.get(url(place, "sheet")).content

    assert page.count(b'<input name="h-') == 25 * 31
    assert len(page) < 110_000
