"""Which papers prove a category: dated rows of the centre, what law says of their time, refusals."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kis.lib.refusals import Refused, refused_by_database
from participants.models import AcceptedEvidence, Evidence
from participants.reference import load_accepted_evidence, load_categories
from tests.participants.made import category, established, paper

pytestmark = pytest.mark.django_db
LAW = {"source": "ustawa", "valid_from": date(2003, 8, 14)}


@pytest.fixture
def worker(users, client_of, today):
    return client_of(users.worker)


@pytest.fixture
def refugee(person):
    load_accepted_evidence()
    return established(person, category(7))


def send(worker, row, **changed):
    typed = {"kind": "programme", "issued_on": "2.03.2026", "valid_until": "1.03.2027"}
    address = reverse("participants:evidence_new", args=[row.person_id, row.pk])
    return worker.post(address, typed | changed)


def page(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("last", "fits"), [(date(2027, 3, 1), True), (date(2027, 3, 2), False)])
def test_the_database_holds_twelve_months_of_an_integration_programme(last, fits, refugee):
    facts = {"kind": "programme", "issued_on": date(2026, 3, 2), "valid_until": last}
    if fits:
        assert paper(refugee, **facts).good_until == last
        return
    with pytest.raises(Refused, match=r"najwyżej 1\.03\.2027"), refused_by_database():
        paper(refugee, **facts)


def test_one_without_an_end_is_refused_where_law_sets_the_longest_time(refugee):
    with pytest.raises(Refused), refused_by_database():
        paper(refugee, kind="programme", issued_on=date(2026, 3, 2))


def test_law_may_prolong_what_it_limits(refugee):
    facts = {"extended_until": date(2027, 6, 30), "extended_basis": "art. 5 ustawy z 2027 r."}
    kept = paper(
        refugee,
        kind="programme",
        issued_on=date(2026, 3, 2),
        valid_until=date(2027, 3, 1),
        **facts,
    )
    assert kept.good_until == date(2027, 6, 30)


def test_the_rule_of_the_day_of_issue_counts(refugee):
    row = AcceptedEvidence.objects.get(code=7, kind="programme")
    AcceptedEvidence.objects.filter(pk=row.pk).update(valid_to=date(2026, 3, 1))
    AcceptedEvidence.objects.create(
        code=7, kind="programme", longest_months=18, source="x", valid_from=date(2026, 3, 2)
    )
    paper(refugee, kind="programme", issued_on=date(2026, 3, 2), valid_until=date(2027, 9, 1))
    with pytest.raises(Refused, match="12 mies"), refused_by_database():
        paper(refugee, kind="programme", issued_on=date(2026, 3, 1), valid_until=date(2027, 3, 1))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"valid_until": "2.03.2027"},
            "najwyżej 12 mies. od dnia wystawienia: najdalej do 1.03.2027",
        ),
        ({"valid_until": ""}, "Podaj, do kiedy dokument jest ważny: najdalej do 1.03.2027."),
        ({"valid_until": "", "is_indefinite": "on"}, "do 1.03.2027. Wpisz „ważny do”."),
        (
            {"kind": "decision", "issuer": "PESEL UKR"},
            "Ochrona czasowa (PESEL UKR) to nie jest status",
        ),
        (
            {"kind": "statement"},
            "Przy tej kategorii tego dokumentu się nie przyjmuje. Wybierz jeden z podanych.",
        ),
    ],
)
def test_a_refusal_saves_nothing_and_says_what_to_do(changed, sentence, refugee, worker):
    text = page(send(worker, refugee, **changed))

    assert sentence in text
    assert "2.03.2026" in text
    assert not Evidence.objects.exists()


def test_only_the_kinds_of_the_category_are_offered(refugee, worker):
    address = reverse("participants:evidence_new", args=[refugee.person_id, refugee.pk])
    offered = [key for key, _ in worker.get(address).context["form"].fields["kind"].choices]

    assert offered == ["", "certificate", "decision", "programme", "other"]


def test_without_any_row_every_kind_is_offered(person, worker):
    row = established(person, category(8))
    response = send(worker, row, kind="statement")

    assert response.status_code == 302
    assert Evidence.objects.get().kind == "statement"


def test_beside_a_new_category_a_kind_that_it_does_not_accept_is_refused(person, worker):
    load_accepted_evidence()
    typed = {
        "category": category(5).pk,
        "exclusion": "x",
        "established_on": "23.11.2026",
        "dokument-kind": "ruling",
        "dokument-issued_on": "16.11.2026",
        "dokument-is_indefinite": "on",
    }
    text = page(worker.post(reverse("participants:eligibility_new", args=[person.pk]), typed))

    assert "Przy tej kategorii przyjmuje się: zaświadczenie, " in text
    assert "sprawdzono w SEPI" in text


def test_a_paper_that_was_accepted_once_is_still_corrected(refugee, worker):
    kept = paper(refugee, kind="decision", issued_on=date(2026, 3, 2))
    AcceptedEvidence.objects.filter(code=7, kind="decision").delete()
    typed = {"kind": "decision", "issued_on": "2.03.2026", "is_indefinite": "on", "issuer": "UdSC"}
    address = reverse("participants:evidence_edit", args=[refugee.person_id, kept.pk])

    assert worker.post(address, typed | {"row_version": kept.version}).status_code == 302
    kept.refresh_from_db()
    assert kept.issuer == "UdSC"


def test_words_of_temporary_protection_beside_a_new_category_are_answered(person, worker):
    typed = {
        "category": category(7).pk,
        "exclusion": "Ma PESEL UKR, szuka pracy.",
        "established_on": "23.11.2026",
    }
    address = reverse("participants:eligibility_new", args=[person.pk])

    text = page(worker.post(address, typed, follow=True))

    assert "Zapisano kategorię." in text
    assert "Ochrona czasowa (PESEL UKR) to nie jest status uchodźcy." in text


def test_the_tab_tells_the_last_day_and_why(refugee, worker):
    paper(refugee, kind="programme", issued_on=date(2026, 3, 2), valid_until=date(2026, 11, 23))
    address = reverse("participants:eligibility", args=[refugee.person_id])

    text = " ".join(page(worker.get(address)).split())

    assert "Ostatni dzień 23.11.2026" in text
    assert "kategoria kończy się z nim sama" in text


def test_the_head_says_that_the_category_ended_with_its_programme(refugee, worker):
    paper(refugee, kind="programme", issued_on=date(2026, 3, 2), valid_until=date(2026, 11, 22))
    address = reverse("participants:eligibility", args=[refugee.person_id])

    text = " ".join(page(worker.get(address)).split())

    assert "skończyła się z programem 22.11.2026" in text
    assert "Indywidualny program trwał do 22.11.2026" in text


def test_loading_again_adds_nothing_and_keeps_what_the_centre_set():
    first = load_accepted_evidence()
    AcceptedEvidence.objects.filter(code=7, kind="programme").update(longest_months=6)

    assert (first, load_accepted_evidence()) == (AcceptedEvidence.objects.count(), 0)
    assert AcceptedEvidence.objects.filter(code=7, kind="programme", longest_months=6).exists()


def test_one_row_a_day_of_a_kind():
    AcceptedEvidence.objects.create(code=7, kind="programme", **LAW)
    with pytest.raises(IntegrityError, match="accepted_evidence_one_a_day"), transaction.atomic():
        AcceptedEvidence.objects.create(code=7, kind="programme", **LAW)


@pytest.fixture
def content(users, client_of):
    load_categories()
    load_accepted_evidence()
    return client_of(users.content)


def test_the_centre_ends_a_kind_and_follows_it_with_another_row(content):
    row = AcceptedEvidence.objects.get(code=7, kind="programme")
    add = reverse("admin:participants_acceptedevidence_add") + f"?zamiast={row.pk}"
    typed = {"code": 7, "kind": "programme", "longest_months": 18, "source": "nowa ustawa"}

    content.post(add, typed | {"valid_from": "1.01.2027", "valid_to": ""})

    row.refresh_from_db()
    assert row.valid_to == date(2026, 12, 31)
    assert (
        AcceptedEvidence.objects.get(code=7, kind="programme", valid_to=None).longest_months == 18
    )


def test_the_list_is_there_and_an_end_before_the_start_is_a_sentence(content):
    listed = reverse("admin:participants_acceptedevidence_changelist")
    assert "program integracji trwa najwyżej 12" in page(content.get(listed, {"code": 7}))
    row = AcceptedEvidence.objects.get(code=7, kind="programme")
    typed = {"code": 7, "kind": "programme", "longest_months": 12, "source": row.source}
    address = reverse("admin:participants_acceptedevidence_change", args=[row.pk])

    text = page(
        content.post(
            address,
            typed
            | {"valid_from": "14.08.2003", "valid_to": "13.08.2003", "row_version": row.version},
        )
    )

    assert "Wpis nie może przestać obowiązywać przed początkiem." in text
