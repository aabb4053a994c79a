"""An application is admitted, refused, withdrawn or closed for want of contact: none waits for ever."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

import contracts.desk
from contracts.participation import begin_participation
from kis.lib.refusals import Refused, refused_by_database
from participants.admission import application_of, apply_again, decide, void
from participants.file import PersonFile
from participants.forms.details import DetailsForm
from participants.models import Admission, Area, Participation, Person
from participants.register import PeopleGroup, look_up
from participants.registration import register
from tests.contracts import made
from tests.contracts.made import signed
from tests.participants.made import established, paper, question, stay
from tests.refused import name_of_refusal
from tests.told import rows

DAY = timedelta(days=1)
APPLIED = date(2026, 11, 2)


@pytest.fixture
def person(person):
    Area.objects.filter(person=person).update(starts_on=APPLIED)
    return person


@pytest.fixture
def eligible(person, users):
    paper(established(person, by=users.worker))
    question(person)
    Person.objects.filter(pk=person.pk).update(information_given_on=date(2026, 1, 1))
    person.refresh_from_db()
    return person


def closed(person, users, on, what="refused", reason="nie mieszka w gminie"):
    return decide(person, what=what, decided_on=on, reason=reason, by=users.worker)


def waiting(user, on):
    return [each.pk for each in look_up(user, on, group=PeopleGroup.APPLICATIONS)[:10]]


@pytest.mark.parametrize("what", ["refused", "resigned", "no_contact"])
def test_a_closed_application_waits_no_more(person, users, on, what):
    assert waiting(users.worker, on) == [person.pk]
    closed(person, users, on, what)
    assert waiting(users.worker, on) == []
    assert application_of(person).ends_on == on
    assert Person.objects.visible_to(users.worker).filter(pk=person.pk).exists()


def test_who_is_admitted_waits_for_the_contract_and_may_still_resign(eligible, users, on):
    decide(eligible, what="admitted", decided_on=on, reason="", by=users.worker)
    assert waiting(users.worker, on) == [eligible.pk]
    with pytest.raises(Refused, match="już przyjęto"), refused_by_database():
        decide(eligible, what="admitted", decided_on=on, reason="", by=users.worker)
    closed(eligible, users, on, "resigned", "podjęła pracę")
    assert Admission.objects.count() == 2


def test_nobody_is_admitted_who_is_not_eligible_that_day(person, users, on):
    with pytest.raises(Refused, match=r"osoby nie można przyjąć\. Nie ustalono kategorii"):
        decide(person, what="admitted", decided_on=on, reason="", by=users.worker)
    assert not Admission.objects.exists()


@pytest.mark.parametrize(
    ("days", "reason", "sentence"),
    [
        (-1, "x", "decyzja nie może być wcześniejsza"),
        (0, "", "Napisz, dlaczego"),
        (0, "   ", "Napisz, dlaczego"),
    ],
)
def test_what_is_refused(person, users, days, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        closed(person, users, APPLIED + days * DAY, reason=reason)
    assert application_of(person).ends_on is None


def test_who_takes_part_has_no_application_to_decide(eligible, users, on):
    stay(eligible, starts_on=on)
    with pytest.raises(Refused, match="Osoba uczestniczy w KIS od"):
        closed(eligible, users, on)


def test_a_voided_decision_opens_the_application_again(person, users, on):
    decision = closed(person, users, on)
    with pytest.raises(Refused, match="druga osoba"):
        void(decision, by=users.worker, reason="pomyłka")
    void(decision, by=users.colleague, reason="pomyłka")
    assert application_of(person).ends_on is None
    assert waiting(users.worker, on) == [person.pk]


def test_a_new_application_comes_behind_the_closed_one(person, users, on):
    with pytest.raises(Refused, match="już otwarte"):
        apply_again(person, on=on)
    decision = closed(person, users, on)
    with pytest.raises(Refused, match="Nowe można przyjąć od"):
        apply_again(person, on=on)
    apply_again(person, on=on + DAY)
    assert waiting(users.worker, on + DAY) == [person.pk]
    # The earlier decision is voided without a second open application.
    void(decision, by=users.colleague, reason="pomyłka")
    assert Area.objects.filter(person=person, ends_on=None).count() == 1


def test_a_new_application_is_not_offered_on_the_day_of_the_close_and_why_is_said(
    person, users, client_of, on, today
):
    closed(person, users, on)
    client, address = client_of(users.worker), reverse("participants:application", args=[person.pk])
    page = client.get(address).text
    assert "Przyjmij nowe zgłoszenie" not in page
    assert "Nowe można przyjąć od 24.11.2026; jeśli decyzja była pomyłką, unieważnij ją." in page
    Area.objects.filter(person=person).update(ends_on=on - DAY)
    page = client.get(address).text
    assert "Przyjmij nowe zgłoszenie" in page
    assert "Nowe można przyjąć" not in page


def test_participation_opens_a_closed_application(eligible, users, on):
    closed(eligible, users, on - 3 * DAY)
    signed(eligible, on=on - 2 * DAY)
    begin_participation(
        eligible,
        starts_on=on,
        planned_end_on=on + 60 * DAY,
        rules_version="1",
        rules_read_on=on,
        declaration_signed_on=on,
        by=users.worker,
    )
    assert Participation.objects.count() == 1
    assert application_of(eligible).ends_on is None


def test_the_database_keeps_the_decision_and_its_reason(person, users, on):
    closed(person, users, on)
    rows = Admission.objects.all()
    assert name_of_refusal(rows.update, reason="inny") == "row_is_kept"
    assert name_of_refusal(rows.update, what="admitted") == "row_is_kept"
    facts = {"person": person, "area": application_of(person), "decided_on": on}
    row = Admission(what="refused", decided_by=users.worker, **facts)
    assert name_of_refusal(row.save) == "admission_refused_for_a_reason"
    row.reason = "x"
    assert name_of_refusal(row.save) == "admission_closed_once"


# screens


def test_the_page_says_what_is_missing_and_the_form_keeps_what_was_typed(person, users, client_of):
    client = client_of(users.worker)
    page = client.get(reverse("participants:application", args=[person.pk])).text
    assert "Czego brakuje do przyjęcia" in page
    assert "Nie ustalono kategorii uprawniającej." in page
    address = reverse("participants:application_decide", args=[person.pk])
    typed = {"what": "admitted", "decided_on": "d", "reason": "Pisane długo."}
    page = client.post(address, typed).text
    assert "osoby nie można przyjąć" in page
    assert "Pisane długo." in page
    page = client.post(address, typed | {"what": "no_contact"}, follow=True).text
    assert "Zgłoszenie już nie czeka." in page
    assert "Brak kontaktu" in page
    assert "Przyjmij nowe zgłoszenie" not in page
    assert "Nowe można przyjąć od" in page
    again = reverse("participants:application_again", args=[person.pk])
    assert "Nowe można przyjąć od" in client.post(again, follow=True).text


def test_who_is_admitted_already_is_offered_to_close_the_application(
    eligible, users, client_of, on
):
    client, address = (
        client_of(users.worker),
        reverse("participants:application", args=[eligible.pk]),
    )
    assert ">Wpisz decyzję<" in client.get(address).text
    decide(eligible, what="admitted", decided_on=on, reason="", by=users.worker)
    page = client.get(address).text
    assert ">Wpisz decyzję<" not in page
    assert ">Zamknij zgłoszenie<" in page


def test_the_reader_of_another_case_is_not_told_what_the_category_lacks(person, users, client_of):
    page = client_of(users.colleague).get(reverse("participants:application", args=[person.pk]))
    assert page.status_code == 200
    assert "Czego brakuje do przyjęcia" not in page.text
    assert "Wpisz decyzję" not in page.text


# the file


def told(person, user, on):
    """The words on the participation in the head, and the next step."""
    person = Person.objects.get(pk=person.pk)
    file = PersonFile(person, user, on)
    words = next(fact.text for fact in file.facts() if fact.text.startswith("Udział w KIS"))
    step = file.next_step()
    return words.removeprefix("Udział w KIS: "), step and step.label


def test_the_head_leads_from_the_application_by_the_decision_to_a_contract(eligible, users, on):
    worker = users.worker
    assert told(eligible, worker, on) == (
        "zgłoszenie czeka na decyzję",
        "wpisz decyzję o zgłoszeniu",
    )
    decide(eligible, what="admitted", decided_on=on, reason="", by=worker)
    assert told(eligible, worker, on) == ("przyjęte, czeka na kontrakt", "nowy kontrakt")


def test_no_decision_is_asked_for_once_a_contract_is_written(eligible, users, on):
    made.draft(eligible)
    assert told(eligible, users.worker, on)[1] == "dokończ kontrakt"


def test_a_closed_application_names_no_next_step_until_a_new_one_comes(person, users, on):
    closed(person, users, on - DAY)
    day = f"{(on - DAY).day}.{on - DAY:%m.%Y}"
    assert told(person, users.worker, on) == (f"zgłoszenie zamknięte {day} (odmówiono)", None)
    assert told(person, users.colleague, on)[0] == f"zgłoszenie zamknięte {day}"
    apply_again(person, on=on)
    assert told(person, users.worker, on)[1] == "ustal kategorię"


@pytest.mark.parametrize("is_admitted", [True, False])
@pytest.mark.parametrize("is_voided", [True, False])
def test_a_signed_contract_settles_the_application_in_the_head_on_its_page_and_on_the_desk(
    eligible, users, client_of, on, today, is_admitted, is_voided
):
    """Also behind a stay that was voided: what is left is the contract, and the first day."""
    if is_admitted:
        decide(eligible, what="admitted", decided_on=on, reason="", by=users.worker)
    if is_voided:  # begun with a contract of its own
        stay(eligible, starts_on=on).void(by=users.coordinator, reason="nie ta osoba")
    else:
        signed(eligible, on=on, by=users.worker)
    contract = eligible.contracts.get()

    words = ("do rozpoczęcia, kontrakt zawarty", "rozpocznij udział w KIS")
    assert told(eligible, users.worker, on) == words
    page = client_of(users.worker).get(reverse("participants:application", args=[eligible.pk])).text
    assert "decyzji już nie trzeba" in page
    assert "czeka na decyzję" not in page
    (row,) = [row for row in rows(contracts.desk, users.worker, on) if row.group == "zgloszenia"]
    assert (row.what, row.detail) == (
        "kontrakt zawarty, udział nierozpoczęty",
        f"kontrakt A {contract.number}",
    )
    assert row.url == reverse("contracts:begin", args=[eligible.pk])
    (other,) = rows(contracts.desk, users.colleague, on)
    assert other.url == reverse("desk:overview", args=[eligible.pk])


def test_a_contract_that_ended_before_the_first_day_settles_nothing(eligible, users, on):
    signed(eligible, on=on - 60 * DAY, by=users.worker, ends_on=on - DAY)
    assert told(eligible, users.worker, on)[0] == "zgłoszenie czeka na decyzję"


@pytest.mark.parametrize(("role", "is_told"), [("worker", True), ("colleague", False)])
def test_why_an_application_was_closed_is_read_by_those_who_may_know(
    person, users, client_of, on, role, is_told
):
    decision = closed(person, users, on, reason="leczy się w innym mieście")
    address = reverse("participants:application", args=[person.pk])
    client = client_of(getattr(users, role))
    assert ("leczy się" in client.get(address).text) is is_told
    void(decision, by=users.coordinator, reason="w szpitalu krócej")
    assert ("w szpitalu" in client.get(address).text) is is_told


def test_an_application_is_settled_by_the_stay_that_came_of_it(eligible, users, client_of, on):
    stay(eligible, starts_on=on)
    page = client_of(users.worker).get(reverse("participants:application", args=[eligible.pk])).text
    assert "Zgłoszenie rozpatrzone" in page
    assert "Wpisz decyzję" not in page
    assert "Przyjmij nowe zgłoszenie" not in page


def test_each_thing_that_is_missing_for_admission_leads_to_where_it_is_put_right(
    person, users, client_of
):
    page = client_of(users.worker).get(reverse("participants:application", args=[person.pk])).text
    for name in ("eligibility", "benefits_new"):
        assert reverse(f"participants:{name}", args=[person.pk]) in page


def test_an_application_entered_later_is_of_the_day_on_which_it_was_made(users, on):
    late = Person(
        last_name="Późna", first_name="Ewa", responsible=users.worker, reported_on=APPLIED
    )
    register(late, by=users.worker, on=on)
    assert application_of(late).starts_on == APPLIED
    decision = decide(late, what="no_contact", decided_on=APPLIED, reason="x", by=users.worker)
    assert application_of(late).ends_on == decision.decided_on


@pytest.mark.parametrize(
    ("reported", "begins"), [(APPLIED - DAY, APPLIED - DAY), (APPLIED + DAY, APPLIED + DAY)]
)
def test_a_corrected_day_of_the_application_moves_it(person, client_of, users, reported, begins):
    corrected(client_of(users.worker), person, reported_on=f"{reported:%d.%m.%Y}")
    assert application_of(person).starts_on == begins


def test_a_corrected_day_moves_no_application_over_its_decision(eligible, client_of, users, on):
    decide(eligible, what="admitted", decided_on=APPLIED, reason="", by=users.worker)
    corrected(client_of(users.worker), eligible, reported_on=f"{on:%d.%m.%Y}")
    assert application_of(eligible).starts_on == APPLIED


def test_a_corrected_day_moves_no_application_into_an_earlier_one(person, client_of, users, on):
    closed(person, users, on - 2 * DAY)
    again = apply_again(person, on=on)
    corrected(client_of(users.worker), person, reported_on=f"{APPLIED:%d.%m.%Y}")
    assert application_of(person) == again
    assert application_of(person).starts_on == on


def test_other_corrections_move_no_application(person, client_of, users):
    Person.objects.filter(pk=person.pk).update(reported_on=APPLIED - 5 * DAY)
    person.refresh_from_db()
    corrected(client_of(users.worker), person, phone="600 100 201")
    assert application_of(person).starts_on == APPLIED


def corrected(client, person, **changes):
    """Sends the form of the details as it is opened, with these fields changed."""
    person.sex = ""  # else another than in the number, which differs from person to person
    form = DetailsForm(instance=person, user=person.responsible)
    shown = {name: form[name].value() for name in form.fields}
    posted = {
        name: f"{value:%d.%m.%Y}" if hasattr(value, "year") else value
        for name, value in shown.items()
    }
    fields = {
        name: value for name, value in (posted | changes).items() if value not in (None, False)
    }
    response = client.post(reverse("participants:details_edit", args=[person.pk]), fields)
    assert response.status_code == 302, response.content.decode()


def test_a_stay_that_began_before_the_entry_takes_its_application_along(person, users, on):
    late = Area.objects.get(person=person)
    before = APPLIED - DAY
    assert Area.objects.enter(person, Area.Kind.KIS, before) == late
    late.refresh_from_db()
    assert (late.starts_on, late.ends_on) == (before, None)


def test_a_refused_earlier_day_says_where_the_day_of_the_application_is_put_right(person, users):
    with pytest.raises(Refused, match="popraw „Data zgłoszenia” w zakładce „Dane”"):
        closed(person, users, APPLIED - DAY)
