"""The tab of category and evidence: establishing, papers with scans, voiding, benefits, what is hidden."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kis.documents.models import Document
from kis.journal.models import AccessEntry
from participants.models import BenefitCheck, Eligibility, EligibilityCategory, Evidence
from participants.reference import load_project_definitions
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question, scan, stay

WORDS = "Nie ma za co kupić jedzenia, nie wychodzi z domu."


@pytest.fixture
def worker(users, client_of, today):
    return client_of(users.worker)


@pytest.fixture
def colleague(users, client_of, today):
    return client_of(users.colleague)


@pytest.fixture
def coordinator(users, client_of, today):
    return client_of(users.coordinator)


def address(name, person, *more):
    return reverse(f"participants:{name}", args=[person.pk, *more])


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def photo(name="zdjecie.png", image_format="PNG"):
    kept = io.BytesIO()
    Image.new("RGB", (4, 4)).save(kept, image_format)
    return SimpleUploadedFile(name, kept.getvalue(), "image/png")


class TestEstablish:
    @pytest.fixture
    def typed(self, db):
        return {
            "category": category(5).pk,
            "is_main": "on",
            "exclusion": WORDS,
            "established_on": "23.11.2026",
        }

    PAPER = {
        "dokument-kind": "certificate",
        "dokument-issuer": "PUP w Puławach",
        "dokument-issued_on": "16.11.2026",
        "dokument-valid_until": "16.12.2026",
    }

    def test_a_category_with_its_paper_and_scan(self, typed, person, worker, users):
        sent = typed | self.PAPER | {"dokument-scan_file": photo(), "benefits": "1"}

        response = worker.post(address("eligibility_new", person), sent)

        assert response.url == address("benefits_new", person)
        evidence = Evidence.objects.get(eligibility__person=person)
        assert evidence.eligibility.exclusion == WORDS
        assert (evidence.valid_until, evidence.added_by) == (date(2026, 12, 16), users.worker)
        assert (evidence.scan.name, evidence.scan.content_type) == ("dokument.png", "image/png")

    def test_a_file_that_the_browser_drops_with_another_fault_is_asked_for_again(
        self, typed, person, worker
    ):
        sent = typed | self.PAPER | {"dokument-scan_file": photo(), "category": ""}
        text = page(worker.post(address("eligibility_new", person), sent))
        assert "Plik wybierz jeszcze raz" in text

    def test_the_form_comes_with_the_day_filled_in(self, typed, person, worker):
        text = page(worker.get(address("eligibility_new", person)))

        assert 'value="23.11.2026"' in text

    def test_the_paper_may_come_later(self, typed, person, worker):
        response = worker.post(address("eligibility_new", person), typed)

        assert response.url == address("eligibility", person)
        assert not Evidence.objects.exists()
        assert "Brakuje dokumentu potwierdzającego" in page(worker.get(response.url))

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            (
                {"dokument-valid_until": "15.11.2026"},
                "Dokument nie może być ważny do 15.11.2026, skoro wystawiono go 16.11.2026. "
                "Sprawdź obie daty.",
            ),
            ({"dokument-valid_until": ""}, "Zwykle do 16.12.2026."),
            ({"dokument-kind": ""}, "Wybierz: rodzaj dokumentu."),
            ({"dokument-issued_on": ""}, "Wpisz: wystawiono dnia."),
            ({"dokument-is_indefinite": "on"}, "Wpisano dzień ważności."),
            ({"dokument-issued_on": "24.11.2026"}, "Dnia 24.11.2026 jeszcze nie było."),
            ({"dokument-extended_until": "1.02.2027"}, "Podaj przepis"),
            ({"dokument-extended_basis": "ustawa"}, "Podaj, do kiedy przepis przedłuża ważność."),
            (
                {"dokument-extended_until": "16.12.2026", "dokument-extended_basis": "ustawa"},
                "Przedłużenie musi być późniejsze",
            ),
            ({"established_on": "24.11.2026"}, "Dnia 24.11.2026 jeszcze nie było."),
            ({"established_on": "31.12.2019"}, "Tej kategorii nie było w ustawie 31.12.2019."),
        ],
    )
    def test_a_refusal_saves_nothing_and_loses_nothing(
        self, changed, sentence, typed, person, worker
    ):
        EligibilityCategory.objects.update(usual_validity_months=1)

        text = page(worker.post(address("eligibility_new", person), typed | self.PAPER | changed))

        assert sentence in text
        assert WORDS in text
        assert not Eligibility.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            (
                "zaswiadczenie.PDF",
                b"to nie jest PDF",
                "nie jest plikiem PDF, JPEG ani PNG, mimo nazwy.",
            ),
            (
                "zaswiadczenie.docx",
                b"to nie jest PDF",
                "docx” nie jest plikiem PDF, JPEG ani PNG. Zapisz",
            ),
            ("duzy.pdf", b"%PDF-" + b"0" * 10 * 1024 * 1024, "a może mieć najwyżej 10 MB"),
        ],
    )
    def test_a_scan_is_judged_by_its_content(self, name, content, sentence, typed, person, worker):
        file = SimpleUploadedFile(name, content, "application/pdf")

        text = page(
            worker.post(
                address("eligibility_new", person),
                typed | self.PAPER | {"dokument-scan_file": file},
            )
        )

        assert sentence in text
        assert not Document.objects.exists()

    def test_the_wording_is_that_of_the_day(self, typed, person, worker):
        now = EligibilityCategory.objects.get()
        EligibilityCategory.objects.filter(pk=now.pk).update(valid_from=date(2026, 6, 1))
        before = EligibilityCategory.objects.create(
            code=now.code,
            statutory_wording="dawne brzmienie",
            public_wording="dawna nazwa",
            legal_pointer=now.legal_pointer,
            evidence_asked=now.evidence_asked,
            valid_from=date(2020, 1, 1),
            valid_to=date(2026, 5, 31),
        )

        worker.post(address("eligibility_new", person), typed | {"established_on": "31.05.2026"})

        assert Eligibility.objects.get().category == before

    def test_the_open_category_wants_its_reason(self, typed, person, worker):
        text = page(
            worker.post(address("eligibility_new", person), typed | {"category": category(9).pk})
        )

        assert "Ta kategoria wymaga powodu." in text

    def test_a_second_main_category_is_a_sentence(self, typed, person, worker):
        established(person, category(8))

        text = page(worker.post(address("eligibility_new", person), typed))

        assert "Osoba ma już kategorię główną. Zaznacz tę jako dalszą." in text
        assert Eligibility.objects.count() == 1

    def test_a_second_one_beside_the_main_is_further_by_default(self, person, worker):
        form = worker.get(address("eligibility_new", person)).context["form"]
        assert form["is_main"].value() is True
        established(person, category(8))

        form = worker.get(address("eligibility_new", person)).context["form"]

        assert form["is_main"].value() is False


class TestEvidence:
    @pytest.fixture
    def row(self, person):
        return established(person)

    def test_is_added_later(self, row, person, worker):
        typed = {"kind": "ruling", "issued_on": "2.11.2026", "is_indefinite": "on"}

        worker.post(address("evidence_new", person, row.pk), typed)

        assert Evidence.objects.get().is_indefinite

    def test_is_prolonged_by_law_on_the_same_row(self, row, person, worker):
        kept = paper(row, valid_until=date(2026, 11, 3), scan=scan(row.established_by))
        typed = {
            "kind": kept.kind,
            "issued_on": "12.01.2026",
            "valid_until": "3.11.2026",
            "extended_until": "31.03.2027",
            "extended_basis": "art. 1 ustawy z 2026 r.",
            "row_version": kept.version,
        }

        worker.post(address("evidence_edit", person, kept.pk), typed)

        kept.refresh_from_db()
        assert kept.good_until == date(2027, 3, 31)
        assert kept.scan_id
        assert "Przedłużony z mocy prawa: art. 1 ustawy z 2026 r." in page(
            worker.get(address("eligibility", person))
        )

    def test_a_stale_change_shows_both_values(self, row, person, worker, coordinator):
        kept = paper(row)
        typed = {
            "kind": kept.kind,
            "issued_on": "12.01.2026",
            "is_indefinite": "on",
            "row_version": kept.version,
        }
        coordinator.post(address("evidence_edit", person, kept.pk), typed | {"issuer": "ZUS"})

        text = page(
            worker.post(address("evidence_edit", person, kept.pk), typed | {"issuer": "KRUS"})
        )

        assert "W tym czasie zmieniono: wystawca (Marta Zając" in text
        assert "ZUS" in text
        assert "KRUS" in text

    def test_of_a_voided_category_is_changed_no_more(self, row, person, worker, users):
        kept = paper(row)
        row.void(by=users.coordinator, reason="pomyłka")

        for name, number in (("evidence_edit", kept.pk), ("evidence_new", row.pk)):
            opened = worker.get(address(name, person, number), follow=True)
            assert "Ten wpis unieważniono" in page(opened)
        typed = {"kind": kept.kind, "issued_on": "12.01.2026", "is_indefinite": "on"}
        typed |= {"row_version": kept.version}
        sent = worker.post(address("evidence_edit", person, kept.pk), typed)
        assert "Tę kategorię unieważniono" in page(sent)

    def test_a_row_of_another_person_is_not_found(self, row, person, worker):
        other = PersonFactory(responsible=person.responsible)

        for name in ("evidence_new", "eligibility_end", "eligibility_void"):
            assert worker.get(address(name, other, row.pk)).status_code == 404


class TestScan:
    @pytest.fixture
    def kept(self, person):
        return paper(established(person), scan=scan(person.responsible))

    def test_is_served_to_the_worker_in_charge_and_written_down(self, kept, person, worker, users):
        response = worker.get(address("evidence_scan", person, kept.pk))

        assert response.content == b"%PDF-"
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'inline; filename="dokument.pdf"'
        entry = AccessEntry.objects.get(act="open_scan")
        assert (entry.user, entry.number, entry.person_number) == (
            users.worker,
            kept.pk,
            person.pk,
        )

    def test_is_not_there_for_a_colleague(self, kept, person, colleague):
        assert colleague.get(address("evidence_scan", person, kept.pk)).status_code == 404
        assert not AccessEntry.objects.filter(act="open_scan").exists()

    def test_is_not_reached_through_another_person(self, kept, person, worker):
        other = PersonFactory(responsible=person.responsible)

        assert worker.get(address("evidence_scan", other, kept.pk)).status_code == 404

    def test_is_not_there_when_none_was_added(self, person, worker):
        bare = paper(established(person))

        assert worker.get(address("evidence_scan", person, bare.pk)).status_code == 404


class TestHidden:
    """Category of addiction of another worker's case: on no page that a colleague may open."""

    SECRET = "uzależnieni od alkoholu"

    @pytest.fixture
    def addicted(self, person):
        row = established(person, category(2, public_wording=self.SECRET))
        paper(row, issuer="Poradnia odwykowa")
        return person

    @pytest.mark.parametrize("name", ["eligibility", "details", "notes"])
    def test_a_colleague_reads_that_it_is_restricted(self, name, addicted, colleague):
        text = page(colleague.get(address(name, addicted)))

        assert "Kategoria: kategoria zastrzeżona" in text
        assert self.SECRET not in text
        assert "Poradnia odwykowa" not in text
        assert WORDS not in text

    @pytest.mark.parametrize("reader", ["worker", "coordinator", "head"])
    def test_those_with_the_right_read_it(self, reader, addicted, users, client_of, today):
        text = page(client_of(getattr(users, reader)).get(address("eligibility", addicted)))

        assert self.SECRET in text
        assert "Poradnia odwykowa" in text

    def test_looking_at_it_is_written_down(self, addicted, worker, users):
        worker.get(address("eligibility", addicted))

        entry = AccessEntry.objects.get(act="view_eligibility")
        assert (entry.user, entry.person_number) == (users.worker, addicted.pk)

    def test_the_head_reads_and_is_offered_nothing_to_write(
        self, addicted, users, client_of, today
    ):
        text = page(client_of(users.head).get(address("eligibility", addicted)))

        assert "Dodaj" not in text
        assert "Unieważnij" not in text

    def test_who_entered_it_is_told_that_another_voids_it(self, person, worker, users, client_of):
        row = established(person, by=users.worker)
        paper(row)
        question(person)
        Evidence.objects.update(added_by=users.worker)
        BenefitCheck.objects.update(asked_by=users.worker)
        own = page(worker.get(address("eligibility", person)))
        assert own.count("unieważnia druga osoba") + own.count("Unieważnia to druga osoba") == 3
        assert "Unieważnij wpis" not in own
        of_another = page(client_of(users.coordinator).get(address("eligibility", person)))
        assert "druga osoba" not in of_another
        assert of_another.count("Unieważnij wpis") == 3


class TestEnd:
    def test_ends_with_a_day_and_a_reason(self, person, worker):
        row = established(person)

        worker.post(
            address("eligibility_end", person, row.pk),
            {"last_day": "30.11.2026", "reason": "podjęcie pracy"},
        )

        row.refresh_from_db()
        assert (row.ends_on, row.end_reason) == (date(2026, 11, 30), "podjęcie pracy")

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"last_day": "11.01.2026", "reason": "x"}, "nie może się skończyć przed ustaleniem"),
            ({"last_day": "12.01.2026", "reason": ""}, "Wpisz: dlaczego się skończyła."),
        ],
    )
    def test_what_is_refused(self, typed, sentence, person, worker):
        row = established(person)

        assert sentence in page(worker.post(address("eligibility_end", person, row.pk), typed))

    def test_is_ended_once(self, person, worker):
        row = established(person, ends_on=date(2026, 11, 1), end_reason="podjęcie pracy")

        typed = {"last_day": "30.11.2026", "reason": "inna"}
        text = page(worker.post(address("eligibility_end", person, row.pk), typed))

        assert "skończyła się już 1.11.2026" in text


class TestVoid:
    def rows(self, person):
        row = established(person)
        return {
            "eligibility_void": row,
            "evidence_void": paper(row),
            "benefits_void": question(person),
        }

    @pytest.mark.parametrize("name", ["eligibility_void", "evidence_void", "benefits_void"])
    def test_a_second_person_voids_and_it_stays_to_be_seen(self, name, person, coordinator, users):
        row = self.rows(person)[name]

        response = coordinator.post(
            address(name, person, row.pk), {"reason": "wpisano nie tę osobę"}
        )

        assert response.status_code == 302
        row.refresh_from_db()
        assert row.voided_by == users.coordinator
        text = page(coordinator.get(address("eligibility", person)))
        assert "wpisano nie tę osobę" in text
        assert 'class="voided"' in text

    @pytest.mark.parametrize("name", ["eligibility_void", "evidence_void", "benefits_void"])
    def test_the_author_is_refused(self, name, person, worker):
        row = self.rows(person)[name]

        text = page(worker.post(address(name, person, row.pk), {"reason": "pomyłka"}))

        assert "Wpis unieważnia druga osoba" in text
        row.refresh_from_db()
        assert row.voided_at is None

    @pytest.mark.parametrize("name", ["eligibility_void", "evidence_void", "benefits_void"])
    def test_a_voided_entry_is_not_voided_again(self, name, person, coordinator, users):
        row = self.rows(person)[name]
        row.void(by=users.coordinator, reason="pomyłka")

        opened = coordinator.get(address(name, person, row.pk), follow=True)
        assert "Ten wpis unieważniono" in page(opened)
        sent = coordinator.post(address(name, person, row.pk), {"reason": "jeszcze raz"})
        assert "Ten wpis jest już unieważniony." in page(sent)


class TestBenefits:
    TYPED = {"asked_on": "23.11.2026", "basis": "oświadczenie", "ask_again_on": "23.02.2027"}

    def test_one_line_says_none(self, person, worker, users):
        worker.post(address("benefits_new", person), self.TYPED | {"none": "on"})

        made = BenefitCheck.objects.get()
        assert (made.asked_by, made.answers.count()) == (users.worker, 0)

    def test_each_right_has_its_day(self, person, worker):
        typed = {"since_retirement": "1.12.2026", "since_disability_pension": "1.01.2020"}

        worker.post(address("benefits_new", person), self.TYPED | typed)

        answers = BenefitCheck.objects.get().answers.values_list("benefit", "entitled_from")
        assert set(answers) == {
            ("retirement", date(2026, 12, 1)),
            ("disability_pension", date(2020, 1, 1)),
        }

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({}, "Zaznacz „Nie ma prawa do żadnego”"),
            ({"none": "on", "since_retirement": "1.12.2026"}, "Niżej wpisano prawo"),
            ({"none": "on", "asked_on": "24.11.2026"}, "Dnia 24.11.2026 jeszcze nie było."),
            ({"none": "on", "ask_again_on": "23.11.2026"}, "Ponowne pytanie musi być później"),
            ({"none": "on", "basis": ""}, "Wpisz: na jakiej podstawie."),
            ({"since_retirement": "31.11.2026"}, "Nie ma takiej daty: 31.11.2026."),
        ],
    )
    def test_what_is_refused(self, changed, sentence, person, worker):
        assert sentence in page(worker.post(address("benefits_new", person), self.TYPED | changed))
        assert not BenefitCheck.objects.exists()


class TestAnswerOnScreen:
    def test_all_that_is_missing_stands_in_sentences(self, person, worker):
        text = page(worker.get(address("eligibility", person)))

        assert "Nie może dziś zostać przyjęta" in text
        assert "Nie ustalono kategorii uprawniającej." in text
        assert "Brakuje odpowiedzi o świadczeniach wykluczających." in text

    def test_of_somebody_who_takes_part_nobody_says_that_they_cannot_be_admitted(
        self, person, worker, on
    ):
        stay(person, date(2026, 3, 2))

        text = page(worker.get(address("eligibility", person)))

        assert "przyjęta" not in text
        assert "Uczestniczy, ale nie spełnia dziś warunków udziału" in text
        assert "Nie ustalono kategorii uprawniającej." in text

        paper(established(person))
        question(person)
        assert "Spełnia warunki udziału" in page(worker.get(address("eligibility", person)))

    def test_with_all_of_it_the_answer_is_yes(self, person, worker):
        paper(established(person), valid_until=date(2026, 11, 23))
        question(person)

        text = page(worker.get(address("eligibility", person)))

        assert "Może zostać przyjęta" in text
        assert "Dokument ważny do 23.11.2026." in text


class TestLongTermUnemployed:
    """By the act and by the projects' definition, on the tab and on the form."""

    @pytest.fixture
    def texts(self, person, worker):
        def read():
            names = ("eligibility", "eligibility_new")
            return [" ".join(page(worker.get(address(name, person))).split()) for name in names]

        return read

    def test_both_definitions_are_told_in_months_and_days(self, person, texts):
        load_project_definitions()
        labour = person.labour_periods
        labour.create(starts_on=date(2025, 1, 1), ends_on=date(2025, 8, 31))
        labour.create(starts_on=date(2026, 4, 1))

        for text in texts():
            assert "w ciągu 24 miesięcy przed 23.11.2026: 15 miesięcy 22 dni" in text
            assert "bez przerwy od 1.04.2026, przed 23.11.2026: 7 miesięcy 22 dni" in text
            assert "potrzeba bez przerwy więcej niż 12 mies." in text
            assert text.count("Długotrwale bezrobotna osoba</span>") == 1
            assert text.count("Jeszcze nie</span>") == 1

    def test_who_left_the_register_is_told_so(self, person, texts):
        load_project_definitions()
        person.labour_periods.create(starts_on=date(2025, 1, 1), ends_on=date(2026, 11, 22))

        for text in texts():
            assert "23.11.2026 nie jest w rejestrze PUP" in text

    def test_without_a_definition_the_acts_stands_alone(self, person, texts):
        person.labour_periods.create(starts_on=date(2025, 1, 1))

        for text in texts():
            assert "Definicja ustawy" in text
            assert "Definicja projektów UE" not in text

    def test_of_whom_the_register_knows_nothing_nothing_is_told(self, texts):
        load_project_definitions()

        for text in texts():
            assert "Definicja ustawy" not in text
