"""The short entry: saves with a name and the person in charge, reads PESEL, asks about a namesake first."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from participants.models import Area, Note, Person
from tests.factories import PersonFactory, make_pesel

NEW = reverse("participants:new")
WRONG_CHECK = "81050412356"  # the check digit of 8105041235 is 9
RIGHT = "81050412359"


@pytest.fixture
def enter(users, client_of, today):
    """Type a person in as the worker; gives the response."""

    def post(client=None, **typed):
        facts = {"last_name": "Kowalczyk", "first_name": "Łukasz", "responsible": users.worker.pk}
        return (client or client_of(users.worker)).post(NEW, facts | typed)

    return post


def saved() -> Person:
    return Person.objects.get()


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_name_and_person_in_charge_are_enough(enter, users, today):
    response = enter()

    assert response.url == reverse("participants:details", args=[saved().pk])
    assert saved().responsible == users.worker
    assert saved().citizenship == "polskie"


def test_registration_opens_the_area_of_the_club(enter, today):
    enter()

    area = Area.objects.get()
    assert (area.person, area.kind, area.starts_on) == (saved(), Area.Kind.KIS, today)


def test_how_to_recognise_the_person_stays_to_be_done(enter, users, client_of):
    client = client_of(users.worker)

    response = client.get(enter(client).url)

    assert "Podaj, jak rozpoznać osobę: numer PESEL albo dokument." in page(response)


def test_no_documents_with_what_was_found_out_leaves_nothing_to_do(enter, users, client_of):
    client = client_of(users.worker)

    response = client.get(
        enter(client, no_identity="on", no_identity_reason="dokumenty spłonęły").url
    )

    assert "Podaj, jak rozpoznać osobę" not in page(response)
    assert "dokumenty spłonęły" in page(response)


def test_a_name_that_is_too_long_is_told_and_stays_whole(enter, users, client_of):
    """The browser is not told the limit: it would cut what is pasted without a word."""
    text = page(enter(last_name="Ł" * 300))

    assert "Wpisz najwyżej 100 znaków, teraz: 300." in text
    assert "Ł" * 300 in text
    assert "maxlength" not in text.partition("<main")[2]


def test_no_documents_without_a_word_is_refused(enter):
    assert "Napisz, co ustalono o tożsamości osoby." in page(enter(no_identity="on"))


def test_another_document_needs_kind_and_number(enter):
    assert "Podaj i rodzaj, i numer dokumentu." in page(enter(identity_kind="passport"))

    enter(identity_kind="passport", identity_number="XY 123")
    assert saved().identification == "paszport XY 123"


@pytest.mark.parametrize(
    ("typed", "born_on", "sex"),
    [
        (RIGHT, date(1981, 5, 4), "M"),
        ("810504 123-59", date(1981, 5, 4), "M"),
        (make_pesel(1235, date(2004, 2, 29)), date(2004, 2, 29), "M"),
        (make_pesel(1240, date(2004, 2, 29)), date(2004, 2, 29), "K"),
    ],
)
def test_pesel_fills_birth_date_and_sex(typed, born_on, sex, enter):
    enter(pesel=typed)

    assert (saved().born_on, saved().sex) == (born_on, sex)


@pytest.mark.parametrize(
    "typed", ["8105\u200b0412359", "\ufeff81050412359\xa0", "\u202a81050412359\u202c"]
)
def test_unseen_signs_are_no_part_of_a_pesel(typed, enter):
    enter(pesel=typed)

    assert saved().pesel == RIGHT


def test_unseen_signs_are_kept_in_no_name(enter):
    enter(
        last_name="Kowal\u200bczyk\ufeff",
        first_name="\u202aŁukasz\u202c",
        second_name="Jan\xa0 Maria",
    )

    person = saved()
    assert (person.last_name, person.first_name) == ("Kowalczyk", "Łukasz")
    assert person.second_name == "Jan Maria"


def test_a_name_of_unseen_signs_alone_is_missing(enter):
    assert "Wpisz: nazwisko." in page(enter(last_name="\u200b\xa0"))


@pytest.mark.parametrize("kept", [{}, {"keep_pesel": "on", "pesel_kept_reason": "tak jest"}])
@pytest.mark.parametrize("last", ["", "1"])
def test_a_pesel_of_somebody_not_born_yet_is_refused(kept, last, enter):
    """Also one with a wrong check digit that is to be kept."""
    number = make_pesel(1235, date(2026, 11, 24))
    number = number[:10] + str((int(number[10]) + 1) % 10) if last else number

    text = page(enter(pesel=number, **kept))

    assert "wynika data urodzenia 24.11.2026, a tego dnia jeszcze nie było." in text
    assert f'value="{number}"' in text
    assert not Person.objects.exists()


def test_somebody_born_today_is_born(enter):
    enter(pesel=make_pesel(1235, date(2026, 11, 23)))

    assert saved().born_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [{"pesel": make_pesel(1235, date(1915, 11, 23))}, {"born_on": "23.11.1915"}],
    ids=["by the number", "typed"],
)
def test_over_110_years_of_age_are_asked_about_and_saved_once_confirmed(typed, enter):
    text = page(enter(**typed))

    assert "Osoba urodzona 23.11.1915 ma 111 lat. Sprawdź rok w dokumencie" in text
    assert 'name="is_so_old"' in text
    assert not Person.objects.exists()

    still_wrong = page(enter(**typed, is_so_old="on", first_name=""))
    assert "ma 111 lat" not in still_wrong
    assert re.search(r'name="is_so_old"[^>]*checked', still_wrong), "the answer stays"

    enter(**typed, is_so_old="on")
    assert saved().born_on == date(1915, 11, 23)


def test_of_110_years_nobody_is_asked(enter):
    text = enter(born_on="24.11.1915")

    assert text.status_code == 302


def test_a_birth_date_other_than_in_the_number_is_refused(enter):
    text = page(enter(pesel=RIGHT, born_on="4.05.1982"))

    assert (
        "Data urodzenia 4.05.1982 nie zgadza się z numerem PESEL – wynika z niego 4.05.1981. "
        "Popraw jedno z nich." in text
    )
    assert 'value="4.05.1982"' in text


def test_a_sex_other_than_in_the_number_is_refused(enter):
    assert "wynika z niego: mężczyzna" in page(enter(pesel=RIGHT, sex="K"))


def test_a_wrong_check_digit_is_refused_with_what_to_do(enter):
    text = page(enter(pesel=WRONG_CHECK))

    assert "Numer PESEL ma błędną cyfrę kontrolną. Porównaj go z dokumentem." in text
    assert not Person.objects.exists()


def test_a_wrong_check_digit_stays_with_a_reason(enter):
    assert "Napisz, dlaczego ten numer zostaje." in page(enter(pesel=WRONG_CHECK, keep_pesel="on"))

    enter(pesel=WRONG_CHECK, keep_pesel="on", pesel_kept_reason="tak jest w dowodzie")

    assert (saved().pesel, saved().pesel_kept_reason) == (WRONG_CHECK, "tak jest w dowodzie")


def test_a_reason_without_the_tick_does_not_let_the_number_in(enter):
    assert "błędną cyfrę kontrolną" in page(enter(pesel=WRONG_CHECK, pesel_kept_reason="bo tak"))


@pytest.mark.parametrize("typed", ["8105041235", "810504123595", "8105041235x", "ąęćłńóśźżaa"])
def test_what_is_not_eleven_digits_is_refused(typed, enter):
    assert "Numer PESEL ma 11 cyfr." in page(enter(pesel=typed))


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("last_name", "Wpisz: nazwisko."),
        ("first_name", "Wpisz: imię."),
        ("responsible", "Wybierz osobę, która prowadzi sprawę."),
    ],
)
def test_what_is_needed_to_save(missing, said, enter):
    assert said in page(enter(**{missing: ""}))


@pytest.mark.parametrize("field", ["reported_on", "information_given_on"])
def test_what_is_told_to_have_happened_is_not_in_the_future(field, enter, today):
    day = today + timedelta(days=1)
    assert "jeszcze nie było" in page(enter(**{field: f"{day:%d.%m.%Y}"}))
    assert not Person.objects.exists()


def test_a_phone_is_a_number(enter):
    text = page(enter(phone="abc"))
    assert "Numer telefonu ma co najmniej 9 cyfr" in text
    assert 'value="abc"' in text


def test_nothing_typed_is_lost_when_refused(enter):
    text = page(enter(last_name="", phone="600 100 200", note="Prosi o telefon po 16."))

    assert 'value="600 100 200"' in text
    assert "Prosi o telefon po 16." in text


def test_a_date_that_is_none_is_a_sentence(enter):
    assert "Nie ma takiej daty: 31.11.2026." in page(enter(born_on="31.11.2026"))


@pytest.mark.parametrize("typed", ["-5", "d", "-40r", "4.05"])
def test_a_birth_date_is_typed_in_full(typed, enter):
    text = page(enter(born_on=typed))
    assert "To nie jest data urodzenia" in text
    assert f'value="{typed}"' in text
    assert not Person.objects.exists()


@pytest.mark.parametrize(("born_on", "status"), [("23.11.2026", 302), ("24.11.2026", 200)])
def test_nobody_is_born_tomorrow(born_on, status, enter):
    response = enter(born_on=born_on)

    assert response.status_code == status
    assert status == 302 or "Dnia 24.11.2026 jeszcze nie było." in page(response)


def test_the_first_note_is_kept(enter, users):
    enter(note="Przyszła z siostrą.")

    note = Note.objects.get()
    assert (note.text, note.author, note.person) == ("Przyszła z siostrą.", users.worker, saved())


def test_the_next_step_is_the_category(enter):
    response = enter(category="1")

    assert response.url == reverse("participants:eligibility_new", args=[saved().pk])


def test_a_case_entered_for_a_colleague_opens_read_only(enter, users):
    response = enter(category="1", responsible=users.colleague.pk)

    assert response.url == reverse("participants:details", args=[saved().pk])


def test_an_accountant_cannot_lead_a_case(enter, users):
    assert "Wybierz poprawną wartość" in page(enter(responsible=users.accountant.pk))


class TestNamesakes:
    @pytest.fixture
    def known(self, users):
        return PersonFactory(
            last_name="Kowalczyk",
            first_name="Łukasz",
            born_on=date(1981, 5, 4),
            pesel=RIGHT,
            responsible=users.colleague,
        )

    @pytest.mark.parametrize(
        "typed",
        [
            {"born_on": "4.05.1981"},
            {},
            {"last_name": "KOWALCZYK", "first_name": "lukasz"},
            {"last_name": "Nowak", "pesel": RIGHT},
        ],
    )
    def test_are_shown_before_saving(self, typed, known, enter):
        text = page(enter(**typed))

        assert (
            "Taka osoba prawdopodobnie już jest: Kowalczyk Łukasz, ur. 4.05.1981. Otwórz jej kartę "
            "albo zaznacz „To inna osoba” i napisz, po czym to poznać." in text
        )
        assert reverse("participants:details", args=[known.pk]) in text
        assert Person.objects.count() == 1

    @pytest.mark.parametrize(
        "typed",
        [
            *({"born_on": "6.05.1981"}, {"born_on": "4.05.1982"}, {"first_name": "Łucjan"}),
            *({"last_name": "Kowal"}, {"last_name": "Nowak-Kowal"}),
            {"last_name": "Łukasz", "first_name": "Nowak"},
        ],
    )
    def test_others_are_not_asked_about(self, typed, known, enter):
        assert enter(**typed).status_code == 302

    @pytest.mark.parametrize(
        "typed",
        [
            {"last_name": "Łukasz", "first_name": "Kowalczyk", "born_on": "4.05.1981"},
            {"first_name": "Łukasz Jan", "born_on": "4.05.1981"},
            {"first_name": "Jan", "second_name": "Łukasz", "born_on": "4.05.1981"},
            {"last_name": "Kowalczyk-Nowak", "born_on": "4.05.1981"},
            {"born_on": "5.05.1981"},
            {
                "last_name": "Kovalchuk",
                "first_name": "Lukasz",
                "identity_kind": "passport",
                "identity_number": "fe-123 456",
            },
        ],
        ids=["exchanged", "two names", "second name", "doubled", "a day off", "document"],
    )
    def test_somebody_alike_is_shown_before_saving(self, typed, known, enter):
        Person.objects.update(identity_kind="other", identity_number="FE123456")

        text = page(enter(**typed))

        assert "Taka osoba prawdopodobnie już jest: Kowalczyk Łukasz, ur. 4.05.1981." in text
        assert 'name="other_person"' in text
        assert Person.objects.count() == 1

    def test_a_namesake_without_a_known_birth_date_is_asked_about(self, known, enter):
        Person.objects.filter(pk=known.pk).update(born_on=None, pesel="")

        assert "Taka osoba prawdopodobnie już jest" in page(enter(born_on="1.01.1990"))

    def test_a_file_merged_into_another_is_not_asked_about(self, known, enter):
        whole = PersonFactory(last_name="Nowak", responsible=known.responsible)
        Person.objects.filter(pk=known.pk).update(merged_into=whole, pesel="")

        assert enter(born_on="4.05.1981").status_code == 302

    def test_another_person_is_saved_with_how_to_tell(self, known, enter):
        assert "Napisz, po czym poznać" in page(enter(other_person="on"))

        enter(other_person="on", distinguished_by="inny ojciec, mieszka w Końskowoli")

        other = Person.objects.exclude(pk=known.pk).get()
        assert other.distinguished_by == "inny ojciec, mieszka w Końskowoli"

    def test_the_same_number_stays_refused(self, known, enter):
        text = page(enter(pesel=RIGHT, other_person="on", distinguished_by="to ktoś inny"))

        assert "Osoba z tym numerem PESEL już jest w rejestrze." in text
        assert Person.objects.count() == 1

    def test_outside_the_readers_scope_nothing_is_disclosed(self, users, enter):
        known = PersonFactory(
            last_name="Kowalczyk",
            first_name="Łukasz",
            born_on=date(1977, 7, 7),
            pesel="",
            town="Kazimierz",
            responsible=users.colleague,
            area="families",
        )

        text = page(enter())

        assert "w sprawie, do której nie masz dostępu" in text
        assert "7.07.1977" not in text
        assert "Kazimierz" not in text
        assert f"/osoby/{known.pk}/" not in text
