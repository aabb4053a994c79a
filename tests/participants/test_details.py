"""The tab of details: what is shown of PESEL, stale saves, times in the register, how the person is paid."""

from datetime import date

import pytest
from django.urls import reverse

from kis.journal.models import AccessEntry
from participants.models import BankAccount, LabourOfficePeriod, Person
from tests.factories import PersonFactory, make_pesel

RIGHT = "81050412359"
ACCOUNT = "61109010140000071219812874"


@pytest.fixture
def person(users):
    return PersonFactory(
        responsible=users.worker, last_name="Kowalczyk", pesel=RIGHT, phone="600 100 200"
    )


@pytest.fixture
def worker(users, client_of, today):
    return client_of(users.worker)


def address(name, person, *more):
    return reverse(f"participants:{name}", args=[person.pk, *more])


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


class TestPesel:
    @pytest.mark.parametrize("name", ["details", "details_edit", "pesel_change"])
    def test_is_masked_in_what_is_sent(self, name, person, worker):
        assert RIGHT not in page(worker.get(address(name, person)))

    def test_is_shown_once_on_demand_and_written_down(self, person, worker, users):
        text = page(worker.post(address("pesel_reveal", person)))

        assert RIGHT in text
        entry = AccessEntry.objects.get(act="reveal_pesel")
        assert (entry.user, entry.person_number) == (users.worker, person.pk)
        assert RIGHT not in page(worker.get(address("details", person)))

    def test_of_another_workers_case_is_shown_to_a_colleague(self, person, users, client_of, today):
        assert RIGHT in page(client_of(users.colleague).post(address("pesel_reveal", person)))

    def test_a_new_number_brings_its_birth_date(self, person, worker):
        new = make_pesel(4321, date(1980, 5, 4))

        worker.post(address("pesel_change", person), {"pesel": new, "row_version": person.version})

        person.refresh_from_db()
        assert (person.pesel, person.born_on) == (new, date(1980, 5, 4))

    def test_a_wrong_check_digit_is_refused_here_too(self, person, worker):
        response = worker.post(
            address("pesel_change", person),
            {"pesel": "81050412356", "row_version": person.version},
        )

        assert "Numer PESEL ma błędną cyfrę kontrolną" in page(response)

    def test_a_stale_number_is_refused_and_neither_is_sent_back_whole(self, person, worker):
        theirs, mine = make_pesel(4321), make_pesel(1234)
        seen = person.version
        Person.objects.filter(pk=person.pk).update(pesel=theirs)

        text = page(
            worker.post(address("pesel_change", person), {"pesel": mine, "row_version": seen})
        )

        assert "W tym czasie zmieniono: nowy numer PESEL" in text
        assert f"…{theirs[-4:]}" in text
        assert theirs not in text
        person.refresh_from_db()
        assert person.pesel == theirs

    def test_somebody_elses_number_is_refused_without_naming_them(self, person, worker):
        other = PersonFactory(last_name="Nowak", responsible=person.responsible)
        typed = {"pesel": other.pesel, "row_version": person.version}

        text = page(worker.post(address("pesel_change", person), typed))

        assert "Osoba z tym numerem PESEL już jest w rejestrze." in text
        assert "Nowak" not in text


class TestEdit:
    def form_of(self, client, person) -> dict:
        """What the page would post back untouched."""
        form = client.get(address("details_edit", person)).context["form"]
        values = {name: form[name].value() for name in form.fields}
        return {
            name: form[name].field.widget.format_value(value) or ""
            if hasattr(form[name].field.widget, "format_value")
            else value
            for name, value in values.items()
            if value not in (None, False)
        }

    def test_saves_what_was_typed(self, person, worker):
        typed = self.form_of(worker, person) | {"phone": "600 300 400", "town": "Końskowola"}

        assert worker.post(address("details_edit", person), typed).status_code == 302

        person.refresh_from_db()
        assert (person.phone, person.town, person.pesel) == ("600 300 400", "Końskowola", RIGHT)

    def test_a_stale_save_is_refused_with_both_values(self, person, worker, users, client_of):
        coordinator = client_of(users.coordinator)
        mine, theirs = (self.form_of(client, person) for client in (worker, coordinator))
        coordinator.post(address("details_edit", person), theirs | {"phone": "511 000 000"})

        text = page(worker.post(address("details_edit", person), mine | {"phone": "722 000 000"}))

        assert "W tym czasie zmieniono: telefon (Marta Zając" in text
        assert "511 000 000" in text
        assert "722 000 000" in text
        person.refresh_from_db()
        assert person.phone == "511 000 000"

    def test_the_choice_settles_it(self, person, worker, users, client_of):
        coordinator = client_of(users.coordinator)
        mine, theirs = (self.form_of(client, person) for client in (worker, coordinator))
        coordinator.post(address("details_edit", person), theirs | {"phone": "511 000 000"})
        refused = worker.post(address("details_edit", person), mine | {"phone": "722 000 000"})
        form = refused.context["form"]

        worker.post(
            address("details_edit", person),
            mine
            | {
                "phone": "722 000 000",
                "keep-phone": "mine",
                form.answers_for_name: form.answers_for,
            },
        )

        person.refresh_from_db()
        assert person.phone == "722 000 000"

    def test_an_age_over_110_is_asked_about_when_it_is_typed_and_not_again(self, person, worker):
        Person.objects.filter(pk=person.pk).update(pesel="")
        typed = self.form_of(worker, person) | {"born_on": "1.01.1911"}

        assert "ma 115 lat. Sprawdź rok" in page(
            worker.post(address("details_edit", person), typed)
        )

        worker.post(address("details_edit", person), typed | {"is_so_old": "on"})
        person.refresh_from_db()
        assert person.born_on == date(1911, 1, 1)
        again = self.form_of(worker, person) | {"phone": "600 100 200"}
        assert worker.post(address("details_edit", person), again).status_code == 302

    def test_a_number_that_no_longer_fits_is_a_sentence(self, person, worker):
        Person.objects.filter(pk=person.pk).update(pesel="81050412356")
        person.refresh_from_db()

        text = page(worker.post(address("details_edit", person), self.form_of(worker, person)))

        assert "Numer PESEL ma błędną cyfrę kontrolną" in text

    def test_the_head_keeps_the_saved_name_while_a_typed_one_is_refused(self, person, worker):
        typed = self.form_of(worker, person) | {"last_name": "Nowak", "first_name": ""}

        assert "<h1>Kowalczyk Łukasz</h1>" in page(
            worker.post(address("details_edit", person), typed)
        )


class TestLabourOffice:
    def test_periods_are_rows_and_are_counted(self, person, worker):
        typed = {"kind": "registered", "starts_on": "21.09.2025"}

        worker.post(address("labour_period_new", person), typed)

        assert person.labour_periods.get().starts_on == date(2025, 9, 21)
        text = page(worker.get(address("details", person)))
        assert "w ciągu 24 miesięcy przed 23.11.2026: 14 miesięcy 2 dni" in text

    def test_an_end_before_the_start_is_a_sentence(self, person, worker):
        typed = {"kind": "registered", "starts_on": "21.09.2025", "ends_on": "20.09.2025"}

        text = page(worker.post(address("labour_period_new", person), typed))

        assert "Okres nie może się skończyć przed początkiem." in text

    def test_a_stale_period_is_refused_with_both_values(self, person, worker):
        row = LabourOfficePeriod.objects.create(person=person, starts_on=date(2025, 9, 21))
        seen = row.version
        LabourOfficePeriod.objects.filter(pk=row.pk).update(starts_on=date(2025, 9, 1))
        typed = {"kind": "registered", "starts_on": "28.09.2025", "row_version": seen}

        text = page(worker.post(address("labour_period_edit", person, row.pk), typed))

        assert "W tym czasie zmieniono: od (" in text
        assert "1.09.2025" in text
        row.refresh_from_db()
        assert row.starts_on == date(2025, 9, 1)

    def test_a_period_of_somebody_else_is_not_found(self, person, worker):
        other = LabourOfficePeriod.objects.create(
            person=PersonFactory(responsible=person.responsible), starts_on=date(2025, 1, 1)
        )

        response = worker.get(address("labour_period_edit", person, other.pk))

        assert response.status_code == 404


class TestPayment:
    def test_a_new_account_ends_the_one_before(self, person, worker):
        BankAccount.objects.create(person=person, starts_on=date(2026, 1, 1))

        typed = {"starts_on": "1.12.2026", "number": "PL61 1090 1014 0000 0712 1981 2874"}
        worker.post(address("account_new", person), typed)

        rows = person.bank_accounts.values_list("number", "starts_on", "ends_on")
        assert list(rows) == [
            ("", date(2026, 1, 1), date(2026, 11, 30)),
            (ACCOUNT, date(2026, 12, 1), None),
        ]

    @pytest.mark.parametrize(
        "number",
        [
            *("61-1090-1014-0000-0712-1981-2874", "61.10901014.0000071219812874"),
            *(f"\ufeff{ACCOUNT}", "61\u202f1090\xa01014 0000 0712 1981 2874"),
        ],
    )
    def test_hyphens_dots_and_unseen_signs_do_not_count(self, number, person, worker):
        worker.post(address("account_new", person), {"starts_on": "1.12.2026", "number": number})

        assert person.bank_accounts.get().number == ACCOUNT

    @pytest.mark.parametrize("number", ["61109010140000071219812875", "123", "abc"])
    def test_a_wrong_number_is_refused(self, number, person, worker):
        typed = {"starts_on": "1.12.2026", "number": number}

        text = page(worker.post(address("account_new", person), typed))

        assert "To nie jest numer polskiego rachunku" in text

    @pytest.mark.parametrize(
        ("number", "ends_on", "saved"),
        [("", None, 1), (ACCOUNT, None, 2), ("", date(2026, 12, 31), 2)],
        ids=["the same", "another", "the same, which was to end"],
    )
    def test_what_holds_already_is_not_entered_again(self, number, ends_on, saved, person, worker):
        BankAccount.objects.create(person=person, starts_on=date(2026, 1, 1), ends_on=ends_on)

        typed = {"starts_on": "1.12.2026", "number": number}
        response = worker.post(address("account_new", person), typed)

        assert person.bank_accounts.count() == saved
        said = "Tak osobie wypłaca się już od 1.01.2026."
        assert (said in response.content.decode()) is (saved == 1)

    @pytest.mark.parametrize(
        ("starts_on", "saved"), [("30.11.2026", 1), ("1.12.2026", 1), ("2.12.2026", 2)]
    )
    def test_nothing_is_put_before_what_already_stands(self, starts_on, saved, person, worker):
        BankAccount.objects.create(person=person, starts_on=date(2026, 12, 1))

        typed = {"starts_on": starts_on, "number": ACCOUNT}
        response = worker.post(address("account_new", person), typed)

        assert person.bank_accounts.count() == saved
        said = "jest już wpisany sposób wypłaty. Wybierz późniejszy dzień."
        assert (said in response.content.decode()) is (saved == 1)


class TestDuplicates:
    """A correction that makes somebody alike another person is asked about, as an entry is."""

    @pytest.fixture
    def other(self, users):
        facts = {"born_on": date(1990, 1, 2), "pesel": "", "responsible": users.worker}
        return PersonFactory(last_name="Zięba", first_name="Jan", **facts)

    @pytest.fixture
    def change(self, other, worker):
        def send(**typed):
            facts = {"last_name": "Zieba", "first_name": "Adam", "born_on": "2.01.1990"}
            facts |= {"row_version": other.version, "citizenship": "polskie"} | typed
            return worker.post(address("details_edit", other), facts)

        return send

    @pytest.fixture
    def namesake(self, users):
        facts = {"born_on": date(1990, 1, 2), "pesel": "", "responsible": users.worker}
        return PersonFactory(last_name="Zięba", first_name="Adam", **facts)

    def test_is_asked_about_and_saved_once_told_apart(self, namesake, other, change):
        text = page(change())
        assert "Taka osoba prawdopodobnie już jest: Zięba Adam, ur. 2.01.1990." in text
        assert text.count('name="distinguished_by"') == 1
        assert "Napisz, po czym poznać" in page(change(other_person="on"))

        told = change(other_person="on", distinguished_by="brat bliźniak")

        assert told.status_code == 302
        other.refresh_from_db()
        assert (other.first_name, other.distinguished_by) == ("Adam", "brat bliźniak")

    def test_who_was_alike_before_is_not_asked_about_again(self, namesake, other, change):
        Person.objects.filter(pk=namesake.pk).update(first_name="Jan")

        assert change(first_name="Jan", second_name="Adam", phone="600 100 200").status_code == 302

    def test_a_document_that_another_person_has_is_asked_about(self, namesake, other, change):
        Person.objects.filter(pk=namesake.pk).update(
            identity_kind="passport", identity_number="AB 12345"
        )

        text = page(change(first_name="Jan", identity_kind="passport", identity_number="ab12345"))

        assert "Taka osoba prawdopodobnie już jest: Zięba Adam" in text
