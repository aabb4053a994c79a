"""What people see and do on the pages of contracts and of participation."""

import datetime
import html
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contracts import desk
from contracts.drafting import make_draft
from contracts.head_facts import contract_step
from contracts.models import SocialContract
from contracts.printing import print_for_signature
from contracts.refusing import refuse_signature
from kis.accounts.models import User
from kis.journal.models import AccessEntry
from kis.lib.dates import polish
from participants.models import LabourOfficePeriod, Participation
from tests.contracts import made
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question
from tests.told import rows

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)
NOON = datetime.datetime(2026, 11, 20, 11, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _office(centre):
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def browser(client_of, users):
    return client_of(users.worker)


def address(name, *args):
    return reverse(f"contracts:{name}", args=args)


def of(contract, name="contract"):
    return address(name, contract.person_id, contract.pk)


def text_of(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def filled_buttons(page: str) -> int:
    return page.count("btn btn-primary")


def test_a_new_contract_is_a_draft_of_its_kind_and_opens_its_form(browser, person):
    response = browser.post(address("new", person.pk), {"type": "A"})
    contract = SocialContract.objects.get()
    assert response.url == of(contract, "edit")
    assert (contract.type, contract.state, contract.worker) == ("A", "draft", person.responsible)


@pytest.mark.parametrize(
    ("status", "registered_until", "chosen"),
    [
        ("", None, None),
        ("inactive", None, None),
        ("unemployed", None, "B"),
        ("", TODAY, "B"),
        ("", TODAY - datetime.timedelta(days=1), None),
    ],
)
def test_the_kind_is_proposed_only_where_the_situation_tells(
    browser, person, status, registered_until, chosen
):
    type(person).objects.filter(pk=person.pk).update(labour_status=status)
    if registered_until:
        LabourOfficePeriod.objects.create(
            person=person, starts_on=datetime.date(2026, 1, 5), ends_on=registered_until
        )
    page = text_of(browser.get(address("new", person.pk)))
    proposed = re.findall(r'value="([AB])"[^>]* checked|checked[^>]* value="([AB])"', page)
    assert ["".join(found) for found in proposed] == ([chosen] if chosen else [])
    assert "Wybierz: rodzaj." in text_of(browser.post(address("new", person.pk), {"type": ""}))
    assert not SocialContract.objects.exists()


@pytest.mark.parametrize(("code", "is_proposed"), [(5, True), (4, False)])
def test_the_category_of_long_term_unemployed_tells_it_too(
    browser, person, users, code, is_proposed
):
    established(person, category(code=code), by=users.worker)
    page = text_of(browser.get(address("new", person.pk)))
    assert ("checked" in page) is is_proposed


def test_a_button_pressed_twice_makes_one_draft(browser, client_of, users, person):
    first = browser.post(address("new", person.pk), {"type": "B"}).url
    assert browser.post(address("new", person.pk), {"type": "B"}).url == first
    contract = SocialContract.objects.get()
    assert browser.post(address("new", person.pk), {"type": "A"}).url != first
    contract.causes = "Dwa lata bez pracy."
    contract.save(update_fields=["causes"])
    copied = browser.post(of(contract, "copy")).url
    assert browser.post(of(contract, "copy")).url == copied
    assert SocialContract.objects.count() == 3
    with time_machine.travel(NOON + datetime.timedelta(minutes=1), tick=False):
        later = client_of(users.worker)
        assert later.post(address("new", person.pk), {"type": "B"}).url != first
        assert later.post(of(contract, "copy")).url != copied


def test_from_draft_to_stay_each_page_names_the_next_step_in_one_filled_button(
    browser, person, users
):
    row = established(person, category(), by=users.worker)
    paper(row)
    question(person, by=users.worker)
    contract = whole_draft(person)

    page = text_of(browser.get(of(contract)))
    assert "Wydrukuj do podpisu" in page
    assert filled_buttons(page) == 1
    response = browser.post(of(contract, "print"), {"row_version": contract.version}, follow=True)
    page = text_of(response)
    contract.refresh_from_db()
    code = contract.live_print.code
    assert f"na papierze jest kod {code}" in page
    assert "Zarejestruj podpisanie" in page
    assert filled_buttons(page) == 1

    signing = {"code": code, "signed_on": "d", "code_is_there": "on", "copy_given": "on"}
    signing |= {"signed_0": "on", "signed_1": "on"}
    page = text_of(browser.post(of(contract, "sign"), signing, follow=True))
    assert "Kontrakt B 1/2026 podpisany. Następny krok: rozpocznij udział w KIS." in page
    assert "Rozpocznij udział w KIS" in page
    assert filled_buttons(page) == 1

    beginning = {
        "starts_on": "d",
        "planned_end_on": "31.5.2027",
        "rules_version": "1",
        "rules_read_on": "d",
        "declaration_signed_on": "d",
    }
    page = text_of(browser.post(address("begin", person.pk), beginning, follow=True))
    assert "Udział w KIS rozpoczęty. Następny krok: jeśli PUP skierował" in page
    assert reverse("psu:referral_new", args=[person.pk]) in page
    assert filled_buttons(page) == 1
    assert "Planowany koniec udziału" not in page
    assert Participation.objects.get().starts_on == TODAY


@pytest.mark.parametrize("left_out", ["code_is_there", "signed_0", "signed_1", "copy_given"])
def test_signing_needs_the_code_every_signature_and_the_copy(browser, person, left_out):
    contract = made.printed(person)
    data = {"code": contract.live_print.code, "signed_on": "d", "signed_0": "on", "signed_1": "on"}
    data |= {"code_is_there": "on", "copy_given": "on"}
    del data[left_out]
    response = browser.post(of(contract, "sign"), data)
    assert response.status_code == 200
    contract.refresh_from_db()
    assert contract.state == "printed"


def test_a_page_opened_on_an_older_print_does_not_sign_the_new_one(browser, person, users):
    contract = made.printed(person)
    old = contract.live_print.code
    contract.back_to_draft(at=timezone.now(), by=users.worker)
    made.lock(contract)
    data = {"code": old, "signed_on": "d", "code_is_there": "on", "copy_given": "on"}
    data |= {"signed_0": "on", "signed_1": "on"}
    page = text_of(browser.post(of(contract, "sign"), data))
    assert f"Wydruk z kodem {old} nie jest już ważny" in page
    assert f"Na papierze jest kod {old}" in page


def test_a_scan_is_kept_with_the_signature(browser, person):
    contract = made.printed(person)
    data = {"code": contract.live_print.code, "signed_on": "d", "code_is_there": "on"}
    data |= {"copy_given": "on", "signed_0": "on", "signed_1": "on"}
    wrong = SimpleUploadedFile("skan.pdf", b"to nie jest pdf")
    page = text_of(browser.post(of(contract, "sign"), data | {"scan_file": wrong}))
    assert "nie jest plikiem PDF" in page
    kept = print_of(whole_draft(PersonFactory(responsible=person.responsible)))
    right = SimpleUploadedFile("Kowalczyk.pdf", kept.document.content)
    browser.post(of(contract, "sign"), data | {"scan_file": right})
    contract.refresh_from_db()
    assert contract.scan.name == "kontrakt-skan.pdf"
    assert browser.get(of(contract, "scan")).content == kept.document.content


def print_of(contract):
    return print_for_signature(contract, by=contract.worker, at=NOON)


def test_the_kept_bytes_are_served_and_the_journal_says_so(browser, person):
    paper_kept = print_of(whole_draft(person))
    contract = paper_kept.contract
    response = browser.get(address("paper", person.pk, contract.pk, paper_kept.pk))
    assert response.content == paper_kept.document.content
    assert response["Content-Type"] == "application/pdf"
    assert "Kowalczyk" not in response["Content-Disposition"]
    entry = AccessEntry.objects.get(act="download_contract")
    assert (entry.number, entry.person_number) == (paper_kept.pk, person.pk)


def test_only_a_draft_has_a_preview_of_others_the_kept_paper_is_served(browser, users):
    def another():
        return PersonFactory(responsible=users.worker)

    assert browser.get(of(whole_draft(another()), "preview")).status_code == 200
    waiting, signed = made.printed(another()), made.signed(another())
    for contract, kept in ((waiting, waiting.live_print), (signed, signed.signed_print)):
        paper_kept = address("paper", contract.person_id, contract.pk, kept.pk)
        assert browser.get(of(contract, "preview")).url == paper_kept
    typed_in = made.from_paper(another())
    page = text_of(browser.get(of(typed_in, "preview"), follow=True))
    assert "nie ma jeszcze jego skanu" in page
    typed_in.keep_scan(signed.signed_print.document)
    assert browser.get(of(typed_in, "preview")).url == of(typed_in, "scan")


def test_a_print_is_served_under_its_own_contract_only(browser, person, users):
    paper_kept = made.printed(person).live_print
    other = made.printed(PersonFactory(responsible=users.worker))
    url = address("paper", other.person_id, other.pk, paper_kept.pk)
    assert browser.get(url).status_code == 404


def test_going_back_is_asked_with_the_code_and_then_voids_the_print(browser, person):
    contract = made.printed(person)
    code = contract.live_print.code
    page = text_of(browser.get(of(contract, "back_to_draft")))
    assert f"Wydruk z kodem {code} przestanie być ważny; zabierz oba egzemplarze." in page
    browser.post(of(contract, "back_to_draft"), {"row_version": contract.version})
    contract.refresh_from_db()
    assert contract.is_draft
    assert contract.live_print is None


def test_a_refusal_is_noted_and_the_same_print_may_still_be_signed(browser, person):
    contract = made.printed(person)
    data = {
        "on": "d",
        "who": "Łukasz Kowalczyk",
        "reason": "Za dużo spotkań.",
        "witness": "Jan Kos",
    }
    page = text_of(browser.post(of(contract, "refuse"), data, follow=True))
    assert "Odmowa podpisania" in page
    assert "Za dużo spotkań." in page
    assert "Następny krok: „Wróć do edycji”" in page
    back = of(contract, "back_to_draft")
    assert f'<a class="btn btn-primary" href="{back}">Wróć do edycji' in page
    assert f'href="{of(contract, "sign")}">Zarejestruj podpisanie</a>' in page
    assert filled_buttons(page) == 1
    contract.refresh_from_db()
    contract.sign(on=TODAY, by=contract.worker, code=contract.live_print.code, today=TODAY)


def test_after_a_refusal_the_next_step_is_the_wording_or_the_draft_begun_since(person, users):
    contract = made.printed(person)
    refuse_signature(
        contract, on=TODAY, today=TODAY, who="Łukasz", reason="Za dużo.", by=users.worker
    )
    step = contract_step(person, TODAY, users.worker)
    assert step.url == of(contract, "back_to_draft")
    newer = made.draft(person, type="B")
    step = contract_step(type(person).objects.get(pk=person.pk), TODAY, users.worker)
    assert step.url == of(newer, "edit")


def test_a_contract_is_ended_with_a_day_and_a_reason(browser, person):
    contract = made.signed(person)
    page = text_of(browser.post(of(contract, "end"), {"on": "+1", "reason": "agreed"}))
    assert "nie może być późniejszy niż dzisiaj" in page
    page = text_of(browser.post(of(contract, "end"), {"on": "d", "reason": "agreed"}, follow=True))
    assert "Zakończony: porozumienie stron" in page


def test_the_reason_of_ending_is_chosen_and_not_given(browser, person):
    contract = made.signed(person)
    page = text_of(browser.get(of(contract, "end")))
    assert '<option value="" selected>wybierz</option>' in page
    browser.post(of(contract, "end"), {"on": "d", "reason": ""})
    contract.refresh_from_db()
    assert contract.state == "signed"


def test_ending_under_a_stay_tells_of_the_gap_first_and_of_the_new_contract_after(browser, person):
    contract = made.signed(person)
    stay_of(person)
    assert "Od 21.11.2026 udział w KIS zostanie bez kontraktu" in text_of(
        browser.get(of(contract, "end"))
    )
    data = {"on": "d", "reason": "agreed"}
    page = text_of(browser.post(of(contract, "end"), data))
    assert "Od 21.11.2026 trwającego udziału w KIS nie obejmie żaden kontrakt." in page
    assert "zrób nowy kontrakt" in page
    other_day = text_of(browser.post(of(contract, "end"), data | {"gap_from_20261201": "on"}))
    assert "nie obejmie żaden kontrakt" in other_day
    contract.refresh_from_db()
    assert contract.state == "signed"

    page = text_of(
        browser.post(of(contract, "end"), data | {"gap_from_20261121": "on"}, follow=True)
    )
    assert "Od 21.11.2026 udziału w KIS nie obejmuje żaden kontrakt." in page
    assert f'href="{address("new", person.pk)}">Nowy kontrakt</a>' in page
    assert filled_buttons(page) == 1
    contract.refresh_from_db()
    assert contract.state == "ended"


def test_on_the_last_day_of_a_contract_under_a_stay_the_head_asks_for_a_new_one(
    browser, person, users
):
    paper(established(person, category(), by=users.worker))
    question(person, by=users.worker)
    contract = made.signed(person, ends_on=TODAY + datetime.timedelta(days=1))
    stay_of(person)
    step = f'href="{address("new", person.pk)}">Następny krok: nowy kontrakt</a>'
    assert step not in text_of(browser.get(address("person", person.pk)))
    contract.end(on=TODAY, reason="agreed", by=users.worker, today=TODAY)
    assert step in text_of(browser.get(address("person", person.pk)))
    assert step in text_of(browser.get(of(contract)))


def test_ending_leaves_no_gap_where_another_contract_binds_or_the_stay_is_over(browser, person):
    contract, other = made.signed(person), made.signed(person, type="B")
    stay = stay_of(person)
    assert "bez kontraktu" not in text_of(browser.get(of(contract, "end")))
    type(other).objects.filter(pk=other.pk).update(
        state="ended", ended_on=TODAY, end_reason="agreed", ended_by=other.worker
    )
    assert "zostanie bez kontraktu" in text_of(browser.get(of(contract, "end")))
    Participation.objects.filter(pk=stay.pk).update(
        ends_on=TODAY,
        outcome="finished",
        contract_carried_out="yes",
        what_next="unknown",
        ended_by=other.worker,
    )
    assert "zostanie bez kontraktu" not in text_of(browser.get(of(contract, "end")))


def test_the_entry_is_voided_by_a_second_person_and_stays_to_be_seen(
    browser, client_of, users, person
):
    contract = made.signed(person)
    page = text_of(browser.post(of(contract, "void"), {"reason": "pomyłka"}))
    assert "Wpis unieważnia druga osoba" in page
    assert of(contract, "void") not in text_of(browser.get(of(contract)))
    coordinator = client_of(users.coordinator)
    assert of(contract, "void") in text_of(coordinator.get(of(contract)))
    page = text_of(coordinator.post(of(contract, "void"), {"reason": "nie ta osoba"}, follow=True))
    assert "Wpis unieważniony" in page
    assert "nie ta osoba" in page
    assert "Wpis unieważniony" in text_of(browser.get(address("person", person.pk)))


def test_a_contract_from_paper_is_typed_in_with_its_parties(browser, person, users):
    data = {
        "type": "B",
        "number": "13/2025",
        "signed_on": "10.1.2026",
        "ends_on": "31.12.2026",
        "worker": users.worker.pk,
        "parties": "Lis, Ewa",
        "goals": "Praca\nSpłata długu",
    }
    bad = text_of(browser.post(address("from_paper", person.pk), data | {"ends_on": "1.1.2026"}))
    assert "nie może się skończyć przed dniem zawarcia" in bad
    page = text_of(browser.post(address("from_paper", person.pk), data, follow=True))
    assert "Wpisany z papieru" in page
    assert "Lis Ewa" in page
    contract = SocialContract.objects.get()
    assert contract.goals.count() == 2
    again = text_of(browser.post(address("from_paper", person.pk), data))
    assert "już jest" in again or "ma już podpisany" in again


def corrected(contract, **typed):
    return {
        "void_reason": "Przepisano zły dzień.",
        "type": contract.type,
        "number": contract.number,
        "signed_on": "12.1.2026",
        "ends_on": "31.12.2026",
        "worker": contract.worker_id,
        **typed,
    }


@pytest.fixture
def paper_contract(person):
    """Typed in by the worker, with a stay that began under it."""
    signed_on, ends_on = datetime.date(2026, 1, 12), datetime.date(2026, 12, 31)
    contract = made.from_paper(person, on=signed_on, ends_on=ends_on)
    Participation.objects.create(
        person=person,
        starts_on=contract.signed_on,
        planned_end_on=contract.ends_on,
        rules_version="1",
        rules_read_on=contract.signed_on,
        declaration_signed_on=contract.signed_on,
        begun_by=person.responsible,
    )
    return contract


def test_a_wrong_paper_contract_under_a_stay_is_voided_and_entered_anew_in_one_act(
    client_of, users, paper_contract
):
    coordinator = client_of(users.coordinator)
    page = text_of(coordinator.get(of(paper_contract, "correct")))
    assert f'value="{paper_contract.number}"' in page
    assert "Aktualne umiejętności biurowe" in page

    typed = corrected(paper_contract, signed_on=polish(paper_contract.signed_on))
    page = text_of(coordinator.post(of(paper_contract, "correct"), typed, follow=True))

    assert "W jego miejsce wpisano ten" in page
    paper_contract.refresh_from_db(from_queryset=SocialContract.with_voided)
    right = SocialContract.objects.get()
    assert (paper_contract.void_reason, right.number) == ("Przepisano zły dzień.", "13/2025")
    assert right.covers(paper_contract.signed_on)


def test_a_correction_that_leaves_the_stay_bare_is_refused_whole(client_of, users, paper_contract):
    later = paper_contract.signed_on + datetime.timedelta(days=1)
    typed = corrected(paper_contract, signed_on=polish(later))
    page = text_of(client_of(users.coordinator).post(of(paper_contract, "correct"), typed))

    assert "Pierwszy dzień udziału musi być objęty" in page
    assert "Przepisano zły dzień." in page
    assert SocialContract.objects.get() == paper_contract


def test_whoever_typed_a_contract_in_does_not_correct_it_alone(browser, paper_contract):
    page = text_of(browser.post(of(paper_contract, "correct"), corrected(paper_contract)))

    assert "Wpis unieważnia druga osoba" in page
    assert SocialContract.objects.get() == paper_contract


def test_only_a_contract_from_paper_is_corrected_so(client_of, users, person):
    contract = made.signed(person)
    assert client_of(users.coordinator).get(of(contract, "correct")).status_code == 404


def test_a_copy_opens_as_a_new_draft(browser, person):
    contract = made.signed(person, causes="Przyczyny sprzed roku")
    response = browser.post(of(contract, "copy"), follow=True)
    assert "Przyczyny sprzed roku" in text_of(response)
    assert SocialContract.objects.count() == 2


def test_a_draft_is_discarded_after_a_question(browser, person):
    contract = whole_draft(person)
    assert "Usunąć szkic?" in text_of(browser.get(of(contract, "discard")))
    browser.post(of(contract, "discard"))
    assert not SocialContract.with_voided.exists()


def test_another_worker_sees_number_days_and_state_but_no_word_of_the_text(
    client_of, users, person
):
    contract = made.signed(person, causes="tajemnica", own_words="sekret")
    colleague = client_of(users.colleague)
    page = text_of(colleague.get(of(contract)))
    assert contract.number in page
    assert "20.11.2026" in page
    assert "Treść kontraktu jest w tej sprawie zastrzeżona" in page
    for secret in ("tajemnica", "sekret", "Aktualne umiejętności", "Lis Ewa", "Wydruk"):
        assert secret not in page
    assert not AccessEntry.objects.filter(act="view_contract").exists()


@pytest.mark.parametrize("role", ["coordinator", "head"])
def test_coordinator_and_head_read_the_text_and_write_nothing(client_of, users, person, role):
    contract = made.printed(person, causes="powody")
    reader = client_of(getattr(users, role))
    page = text_of(reader.get(of(contract)))
    assert "powody" in page
    assert "Zarejestruj podpisanie" not in page
    assert reader.get(of(contract, "sign")).status_code == 403


def test_the_tab_says_what_is_missing_today(browser, person):
    page = text_of(browser.get(address("participation", person.pk)))
    assert "20.11.2026 nie obowiązuje żaden podpisany kontrakt" in page
    assert "Nie ustalono kategorii uprawniającej." in page


def test_a_colleague_learns_no_reason_of_eligibility(client_of, users, person):
    page = text_of(client_of(users.colleague).get(address("participation", person.pk)))
    assert "zastrzeżone" in page
    assert "Nie ustalono kategorii" not in page


def test_beginning_on_a_bare_day_says_what_is_missing_on_that_day(browser, person, users):
    row = established(person, category(), by=users.worker)
    paper(row)
    question(person, by=users.worker)
    made.ended(person, last_day=TODAY)
    data = {
        "starts_on": "1.12.2026",
        "planned_end_on": "31.12.2026",
        "rules_version": "1",
        "rules_read_on": "d",
        "declaration_signed_on": "d",
    }
    page = text_of(browser.post(address("begin", person.pk), data))
    assert (
        "1.12.2026 nie obowiązuje żaden podpisany kontrakt (ostatni skończył się 20.11.2026)"
        in page
    )
    assert not Participation.objects.exists()


@pytest.mark.parametrize(("planned_end", "is_warned"), [("31.5.2027", False), ("1.6.2027", True)])
def test_a_planned_end_after_the_contract_is_saved_with_a_warning(
    browser, person, users, planned_end, is_warned
):
    paper(established(person, category(), by=users.worker))
    question(person, by=users.worker)
    contract = made.signed(person)
    data = {
        "starts_on": "d",
        "planned_end_on": planned_end,
        "rules_version": "1",
        "rules_read_on": "d",
        "declaration_signed_on": "d",
    }
    page = text_of(browser.post(address("begin", person.pk), data, follow=True))
    assert Participation.objects.count() == 1
    warning = f"jest po ostatnim dniu kontraktu {contract.number} (31.05.2027). Zapisano go; przed"
    assert (warning in page) is is_warned


def stay_of(person, starts_on=TODAY):
    return Participation.objects.create(
        person=person,
        starts_on=starts_on,
        planned_end_on=datetime.date(2027, 5, 31),
        rules_version="1",
        rules_read_on=starts_on,
        declaration_signed_on=starts_on,
        begun_by=person.responsible,
    )


def test_a_gap_stands_on_the_tab_in_the_head_in_the_register_and_on_the_desk(
    client_of, person, users
):
    made.ended(person, last_day=TODAY)
    stay_of(person)
    with time_machine.travel(NOON + datetime.timedelta(days=3), tick=False):
        browser = client_of(users.worker)
        page = text_of(browser.get(address("participation", person.pk)))
        assert "Bez kontraktu 21.11.2026 – 23.11.2026" in page
        assert "Udział bez kontraktu od 21.11.2026" in page
        (row,) = rows(desk.tasks, users.worker, timezone.localdate(), frozenset({person.pk}))
        assert (row.what, row.who, row.when) == ("udział bez kontraktu", str(person), "od 2 dni")
        assert row.url == address("new", person.pk)


def test_a_second_stay_is_not_begun_while_one_runs(browser, person):
    made.signed(person)
    stay_of(person)
    page = text_of(browser.get(address("begin", person.pk), follow=True))
    assert "Udział w KIS trwa już od" in page
    assert "Może uczestniczyć" not in page
    assert person.participations.count() == 1


def test_a_stay_is_ended_with_its_outcome(browser, person):
    made.signed(person)
    stay = stay_of(person)
    url = address("end_stay", person.pk, stay.pk)
    data = {"ends_on": "d", "outcome": "interrupted", "contract_carried_out": "no"}
    data |= {"what_next": "unknown"}
    assert "Podaj powód przerwania." in text_of(browser.post(url, data))
    page = text_of(browser.post(url, data | {"leaving_reason": "moved"}, follow=True))
    assert "przerwany: wyjazd lub zmiana gminy" in page


def told(user, own=frozenset(), on=TODAY):
    return [(row.who, row.what, row.is_mine) for row in rows(desk.tasks, user, on, own)]


def test_a_contract_given_out_waits_for_its_signature_in_own_cases_and_in_others(users, person):
    contract = made.printed(person)
    other = made.printed(PersonFactory(responsible=users.colleague), by=users.colleague)
    assert sorted(told(users.worker, frozenset({person.pk}))) == sorted(
        [
            (str(person), f"kontrakt A {contract.number} do podpisu", True),
            (str(other.person), f"kontrakt A {other.number} do podpisu", False),
        ]
    )
    assert told(users.accountant) == []


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_contract_is_told_thirty_days_before_its_end(users, person, days, is_told):
    last = TODAY + datetime.timedelta(days=days)
    contract = made.signed(person, on=TODAY - datetime.timedelta(days=90), ends_on=last)
    ending = [what for _, what, _ in told(users.worker) if what.startswith("kontrakt")]
    assert ending == [f"kontrakt A {contract.number}"] * is_told


def test_a_contract_with_the_next_one_behind_it_is_not_told(users, person):
    last = TODAY + datetime.timedelta(days=10)
    made.signed(person, on=TODAY - datetime.timedelta(days=90), ends_on=last)
    made.signed(person, type="B", on=TODAY, ends_on=last + datetime.timedelta(days=90))
    assert not [what for _, what, _ in told(users.worker) if what.startswith("kontrakt")]


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (14, True), (15, False)])
def test_a_review_is_told_two_weeks_before(users, person, days, is_told):
    contract = made.draft(person)
    contract.planned_reviews.update(on=TODAY + datetime.timedelta(days=days))
    made.lock(contract, printed_on=TODAY - datetime.timedelta(days=5))
    signed_on = TODAY - datetime.timedelta(days=4)
    contract.sign(on=signed_on, by=users.worker, code=contract.live_print.code, today=signed_on)
    assert [what for _, what, _ in told(users.worker) if "ocena" in what] == [
        f"ocena kontraktu A {contract.number}"
    ] * is_told


STATES = {
    "obowiazuje": {"signed", "soon"},
    "konczy-sie": {"soon"},
    "szkic": {"draft"},
    "do-podpisu": {"printed"},
    "zakonczony": {"ended"},
    "uniewazniony": {"voided"},
    "": {"signed", "soon", "draft", "printed", "ended"},
    "zmyslony": {"signed", "soon", "draft", "printed", "ended"},
}


@pytest.mark.parametrize("state", STATES)
def test_the_register_filters_by_state(browser, users, state):
    def person():
        return PersonFactory(responsible=users.worker)

    earlier = datetime.date(2026, 1, 5)
    made.signed(person(), number="signed")
    made.signed(person(), number="soon", ends_on=TODAY + datetime.timedelta(days=30))
    made.draft(person(), number="draft")
    made.printed(person(), number="printed")
    made.ended(person(), number="ended", on=earlier, last_day=datetime.date(2026, 2, 1))
    made.signed(person(), number="voided").void(by=users.coordinator, reason="x")
    page = text_of(browser.get(address("register"), {"stan": state}))
    shown = {
        number
        for number in ("signed", "soon", "draft", "printed", "ended", "voided")
        if f">{number}</a>" in page
    }
    assert shown == STATES[state]


def test_people_outside_the_scope_are_not_in_the_register(browser, users, person):
    made.signed(person, number="nasz")
    made.signed(PersonFactory(responsible=users.worker, area="families"), number="obcy")
    page = text_of(browser.get(address("register")))
    assert ">nasz</a>" in page
    assert "obcy" not in page


def many(users, count):
    for _ in range(count):
        made.signed(PersonFactory(responsible=users.worker))


@pytest.mark.parametrize("count", [5, 50])
def test_the_register_asks_the_same_few_queries(
    browser, users, count, django_assert_max_num_queries
):
    many(users, count)
    with django_assert_max_num_queries(12):
        browser.get(address("register"))


@pytest.mark.parametrize("count", [1, 12])
def test_the_tabs_and_the_page_ask_the_same_few_queries(
    browser, person, count, django_assert_max_num_queries
):
    first = datetime.date(2020, 1, 1)
    for number in range(count):
        on = first + datetime.timedelta(days=40 * number)
        contract = made.signed(person, on=on, ends_on=on + datetime.timedelta(days=30))
    with django_assert_max_num_queries(14):
        browser.get(address("person", person.pk))
    with django_assert_max_num_queries(14):
        browser.get(address("participation", person.pk))
    with django_assert_max_num_queries(20):
        browser.get(of(contract))


@pytest.mark.parametrize("count", [1, 12])
def test_the_form_of_a_draft_reads_each_kind_of_row_once(
    browser, person, users, count, django_assert_max_num_queries
):
    goals = [(f"Cel {number}", [("person", "Zrobi coś.", None)]) for number in range(count)]
    draft = make_draft(person, by=users.worker, type="B", goals=goals)
    with django_assert_max_num_queries(21) as asked:
        browser.get(of(draft, "edit"))
    for kind in ("party", "goal", "action", "plannedreview"):
        assert sum(f'FROM "contracts_{kind}"' in query["sql"] for query in asked) == 1


def test_the_worker_and_the_phone_stand_in_a_new_draft(browser, person, users):
    User.objects.filter(pk=users.worker.pk).update(phone="81 458 00 77")
    browser.post(address("new", person.pk), {"type": "B"})
    assert SocialContract.objects.get().worker_phone == "81 458 00 77"
