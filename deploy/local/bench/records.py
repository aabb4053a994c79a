"""Records of the demonstration that the addresses of pages are of; what it lacks is made, once a database."""

import datetime
from functools import cached_property

from django.db.models import Count
from django.utils import timezone

from contracts.annexes import extend
from contracts.drafting import make_draft
from contracts.exports import SignedContracts
from contracts.models import Annex, LibraryGoal, SocialContract
from deploy.local.bench import questions
from deploy.local.bench.office import Office, somebody
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.activities.models import Activity, Meeting
from kis.documents.models import Export
from kis.documents.ordering import order_papers
from kis.families.models import (
    Assessment,
    Assignment,
    Assistant,
    Cooperation,
    Family,
    FamilyMember,
    Plan,
)
from kis.imports import staging
from kis.imports.kinds.people import People
from kis.imports.models import ImportFile
from kis.inspection.long_lists import LongList
from kis.lib.dates import add_months
from kis.programmes.models import (
    Choice,
    Edition,
    EditionNumber,
    Enrolment as ProgrammeEnrolment,
    Kind as EditionKind,
    Provider,
    Service,
)
from participants.models import Person
from psu.models import (
    Accident,
    Agreement,
    CloseOrder,
    EligibleList,
    NeedsPlan,
    PayList,
    PersonMonth,
    Referral,
    StatusNews,
    WorkEvent,
    WorkPlace,
)
from psu.months.ordered_close import order_close


class Records:
    """Each is looked for when a page asks for it."""

    def __init__(self, office: Office):
        self.worker = office.worker
        self.person = somebody(office)
        self.today = timezone.localdate()

    @cached_property
    def other_person(self) -> Person:
        files = Person.objects.visible_to(User.objects.get(username="koordynatorka"))
        return files.filter(merged_into=None).exclude(pk=self.person.pk).latest("pk")

    # a person's file

    @cached_property
    def signed(self) -> SocialContract:
        return self.person.contracts.filter(state=SocialContract.State.SIGNED).latest("pk")

    @cached_property
    def export(self) -> Export:
        """Not made yet: nobody works at the orders of a bench."""
        kind, on = SignedContracts(), self.today
        wanted = kind.wanted(self.signed.signed_on.year, self.worker, on)
        return order_papers(kind, "Kontrakty z roku", wanted, by=self.worker, at=timezone.now())

    @cached_property
    def prepared_file(self) -> Export:
        """Not made yet, as above."""
        coordinator = User.objects.get(username="koordynatorka")
        wanted = LongList().wanted("/osoby/tabela/?plik=csv", "Osoby", {})
        return order_papers(LongList(), "Osoby", [wanted], by=coordinator, at=timezone.now())

    @cached_property
    def new_list(self) -> ImportFile:
        """Its columns are to be named."""
        return self._list("Nowa")

    @cached_property
    def checked_list(self) -> ImportFile:
        """Fifty people, each with a fault: the longest page."""
        file = self._list("Sprawdzona")
        if file.state == ImportFile.State.NEW:
            staging.name_columns(file, file.columns, headings=1, by=file.created_by)
            staging.check_file(file, on=self.today)
        return file

    def _list(self, name: str) -> ImportFile:
        rows = "".join(f"{name}{number};Ewa;123\n" for number in range(50))
        return ImportFile.objects.filter(name=f"{name}.csv").first() or staging.receive(
            f"Nazwisko;Imię;PESEL\n{rows}".encode(),
            name=f"{name}.csv",
            kind=People,
            expected=50,
            by=User.objects.with_role(Role.COORDINATOR).earliest("pk"),
        )

    @cached_property
    def from_paper(self) -> SocialContract:
        own = SocialContract.objects.filter(person__responsible=self.worker)
        return own.filter(origin=SocialContract.Origin.PAPER).earliest("pk")

    @cached_property
    def library_goal(self) -> LibraryGoal:
        return LibraryGoal.objects.in_use().earliest("position", "pk")

    @cached_property
    def draft(self) -> SocialContract:
        """With two goals and four actions."""
        marked = SocialContract.objects.filter(person__last_name=questions.SURNAME)
        drafts = marked.filter(state=SocialContract.State.DRAFT)
        return drafts.first() or self._make_draft()

    def _make_draft(self) -> SocialContract:
        actions = [
            ("person", "Spotka się z doradcą.", self.today),
            ("worker", "Pomoże napisać CV.", self.today),
        ]
        return make_draft(
            questions.marked().first(),
            by=self.worker,
            type=SocialContract.Type.B,
            goals=[("Znaleźć pracę.", actions), ("Spłacić dług.", actions)],
        )

    @cached_property
    def annex(self) -> Annex:
        """A draft that makes the contract longer."""
        last = self.signed.ends_on
        return self.signed.annexes.open().first() or extend(
            self.signed,
            until=add_months(last, 3),
            reason="Warsztat skończy się później.",
            months=1,
            by=self.worker,
        )

    @cached_property
    def referral(self) -> Referral:
        """Of somebody at work whose case the worker leads."""
        own = Referral.objects.on(self.today).filter(person__responsible=self.worker)
        return own.earliest("pk")

    @cached_property
    def news(self) -> StatusNews:
        """Of this month."""
        return StatusNews.objects.first() or StatusNews.objects.create(
            person=self.referral.person,
            what=StatusNews.What.STATUS_LOST,
            starts_on=self.today,
            letter="PUP, pismo",
            received_on=self.today,
            entered_by=self.worker,
        )

    # classes

    @cached_property
    def meeting(self) -> Meeting:
        """A long list that a leader has marked."""
        own = Meeting.objects.filter(leader__username="prowadzaca")
        return own.annotate(marked=Count("marks")).latest("marked", "pk")

    @cached_property
    def group(self) -> Activity:
        return self.meeting.activity

    # families

    @cached_property
    def assignment(self) -> Assignment:
        """Of the assistant of the demonstration, whose family has most members."""
        own = Assignment.objects.on(self.today).filter(assistant__user__username="asystentka")
        return own.annotate(count=Count("cooperation__family__members")).latest("count", "pk")

    @cached_property
    def plan(self) -> Plan:
        """A draft of that assistant, the one with most goals."""
        drafts = Plan.objects.filter(state=Plan.State.DRAFT)
        own = drafts.filter(created_by__username="asystentka")
        return own.annotate(count=Count("goals")).latest("count", "pk")

    @cached_property
    def assessment(self) -> Assessment:
        own = Assessment.objects.filter(written_by__username="asystentka")
        return own.annotate(count=Count("progress")).latest("count", "pk")

    @cached_property
    def family_assistant(self) -> Assistant:
        return self.assignment.assistant

    @cached_property
    def family_work(self) -> Cooperation:
        return self.assignment.cooperation

    @cached_property
    def family(self) -> Family:
        return self.family_work.family

    @cached_property
    def member(self) -> FamilyMember:
        return self.family.members.latest("pk")

    # a day room

    @cached_property
    def room_edition(self) -> Edition:
        """Of the demonstration, with most children."""
        rows = Edition.objects.filter(kind=EditionKind.DAY_ROOM)
        return rows.annotate(count=Count("enrolments")).latest("count", "pk")

    @cached_property
    def child(self) -> ProgrammeEnrolment:
        return self.room_edition.enrolments.latest("pk")

    # programmes

    @cached_property
    def edition(self) -> Edition:
        """Of personal assistance, with most participants."""
        editions = Edition.objects.filter(kind="assistance")
        return editions.annotate(count=Count("enrolments")).latest("count", "pk")

    @cached_property
    def edition_number(self) -> EditionNumber:
        return self.edition.numbers.latest("pk")

    @cached_property
    def choice(self) -> Choice:
        return Choice.objects.filter(enrolment__edition=self.edition).latest("pk")

    @cached_property
    def provider(self) -> Provider:
        return self.choice.provider

    @cached_property
    def service(self) -> Service:
        """Of the month that is over and not settled yet, in the edition with most services."""
        month = add_months(self.today.replace(day=1), -1)
        rows = Service.objects.filter(day__gte=month, day__lt=self.today.replace(day=1))
        return rows.annotate(count=Count("edition__services")).latest("count", "pk")

    @cached_property
    def project(self) -> Edition:
        rows = Edition.objects.filter(kind="project")
        return rows.annotate(count=Count("enrolments")).latest("count", "pk")

    @cached_property
    def participant(self) -> ProgrammeEnrolment:
        rows = self.project.enrolments.annotate(count=Count("supports"))
        return rows.latest("count", "pk")

    @cached_property
    def durability(self) -> Edition:
        return Edition.objects.filter(kind="durability").latest("pk")

    # socially useful work

    @cached_property
    def month(self) -> datetime.date:
        """The last one that is over."""
        return add_months(self.today.replace(day=1), -1)

    @cached_property
    def place(self) -> WorkPlace:
        """Where most people work."""
        return WorkPlace.objects.annotate(sent=Count("referrals")).latest("sent", "pk")

    @cached_property
    def agreement(self) -> Agreement:
        """That most people work under."""
        return Agreement.objects.annotate(sent=Count("referrals")).latest("sent", "pk")

    @cached_property
    def close_order(self) -> CloseOrder:
        """That waits, of the month that runs: nobody works at the orders of a bench."""
        by = User.objects.get(username="koordynatorka")
        month = self.today.replace(day=1)
        return order_close(self.agreement, month, by=by, with_earlier=False)

    @cached_property
    def pay_list(self) -> PayList:
        return PayList.objects.annotate(count=Count("lines")).latest("count", "pk")

    @cached_property
    def closed(self) -> PersonMonth:
        return PersonMonth.objects.filter(state=PersonMonth.State.CLOSED).latest("pk")

    @cached_property
    def event(self) -> WorkEvent:
        return WorkEvent.objects.latest("pk")

    @cached_property
    def accident(self) -> Accident:
        return Accident.objects.latest("pk")

    @cached_property
    def needs_plan(self) -> NeedsPlan:
        return NeedsPlan.objects.latest("pk")

    @cached_property
    def eligible_list(self) -> EligibleList:
        return EligibleList.objects.latest("pk")
