"""Monitoring behind the end of the work, and papers for a court: days, terms, what is frozen when."""

import pytest

from kis.families import court_papers, monitoring
from kis.families.models import Cooperation, CourtPaper, MonitoringNote, MonitoringStep
from kis.lib.refusals import Refused
from tests.families.factories import ASSIGNED_ON, AssignmentFactory, cooperation
from tests.families.planned import (
    DAY,
    D,
    closed,
    draft,
    ended,
    noted,
    opinion,
    report,
    signed,
    steps,
)
from tests.families.test_plan_guards import change, refused

pytestmark = pytest.mark.django_db
ENDED_ON = D(2026, 8, 31)


@pytest.fixture
def work(assignment):
    assignment.cooperation.refresh_from_db()
    return assignment.cooperation


@pytest.fixture
def monitored(users, work):
    steps()
    return ended(work, users, ENDED_ON, monitored_by=users.assistant)


@pytest.fixture
def ordered(users, assistant):
    """By a court, which wants a report every three months."""
    row = cooperation(
        users,
        basis="court",
        interview_on=None,
        applied_by=None,
        court_name="Sąd Rejonowy",
        court_number="III Nsm 1/26",
        court_on=D(2026, 3, 1),
        court_report_months=3,
    )
    AssignmentFactory(cooperation=row, assistant=assistant, assigned_by=users.head)
    row.refresh_from_db()
    return row


def test_steps_are_counted_from_the_end_to_the_last_day_of_a_shorter_month(monitored):
    days = [(step.months, step.due) for step in monitoring.steps(monitored)]
    assert days == [(1, D(2026, 9, 30)), (3, D(2026, 11, 30)), (6, D(2027, 2, 28))]


@pytest.mark.parametrize(("until", "is_due"), [(D(2026, 9, 29), False), (D(2026, 9, 30), True)])
def test_the_next_step_is_due_on_its_day(monitored, until, is_due):
    assert (monitored in Cooperation.objects.monitoring_due_by(until)) == is_due


def test_a_note_takes_its_step_and_the_next_one_waits(users, monitored):
    noted(monitored, users, D(2026, 9, 15), months=1)
    row = Cooperation.objects.with_monitoring_due().get(pk=monitored.pk)
    assert (row.next_step, row.monitoring_due) == (3, D(2026, 11, 30))
    refused("monitoring_step_noted_once", noted, monitored, users, D(2026, 9, 16), months=1)
    note = MonitoringNote.objects.get()
    with pytest.raises(Refused, match="druga osoba"):
        note.void(by=users.assistant, reason="pomyłka")
    note.void(by=users.worker, reason="pomyłka")
    assert Cooperation.objects.with_monitoring_due().get(pk=monitored.pk).next_step == 1


def test_with_every_step_taken_the_monitoring_may_be_ended(users, monitored):
    for months in (1, 3, 6):
        assert monitored not in Cooperation.objects.monitoring_done()
        noted(monitored, users, D(2026, 9, 15) + months * DAY, months=months)
    assert monitored in Cooperation.objects.monitoring_done()


def test_the_steps_are_those_of_the_day_of_the_end(users, monitored):
    for step in MonitoringStep.objects.all():
        change(step, valid_to=ENDED_ON)
    MonitoringStep.objects.create(months=12, source="zarządzenie", valid_from=ENDED_ON + DAY)
    assert [step.months for step in monitoring.steps(monitored)] == [1, 3, 6]
    assert Cooperation.objects.with_monitoring_due().get(pk=monitored.pk).next_step == 1


def test_two_steps_of_one_distance_do_not_hold_at_once(db):
    steps(1)
    facts = {"months": 1, "source": "x"}
    refused(
        "monitoring_step_once", MonitoringStep.objects.create, valid_from=D(2026, 1, 1), **facts
    )


@pytest.mark.parametrize(("day", "fits"), [(-1, False), (0, True)])
def test_a_note_is_of_a_day_behind_the_end(users, monitored, day, fits):
    on = ENDED_ON + day * DAY
    if fits:
        assert noted(monitored, users, on).on == on
    else:
        refused("monitoring_out_of_time", noted, monitored, users, on)


def test_a_note_is_not_of_a_day_to_come(users, monitored):
    row = noted(monitored, users, D(2026, 9, 10))
    facts = {"cooperation": monitored, "way": "visit", "text": "x", "written_by": users.assistant}
    late = {"on": D(2026, 9, 11), "written_at": row.written_at}
    refused("monitoring_out_of_time", MonitoringNote.objects.create, **facts, **late)


def test_nobody_is_monitored_before_the_end_or_where_nobody_monitors(users, work):
    refused("monitoring_without_end", noted, work, users, D(2026, 8, 1))
    ended(work, users, ENDED_ON)
    refused("monitoring_without_end", noted, work, users, D(2026, 9, 1))


def test_a_note_is_written_once(users, monitored):
    row = noted(monitored, users, D(2026, 9, 10))
    refused("row_is_kept", change, row, text="inne")
    refused("row_is_kept", row.delete)


def test_monitoring_ends_behind_its_last_note_and_stays_ended(users, monitored):
    noted(monitored, users, D(2026, 9, 10))
    on = {"today": D(2026, 12, 1)}
    with pytest.raises(Refused, match=r"monitorowanie 10\.09\.2026"):
        monitoring.end_monitoring(monitored, on=D(2026, 9, 9), **on)
    with pytest.raises(Refused, match="późniejszy niż dzisiaj"):
        monitoring.end_monitoring(monitored, on=D(2026, 12, 2), **on)
    monitoring.end_monitoring(monitored, on=D(2026, 9, 10), **on)
    refused("monitoring_out_of_time", noted, monitored, users, D(2026, 9, 11))
    assert monitored not in Cooperation.objects.monitoring_due_by(D(2028, 1, 1))
    with pytest.raises(Refused, match="już"):
        monitoring.end_monitoring(monitored, on=D(2026, 9, 11), **on)


def test_the_end_of_the_work_does_not_move_behind_a_note(users, monitored):
    noted(monitored, users, D(2026, 9, 10))
    refused("cooperation_has_monitoring", change, monitored, ended_on=D(2026, 9, 11))


# papers for a court


@pytest.mark.parametrize("days", [0, 366])
def test_an_opinion_has_a_term_that_the_court_gave(users, work, days):
    refused("court_paper_of_its_kind", opinion, work, users, within_days=days)


def test_an_opinion_waits_until_it_is_sent(users, work):
    paper = opinion(work, users, D(2026, 5, 4), within_days=14)
    later = opinion(work, users, D(2026, 5, 1), within_days=30, court_number="III Nsm 2/26")
    awaited = list(CourtPaper.objects.opinions_awaited())
    assert [(row, row.due) for row in awaited] == [
        (paper, D(2026, 5, 18)),
        (later, D(2026, 5, 31)),
    ]
    assert paper.due_on == D(2026, 5, 18)
    closed(paper, users, D(2026, 5, 10))
    assert CourtPaper.objects.opinions_awaited().count() == 2
    court_papers.note_sent(paper, on=D(2026, 5, 11), today=D(2026, 5, 11))
    assert list(CourtPaper.objects.opinions_awaited()) == [later]


def test_a_printed_paper_is_frozen_but_for_its_sending(users, work):
    paper = closed(opinion(work, users), users, D(2026, 5, 10))
    refused("court_paper_is_kept", change, paper, text="inne")
    refused("court_paper_sent_after", change, paper, sent_on=D(2026, 5, 9))
    change(paper, sent_on=D(2026, 5, 10))
    refused("court_paper_is_kept", change, paper, sent_on=D(2026, 5, 11))
    refused("row_is_kept", CourtPaper.objects.filter(pk=paper.pk)._raw_delete, "default")
    with pytest.raises(Refused, match="druga osoba"):
        paper.void(by=users.assistant, reason="pomyłka")
    paper.void(by=users.head, reason="pomyłka")
    assert not CourtPaper.objects.exists()


def test_a_paper_is_dated_behind_the_request(users, work):
    refused("court_paper_dated_after", closed, opinion(work, users), users, D(2026, 5, 3))


def test_a_draft_is_discarded_and_a_printed_one_is_not(users, work):
    court_papers.discard(opinion(work, users))
    paper = closed(opinion(work, users), users, D(2026, 5, 10))
    with pytest.raises(Refused, match="unieważnić"):
        court_papers.discard(paper)


def test_nothing_is_asked_about_days_before_the_work(users, work):
    assert opinion(work, users, ASSIGNED_ON)
    refused("court_paper_of_work", opinion, work, users, ASSIGNED_ON - DAY)


def test_reports_are_written_where_the_court_ordered_them(users, work, ordered):
    refused("court_report_not_ordered", report, work, users, D(2026, 4, 1), D(2026, 4, 30))
    assert report(ordered, users, D(2026, 4, 1), D(2026, 4, 30))


@pytest.mark.parametrize(("until", "is_due"), [(D(2026, 6, 4), False), (D(2026, 6, 5), True)])
def test_the_first_report_is_due_so_many_months_from_the_beginning(ordered, until, is_due):
    on = D(2026, 6, 1)
    assert (ordered in Cooperation.objects.reports_due(on, until)) == is_due


def test_the_next_report_is_counted_from_the_last_day_of_the_one_sent(users, ordered):
    report(ordered, users, ASSIGNED_ON, D(2026, 5, 31))
    due = Cooperation.objects.with_report_due
    assert due(D(2026, 6, 10)).get().report_due == D(2026, 6, 5)
    CourtPaper.objects.get().delete()
    report(ordered, users, ASSIGNED_ON, D(2026, 5, 31), sent_on=D(2026, 6, 3))
    assert due(D(2026, 6, 2)).get().report_due == D(2026, 6, 5)
    assert due(D(2026, 6, 3)).get().report_due == D(2026, 8, 31)
    assert court_papers.next_period_from(ordered) == D(2026, 6, 1)


def test_a_report_of_the_same_days_is_written_once(users, ordered):
    report(ordered, users, ASSIGNED_ON, D(2026, 5, 31))
    refused("court_report_once", report, ordered, users, ASSIGNED_ON, D(2026, 6, 1))


def test_what_waits_is_asked_for_in_one_query_each(users, ordered, django_assert_num_queries):
    on = D(2026, 12, 1)
    rows = [
        Cooperation.objects.reports_due(on, on),
        Cooperation.objects.monitoring_due_by(on),
        Cooperation.objects.without_signed_plan(on),
        CourtPaper.objects.opinions_awaited(),
    ]
    for asked in rows:
        with django_assert_num_queries(1):
            list(asked)


def test_a_work_without_a_signed_plan_is_told_until_it_has_one(users, work):
    on = D(2026, 4, 1)
    assert work in Cooperation.objects.without_signed_plan(on)
    draft(work, users).discard()
    signed(work, users, D(2026, 3, 20))
    assert work not in Cooperation.objects.without_signed_plan(on)
    assert work in Cooperation.objects.without_signed_plan(D(2026, 3, 19))
