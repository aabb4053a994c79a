"""Assessments, papers for a court and monitoring on the screen and on paper."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kis.families.models import Assessment, CourtPaper, MonitoringNote
from kis.lib.dates import polish
from tests.families.planned import SIGNED_ON, D, assessed, closed, ended, opinion, signed, steps
from tests.papers import text as text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]


@pytest.fixture
def work(assignment):
    assignment.cooperation.refresh_from_db()
    return assignment.cooperation


@pytest.fixture
def plan(users, work):
    return signed(work, users)


def of_family(name, work, *more):
    return reverse(f"families:{name}", args=[work.family_id, *more])


def of_row(name, row):
    return of_family(name, row.cooperation, row.pk)


def written(plan, **more):
    pk = plan.goals.get().pk
    return {
        "kind": "periodic",
        "on": "1.05.2026",
        "situation": "Dzieci chodzą do szkoły.",
        "family_says": "",
        "conclusion": "Praca przynosi skutek.",
        "what_next": "go_on",
        f"result_{pk}": "partly",
        f"remark_{pk}": "od kwietnia",
        "row_version": "",
    } | more


def test_an_assessment_is_written_handed_over_and_kept(users, work, plan, client_of):
    client = client_of(users.assistant)
    assert client.post(of_family("assessment_new", work), written(plan)).status_code == 302
    row = Assessment.objects.get()
    assert row.plan == plan
    assert row.progress.get().remark == "od kwietnia"
    facts = {"on": polish(timezone.localdate()), "row_version": row.version}
    assert client.post(of_row("assessment_hand_over", row), facts).status_code == 302
    row.refresh_from_db()
    assert row.handed_on == timezone.localdate()
    paper = client_of(users.head).get(of_row("assessment_paper", row))
    words = text_of(paper.content)
    for said in ("Ocena okresowa", "Dzieci chodzą do szkoły", "częściowo", "od kwietnia", row.code):
        assert said in words
    page = client.get(of_row("assessment_edit", row))
    assert page.url == of_row("assessment", row)


def test_a_draft_may_lack_what_the_handing_over_asks_for(users, work, plan, client_of):
    client = client_of(users.assistant)
    lacking = written(plan, conclusion="", what_next="", **{f"result_{plan.goals.get().pk}": ""})
    client.post(of_family("assessment_new", work), lacking)
    row = Assessment.objects.get()
    facts = {"on": polish(timezone.localdate()), "row_version": row.version}
    response = client.post(of_row("assessment_hand_over", row), facts)
    assert "Brakuje: postępu w każdym celu, wniosków, odpowiedzi, co dalej" in response.text
    assert Assessment.objects.get().is_open


def test_a_second_one_leads_to_the_one_that_is_open(users, work, plan, client_of):
    row = assessed(work, users, SIGNED_ON, handed=False)
    response = client_of(users.assistant).get(of_family("assessment_new", work))
    assert response.url == of_row("assessment_edit", row)


def test_an_assessment_before_the_plan_is_told(users, work, plan, client_of):
    data = written(plan, on="19.03.2026")
    response = client_of(users.assistant).post(of_family("assessment_new", work), data)
    assert "nie może być wcześniejsza niż plan" in response.text
    assert "Praca przynosi skutek." in response.text
    assert not Assessment.objects.exists()


def test_progress_changed_by_somebody_else_is_shown_with_both(users, work, plan, client_of):
    row = assessed(work, users, SIGNED_ON, handed=False)
    client = client_of(users.assistant)
    seen = client.get(of_row("assessment_edit", row)).context["form"].seen["progress"]
    told = row.progress.get()
    told.remark = "cudza uwaga"
    told.save()
    data = written(plan, row_version=row.version, **{"on": "20.03.2026", "seen-progress": seen})
    response = client.post(of_row("assessment_edit", row), data)
    assert "cudza uwaga" in response.text
    assert "od kwietnia" in response.text
    assert row.progress.get().remark == "cudza uwaga"


def test_what_changed_since_it_was_seen_is_not_handed_over(users, work, plan, client_of):
    row = assessed(work, users, SIGNED_ON, handed=False)
    row.conclusion = "Inne wnioski."
    row.save()
    facts = {"on": polish(timezone.localdate()), "row_version": row.version}
    response = client_of(users.assistant).post(of_row("assessment_hand_over", row), facts)
    assert "ktoś zmienił tę ocenę" in response.text
    assert Assessment.objects.get().is_open


def test_the_second_person_voids_it_and_the_term_is_as_before(users, work, plan, client_of):
    row = assessed(work, users, D(2026, 5, 31))
    tab = of_family("assessments", work)
    assert "30.11.2026" in client_of(users.assistant).get(tab).text
    client_of(users.worker).post(of_row("assessment_void", row), {"reason": "pomyłka"})
    assert "5.09.2026" in client_of(users.assistant).get(tab).text


def test_an_opinion_for_a_court_is_written_printed_and_sent(users, work, client_of):
    client, today = client_of(users.assistant), polish(timezone.localdate())
    facts = {
        "court_name": "Sąd Rejonowy",
        "court_number": "III Nsm 7/26",
        "requested_on": "4.05.2026",
        "within_days": "14",
        "text": "",
        "number": "",
        "dated": "",
        "row_version": "",
    }
    client.post(of_family("opinion_new", work), facts)
    row = CourtPaper.objects.get()
    assert "sąd czeka do 18.05.2026" in client.get(of_family("assessments", work)).text
    assert "Do wydruku brakuje: treści, daty pisma." in client.get(of_row("court_paper", row)).text
    client.post(of_row("court_print", row), {"row_version": row.version})
    assert CourtPaper.objects.get().is_open
    more = {"text": "Rodzina współpracuje.", "dated": today, "row_version": row.version}
    client.post(of_row("court_edit", row), facts | more)
    row.refresh_from_db()
    client.post(of_row("court_print", row), {"row_version": row.version})
    row.refresh_from_db()
    words = text_of(client.get(of_row("court_document", row)).content)
    for said in ("Sąd Rejonowy", "Sygn. akt III Nsm 7/26", "Rodzina współpracuje.", row.code):
        assert said in words
    client.post(of_row("court_sent", row), {"on": today})
    row.refresh_from_db()
    assert row.sent_on == timezone.localdate()


def test_a_printed_paper_is_voided_by_a_second_person(users, work, client_of):
    row = closed(opinion(work, users), users, D(2026, 5, 10))
    client_of(users.head).post(of_row("court_void", row), {"reason": "pomyłka"})
    assert not CourtPaper.objects.exists()


def test_who_monitors_takes_the_steps_and_ends_it(users, work, client_of):
    steps()
    ended(work, users, D(2026, 8, 31), monitored_by=users.assistant)
    client = client_of(users.assistant)
    facts = {"on": "30.09.2026", "way": "visit", "text": "Rodzina sobie radzi."}
    client.post(of_family("monitoring_new", work, 1), facts)
    assert MonitoringNote.objects.get().months == 1
    again = client.post(of_family("monitoring_new", work, 1), facts | {"text": "jeszcze raz"})
    assert again.status_code == 302
    assert MonitoringNote.objects.count() == 1
    early = client.post(of_family("monitoring_end", work), {"on": "29.09.2026"})
    assert "monitorowanie 30.09.2026" in early.text
    client.post(of_family("monitoring_end", work), {"on": "30.09.2026"})
    work.refresh_from_db()
    assert work.monitoring_ended_on == D(2026, 9, 30)


def test_a_step_whose_day_has_passed_says_so_and_the_next_one_is_the_filled_button(
    users, work, client_of
):
    steps()
    signed(work, users)
    assessed(work, users, D(2026, 8, 31), kind="final")
    ended(work, users, D(2026, 8, 31), monitored_by=users.assistant)
    with time_machine.travel("2026-10-15 12:00+02:00", tick=False):
        page = client_of(users.assistant).get(of_family("assessments", work)).text
    assert page.count("termin minął") == 1
    first = of_family("monitoring_new", work, 1)
    assert f'<a class="btn btn-primary" href="{first}">Wpisz: po 1 mies.</a>' in page


def test_behind_the_final_assessment_none_is_asked_for(users, work, client_of):
    steps()
    address = of_family("assessment_new", work)
    signed(work, users)
    assessed(work, users, D(2026, 8, 31), kind="final")
    tab = of_family("assessments", work)
    assert address in client_of(users.assistant).get(tab).text
    ended(work, users, D(2026, 8, 31), monitored_by=users.assistant)
    assert address not in client_of(users.assistant).get(tab).text


def test_nobody_else_writes_of_a_monitored_family(users, work, client_of):
    steps()
    ended(work, users, D(2026, 8, 31), monitored_by=users.assistant)
    address = of_family("monitoring_new", work, 1)
    assert client_of(users.worker).get(address).status_code == 404
    assert client_of(users.head).get(address).status_code == 403
