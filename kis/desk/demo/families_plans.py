"""Plans of work of the demonstration in every state, assessments in time, soon and late, monitoring, papers
for a court: made through the acts of the program.
"""

import datetime
from types import SimpleNamespace

import pghistory
from django.utils import timezone

from kis.families import assessments, court_papers, plans
from kis.families.models import (
    Assessment,
    Cooperation,
    CourtPaper,
    MonitoringNote,
    Plan,
    PlanGoal,
)
from kis.families.monitoring import steps
from kis.lib.dates import DAY, add_months

DIFFICULTIES = (
    "Zaległości w czynszu, dzieci opuszczają lekcje, matka sama prowadzi dom. Mocne strony: bliska więź z "
    "dziećmi, pomoc babci, chęć powrotu do pracy."
)
GOALS = [
    (
        "Dzieci regularnie chodzą do szkoły",
        "Frekwencja co najmniej 90% w każdym miesiącu.",
        [
            ("Rano wspólne wyjście z domu, plecaki spakowane wieczorem", "matka", 2),
            ("Spotkanie z wychowawcą raz w miesiącu", "matka z asystentem", 5),
        ],
    ),
    (
        "Dom ma uporządkowany budżet",
        "Czynsz zapłacony na czas przez trzy kolejne miesiące, zaległość w ratach.",
        [
            ("Zeszyt wydatków, przegląd na każdej wizycie", "matka z asystentem", 3),
            ("Wniosek o rozłożenie zaległości na raty", "matka, asystent pomaga napisać", 1),
        ],
    ),
]
NEW_GOAL = (
    "Matka wraca do pracy",
    "Umowa o pracę albo miejsce na kursie.",
    [("Zapis do urzędu pracy i rozmowa z doradcą", "matka", 2)],
)
SITUATION = (
    "Dzieci chodzą do szkoły częściej, zeszyt wydatków jest prowadzony. Zaległość maleje powoli."
)
CONCLUSION = "Praca przynosi skutek. Potrzebny jest dalszy kontakt ze szkołą."
COURT_TEXT = (
    "Rodzina współpracuje z asystentem, spotkania odbywają się co tydzień. Matka wykonuje działania z planu "
    "pracy, dzieci uczęszczają do szkoły. Warunki mieszkaniowe się poprawiły."
)

# Of works at work in the order of their beginning: what became of the plan, and how many months ago the
# last assessment was (0: none), or "draft" for one being written.
WHAT = [
    ("annexed", 4),
    ("signed", 7),
    ("signed", 5.6),
    ("signed", 3),
    ("annex_draft", 2),
    ("annex_printed", 1),
    ("signed", "draft"),
    ("annex_new", 0),
    ("printed", 0),
    ("draft", 0),
]


def plan_families(staff: SimpleNamespace, today: datetime.date) -> None:
    """Of the works that kis.desk.demo.families_entering began and ended."""
    works = Cooperation.objects.filter(starts_on__isnull=False).select_related("family")
    going = list(works.active(today).filter(ended_on=None).order_by("starts_on", "pk"))
    for number, work in enumerate(going[:-1]):  # the youngest has no plan yet
        what, assessed_ago = WHAT[number % len(WHAT)]
        _plan(work, what, today)
        if plans.plan_in_force(work, today) and assessed_ago:
            _assess(work, assessed_ago, today)
        if work.court_report_months:
            _report(work, today)
    court = next((work for work in going if work.court_report_months), None)
    if court:
        _asked_by_court(court, today)
    for work in works.filter(ended_on__isnull=False).order_by("pk"):
        _ended(work, today)


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def _who(work: Cooperation):
    """Its assistant, the last one."""
    return work.assignments.select_related("assistant__user").first().assistant.user


def _draft(work, by, day, change="") -> Plan:
    plan = plans.begin_plan(work, by=by)
    plan.difficulties, plan.change = DIFFICULTIES, change
    plan.made_with = work.family.name.split(",")[0]
    if plans.needs_care_coordinator(plan, day):
        plan.care_agreed_with, plan.care_agreed_on = "Elżbieta Wrona", day
    plan.save()
    plan.refresh_from_db()
    for told in [NEW_GOAL] if plan.ordinal else GOALS:
        _goal(plan, day, *told)
    return plan


def _goal(plan, day, text, effect, actions) -> None:
    rows = [
        {"text": words, "who": who, "deadline": add_months(day, months)}
        for words, who, months in actions
    ]
    plans.write_goal(plan, PlanGoal(plan=plan, text=text, effect=effect), rows)


def _carry(work, plan, until, day) -> None:
    """Agreed by the social worker, printed, signed: as far as `until` says."""
    plan.refresh_from_db()
    if until == "draft":
        return
    worker, assistant = work.family.social_worker, _who(work)
    with pghistory.context(user=worker.pk):
        plans.agree(plan, by=worker, on=day, version=plan.version)
    if until == "agreed":
        return
    with pghistory.context(user=assistant.pk):
        paper = plans.print_for_signature(plan, by=assistant, at=_noon(day))
        if until == "signed":
            facts = {"code": paper.code, "by": assistant, "today": day + DAY, "on": day + DAY}
            plans.sign(plan, names=plan.made_with, **facts)


def _plan(work, what, today) -> None:
    first = what in ("draft", "printed")
    day = today - 3 * DAY if first else work.starts_on + 12 * DAY
    assistant = _who(work)
    with pghistory.context(user=assistant.pk):
        plan = _draft(work, assistant, day)
    _carry(work, plan, what if first else "signed", day)
    if first or what == "signed":
        return
    day = today - (50 if what == "annexed" else 4) * DAY
    with pghistory.context(user=assistant.pk):
        annex = _draft(work, assistant, day, "Matka szuka pracy: dochodzi cel zawodowy.")
    until = {"annexed": "signed", "annex_draft": "agreed", "annex_printed": "printed"}
    _carry(work, annex, until.get(what, "draft"), day)


def _assess(work, ago, today) -> None:
    """The last one so many months ago, one half a year before it where the work is so old."""
    if ago == "draft":
        _written(work, today - DAY, handed=False)
        return
    last = today - round(ago * 30.4) * DAY
    first = plans.plan_in_force(work, today)
    begun = work.plans.signed().first().signed_on
    for day in (add_months(last, -6), last):
        if first and day >= begun:
            _written(work, day)


def _written(work, day, *, handed=True, kind="periodic") -> None:
    assistant, plan = _who(work), plans.plan_in_force(work, day)
    goals = plan.goals.all() if plan else []
    with pghistory.context(user=assistant.pk):
        row = assessments.write(
            Assessment(
                cooperation=work,
                kind=kind,
                on=day,
                situation=SITUATION,
                family_says="Jest łatwiej niż rok temu.",
                conclusion=CONCLUSION if handed else "",
                what_next="end" if kind == "final" else "go_on",
                written_by=assistant,
            ),
            {
                goal.pk: ("reached" if kind == "final" else ("going_on", "partly")[number % 2], "")
                for number, goal in enumerate(goals)
            },
            at=_noon(day),
        )
        if handed:
            facts = {"by": assistant, "at": _noon(day), "version": row.version}
            assessments.hand_over(row, on=day, **facts)


def _report(work, today) -> None:
    """Those that were due before the last month."""
    assistant = _who(work)
    with pghistory.context(user=assistant.pk):
        while True:
            first = court_papers.next_period_from(work)
            last = add_months(first, work.court_report_months) - DAY
            if last > today - 25 * DAY:
                return
            paper = CourtPaper.objects.create(
                cooperation=work,
                kind=CourtPaper.Kind.REPORT,
                court_name=work.court_name,
                court_number=work.court_number,
                period_from=first,
                period_to=last,
                text=COURT_TEXT,
                dated=last + DAY,
                written_by=assistant,
            )
            sent = last + 2 * DAY
            court_papers.close(paper, by=assistant, at=_noon(sent), version=paper.version)
            court_papers.note_sent(paper, on=sent, today=sent)


def _asked_by_court(work, today) -> None:
    with pghistory.context(user=_who(work).pk):
        CourtPaper.objects.create(
            cooperation=work,
            kind=CourtPaper.Kind.OPINION,
            court_name=work.court_name,
            court_number=work.court_number,
            requested_on=today - 5 * DAY,
            within_days=14,
            text="Rodzina korzysta z pomocy asystenta od początku współpracy.",
            written_by=_who(work),
        )


def _ended(work, today) -> None:
    """Planned and assessed for the last time; of steps of monitoring that passed the last one waits."""
    _plan(work, "signed", today)
    _written(work, work.ended_on, kind="final")
    passed = [step for step in steps(work) if step.due <= today]
    with pghistory.context(user=_who(work).pk):
        for step in passed[:-1]:
            MonitoringNote.objects.create(
                cooperation=work,
                months=step.months,
                on=step.due - 2 * DAY,
                way="visit",
                text="Rodzina radzi sobie sama, dzieci chodzą do szkoły, rachunki są opłacone.",
                written_by=work.monitored_by,
                written_at=_noon(step.due - 2 * DAY),
            )
