"""A voided row counts nowhere: lists, counts, sums, tables and desks are as if it had never been made.

Every list and sum is read twice: before a row of each kind is made, and after all of them were voided.
Between both each row is seen to count, or the comparison would prove nothing.
"""

import difflib
import re

import pytest
from django.apps import apps
from django.urls import reverse

from contracts.models import Annex, ClubPaper, Review, SocialContract
from kis.accounts.models import Authorisation
from kis.activities.models import Consultation, MeetingScan, Placement
from kis.families.models import (
    AccompanyingRequest,
    Assessment,
    Assignment,
    Cooperation,
    CourtPaper,
    MonitoringNote,
    Plan,
    Visit,
)
from kis.lib.records import Voidable
from kis.lib.work import DeskGroup
from kis.programmes.models import (
    ChildConsent,
    Cost,
    Duty,
    Enrolment as ProgrammeEnrolment,
    Presence,
    Service,
    Settlement,
    Support,
)
from kis.reports.models import DutyDone, Grant, ReportCopy, Staff
from participants.models import (
    Admission,
    BenefitCheck,
    Break,
    Certificate,
    Eligibility,
    Evidence,
    Note,
    Participation,
)
from participants.register import PeopleGroup
from psu.models import (
    Accident,
    AgreementAnnex,
    EligibleList,
    NeedsPlan,
    Notice,
    PayLine,
    PaymentCorrection,
    PersonPaper,
    Referral,
    RefundApplication,
    StatusNews,
    WorkEvent,
    YearConsent,
)
from tests.access import COORDINATOR, GET
from tests.scene import PAGES, address, user_of
from tests.voidable_rows import MAKERS, void, with_parents
from tests.walked import show_all_columns, words_of

VOIDABLE = {
    model for model in apps.get_models() if issubclass(model, Voidable) and not model._meta.proxy
}

# Made of one row: what it says was frozen or is asked of that row's own page. The others are read.
OF_ONE_ROW = {
    *("contracts:paper", "contracts:plain", "contracts:scan", "contracts:breach_paper"),
    *("contracts:preview", "contracts:annex_paper", "contracts:annex_scan"),
    *("contracts:review_sheet", "contracts:review_scan", "contracts:review_blank"),
    *("contracts:annex_preview", "contracts:certificate", "contracts:export_download"),
    "contracts:club_paper",
    "activities:scan",
    *("programmes:application_card", "programmes:questionnaire_scan"),
    *("families:paper", "families:consent_scan", "families:plan_paper", "families:plan_preview"),
    *("families:assessment_paper", "families:court_document", "families:visit_protocol"),
    *("programmes:card_paper", "programmes:costs_paper", "programmes:settlement_paper"),
    *("participants:evidence_scan", "psu:notice_pdf", "psu:needs_plan_pdf", "psu:pay_list_pdf"),
    *(
        "psu:accident_pdf",
        "psu:accident_scan",
        "psu:signed_list_scan",
        "psu:refund_pdf",
        "psu:refund_xlsx",
    ),
    *("psu:payment_correction_pdf", "psu:person_paper_pdf", "psu:person_paper_xlsx"),
    *("psu:pay_list_slip", "psu:eligible_list_pdf", "psu:bank_file_download"),
    *("reports:copy_pdf", "reports:copy_xlsx"),
}
TABS = [
    *("desk:overview", "desk:documents", "participants:details", "participants:eligibility"),
    *("participants:notes", "participants:application", "contracts:person"),
    *("contracts:participation", "contracts:club_papers"),
    *("activities:person", "psu:person", "psu:person_papers", "programmes:person"),
]

# Where a voided row is still to be seen, struck out.
STRUCK_OUT = {
    *("participants:eligibility", "participants:notes", "participants:application"),
    *("contracts:person", "contracts:participation", "contracts:contract"),
    "activities:person",
    *("psu:person", "psu:person_papers", "psu:accidents", "psu:needs_plans", "psu:candidates"),
    *("psu:agreement", "psu:pay_list", "desk:documents", "contracts:club_papers"),
    *("reports:staff", "reports:grants", "reports:copies"),
    *("families:visits", "families:requests"),
    "programmes:child",
    "programmes:participant",
    "programmes:person",
    *("programmes:services_of", "programmes:settlements"),
    "authorisations:register",
}
# A numbered list of payments stays, with nobody and no money on it.
EMPTIED_LIST = {"psu:pay_lists", "psu:start", "psu:waiting", "psu:agreement"}
# What somebody did, voiding too.
ACTS = {"desk:history", "desk:overview", "desk:family_history"}
# Who looked at what: this test, too.
LOOKS = {"oversight:log", "oversight:log_of_person", "oversight:unusual"}
# Rows of the history are counted too: to void writes one.
ROWS = {"privacy:left"}
MAY_DIFFER = STRUCK_OUT | EMPTIED_LIST | ACTS | LOOKS | ROWS

# Where a row that is not voided counts: (page, its person or record, what is asked for).
COUNTS = {
    Eligibility: ("participants:table", "", "?grupa=wszyscy"),
    Evidence: ("desk:overview", "person", ""),
    BenefitCheck: ("desk:overview", "new", ""),
    Admission: ("participants:list", "", "?grupa=zgloszenia"),
    Note: ("desk:start", "", "?czyje=wszystkie"),
    SocialContract: ("contracts:register", "", ""),
    Participation: ("participants:list", "", "?grupa=teraz"),
    Break: ("contracts:participation", "former", ""),
    Certificate: ("contracts:participation", "former", ""),
    ClubPaper: ("contracts:club_papers", "new", ""),
    Review: ("contracts:contract", "former former_contract", ""),
    Annex: ("contracts:contract", "former former_contract", ""),
    Placement: ("activities:placements", "", ""),
    Consultation: ("activities:person", "former", ""),
    Visit: ("families:visits", "family", ""),
    AccompanyingRequest: ("families:requests", "family", ""),
    ChildConsent: ("programmes:child", "room_edition room_child", ""),
    Duty: ("programmes:room", "room_edition", ""),
    Presence: ("programmes:child", "room_edition room_child", ""),
    Cooperation: ("families:list", "", "?stan=czekaja"),
    Assignment: ("families:list", "", "?stan=w-pracy"),
    Plan: ("families:plan", "watched", ""),
    Assessment: ("families:assessments", "watched", ""),
    MonitoringNote: ("families:assessments", "watched", ""),
    CourtPaper: ("families:assessments", "watched", ""),
    ProgrammeEnrolment: ("programmes:enrolments", "edition", "?stan=wszystkie"),
    Service: ("programmes:services", "edition", "?miesiac=2026-03"),
    Cost: ("programmes:costs", "edition", "?miesiac=2026-03"),
    Settlement: ("programmes:settlements", "edition", ""),
    MeetingScan: ("activities:activity", "group", "?spotkania=minione"),
    Support: ("programmes:participant", "project participant", ""),
    PersonPaper: ("psu:person_papers", "person", ""),
    PayLine: ("psu:figures", "", "?rok=2025"),
    PaymentCorrection: ("psu:pay_list", "pay_list", ""),
    RefundApplication: ("psu:refunds", "", ""),
    Referral: ("psu:referrals", "", "?stan=wszystkie"),
    WorkEvent: ("desk:start", "", "?czyje=wszystkie"),
    Notice: ("psu:notices", "", ""),
    Accident: ("psu:accidents", "person", ""),
    AgreementAnnex: ("psu:agreement", "agreement", ""),
    YearConsent: ("psu:person", "person", ""),
    NeedsPlan: ("psu:needs_plans", "", ""),
    EligibleList: ("psu:candidates", "", ""),
    StatusNews: ("psu:referrals", "", "?stan=wszystkie"),
    Authorisation: ("authorisations:register", "", "?plik=csv"),
    Staff: ("reports:staff", "", "?plik=csv"),
    Grant: ("reports:grants", "", "?plik=csv"),
    ReportCopy: ("reports:copies", "", ""),
    DutyDone: ("reports:dates", "", ""),
}

MOMENT = re.compile(r"dziś \d+\.\d\d")


class Walk:
    """The words of every list and sum, by the name of the page, its address and its reader."""

    def __init__(self, world, known):
        self.client_of, self.users, self.known = world.client_of, world.users, known

    def all(self):
        for (
            person
        ) in self._people():  # those opened last are told on the desk: of each walk the same
            self.words("desk:overview", reverse("desk:overview", args=[person.pk]), "coordinator")
        return {place: self.words(*place) for place in self.places()}

    def words(self, name, url, reader):
        response = self.client_of(getattr(self.users, reader)).get(url)
        return MOMENT.sub("", words_of(response)) if response.status_code == 200 else ""

    def counted(self, model):
        name, records, query = COUNTS[model]
        numbers = [getattr(self.known, each).pk for each in records.split()]
        page = next(page for page in PAGES if page.name == name)
        return self.words(name, reverse(name, args=numbers) + query, self._reader(page))

    def places(self):
        yield from self._of_the_table()
        yield from self._desks()
        yield from self._of_the_others()
        yield from self._chosen()

    def _people(self):
        return self.known.person, self.known.new, self.known.former

    def _of_the_table(self):
        for page in PAGES:
            if page.methods == (GET,) and page.name not in OF_ONE_ROW:
                yield page.name, address(page, self.known), self._reader(page)

    def _reader(self, page):
        roles = sorted(page.roles, key=lambda role: role != COORDINATOR)
        return user_of(self.users, roles[0]).username

    def _desks(self):
        for reader in vars(self.users):
            yield "desk:start", reverse("desk:start") + "?czyje=wszystkie", reader
        for group in DeskGroup:
            url = reverse("desk:group", args=[group]) + "?czyje=wszystkie"
            yield "desk:group", url, "coordinator"

    def _of_the_others(self):
        for person in (self.known.new, self.known.former):
            for name in TABS:
                yield name, reverse(name, args=[person.pk]), "coordinator"
        numbers = [self.known.former.pk, self.known.former_contract.pk]
        yield "contracts:contract", reverse("contracts:contract", args=numbers), "coordinator"

    def _chosen(self):
        """Lists of some people or papers, and sums of other years."""
        for name in ("participants:list", "participants:table"):
            for group in PeopleGroup:
                yield name, f"{reverse(name)}?grupa={group}", "coordinator"
        for state in ("obowiazuje", "konczy-sie", "zakonczony", "bez-kontraktu"):
            for name in ("contracts:register", "contracts:table"):
                yield name, f"{reverse(name)}?stan={state}", "coordinator"
        for name in ("psu:referrals", "psu:referrals_table"):
            yield name, f"{reverse(name)}?stan=wszystkie", "coordinator"
        for name in ("psu:figures", "psu:figure_people", "psu:year_days"):
            for year in (2025, 2026):
                yield name, f"{reverse(name)}?rok={year}", "coordinator"


def differences(before, after):
    told = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in told if line.startswith(("+ ", "- "))]


def test_every_kind_that_can_be_voided_is_walked_with():
    assert set(MAKERS) == set(COUNTS) == VOIDABLE


@pytest.fixture
def known(db, world):
    return with_parents(world.inside, world.users)


def test_a_voided_row_counts_nowhere(world, known):
    coordinator = world.users.coordinator
    show_all_columns(world.client_of(coordinator), coordinator, known.today)
    walk = Walk(world, known)
    before = walk.all()

    rows = []
    for model, make in MAKERS.items():
        without = walk.counted(model)
        rows.append(make(known, world.users))
        assert walk.counted(model) != without, f"{model.__name__} is to count there"
    for row in reversed(rows):
        void(row, known, world.users)

    after = walk.all()
    assert before.keys() == after.keys()
    changed = {place for place in before if before[place] != after[place]}
    wrong = {place for place in changed if place[0] not in MAY_DIFFER}
    assert {place: differences(before[place], after[place]) for place in wrong} == {}
    # Acts of one transaction have one moment: which fifty of them the first page holds, earlier tests decide.
    assert {name for name, *_ in changed} - ACTS == MAY_DIFFER - ACTS
