"""Every kind of page: who opens it, with which record, and how many empty pages it may take.

A kind stands for the pages that are made alike, see `also`; tests/bench holds that no page is without one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from deploy.local.bench.records import Records
from kis.lib.table_files import SIGNED_AS

SCREENFUL, MONTH = 5, 8  # in empty pages; a month is a whole one of 25 people
CLUB_MONTH = 4  # 25 people of a month of classes
LIST, TAB, SHORT_FORM, CONTRACT_FORM = 2.5, 3, 4, 5
MOST_QUESTIONS = 15

SOCIAL_WORKER, COORDINATOR, SUPERVISOR = "socjalna", "koordynatorka", "opiekun"
ACCOUNTANT, HEAD, INSPECTOR = "ksiegowa", "kierownik", "kontrola"
LEADER = "prowadzaca"
ASSISTANT, PROGRAMME_STAFF = "asystentka", "programy"
OWN_SERVICES = "asystentka3"  # a personal assistant with an account


@dataclass(frozen=True)
class Kind:
    """`login` is of the demonstration; `also`: names of pages that this one stands for."""

    title: str
    login: str
    name: str
    arguments: Callable[[Records], list] = lambda records: []
    query: str = ""
    aim: float = SCREENFUL
    also: tuple[str, ...] = ()

    def address(self, records: Records) -> str:
        return reverse(self.name, args=self.arguments(records)) + self.query


def of_person(records):
    return [records.person.pk]


def of_chain(records):
    return ["psu-droga-osoby"]


def of_long_list(records):
    told = {"address": "/osoby/tabela/?plik=csv", "title": "Osoby", "why": "Lista jest długa."}
    return [signing.dumps(told, salt=SIGNED_AS)]


def of_two(records):
    return [records.person.pk, records.other_person.pk]


def of_signed(records):
    return [records.person.pk, records.signed.pk]


def of_meeting_day(records):
    return [records.meeting.day]


def of_person_plan(records):
    return [records.person.pk, records.meeting.day.replace(day=1)]


def of_annex(records):
    annex = records.annex
    return [annex.contract.person_id, annex.contract_id, annex.pk]


def of_category(records):
    return [records.person.pk, records.person.eligibilities.latest("pk").pk]


def of_worker(records):
    return [records.referral.person_id]


def of_place(records):
    return [records.place.pk, records.month]


def of_agreement(records):
    return [records.agreement.pk]


def of_agreement_month(records):
    return [records.agreement.pk, records.month]


def of_attendance_month(records):
    return [records.meeting.day.replace(day=1)]


def of_group_month(records):
    return [records.group.pk, records.meeting.day.replace(day=1)]


def of_list_row(records):
    return [records.checked_list.pk, records.checked_list.rows.first().number]


def of(name):
    return lambda records: [getattr(records, name).pk]


def of_room(records):
    return [records.room_edition.pk]


def of_child(records):
    return [records.room_edition.pk, records.child.pk]


def of_participant(records):
    return [records.project.pk, records.participant.pk]


def of_edition_number(records):
    return [records.edition.pk, records.edition_number.pk]


def of_programme_enrolment(records):
    return [records.edition.pk, records.choice.enrolment_id]


def of_choice(records):
    return [records.edition.pk, records.choice.enrolment_id, records.choice.pk]


def of_member(records):
    return [records.member.family_id, records.member.pk]


def of_plan(records):
    return [records.plan.cooperation.family_id, records.plan.pk]


def of_assessment(records):
    return [records.assessment.cooperation.family_id, records.assessment.pk]


def of_edition(records):
    return [records.service.edition_id]


def of_enrolment(records):
    return [records.service.edition_id, records.service.enrolment_id]


def of_card(records):
    service = records.service
    return [*of_enrolment(records), service.provider_id, service.day.replace(day=1)]


def of_family_work(records):
    return [records.family.pk, records.family_work.pk]


def of_assignment(records):
    return [records.assignment.cooperation.family_id, records.assignment.pk]


CONTRACT = "formularz kontraktu"

DESK = [
    Kind("pulpit koordynatorki", COORDINATOR, "desk:start"),
    Kind("pulpit pracownika socjalnego", SOCIAL_WORKER, "desk:start"),
    Kind("pulpit księgowej", ACCOUNTANT, "desk:start"),
    Kind("pulpit kierownika", HEAD, "desk:start"),
    Kind("jedna grupa pulpitu", COORDINATOR, "desk:group", lambda records: ["pilne"]),
    Kind("praca do przekazania", COORDINATOR, "desk:left_behind", of("worker")),
    Kind("zmiany innych", SOCIAL_WORKER, "desk:changes"),
    Kind("pierwsze kroki", COORDINATOR, "desk:first_steps"),
    Kind("stan programu", COORDINATOR, "desk:state", also=("desk:settings",)),
    Kind(
        "moje sesje",
        COORDINATOR,
        "entry:sessions",
        also=(
            *("entry:user_sessions", "entry:directory", "entry:invite"),
            *("entry:invited", "entry:password", "entry:phone_key"),
        ),
    ),
    Kind(
        "utracone telefony i klucze",
        COORDINATOR,
        "entry:resets",
        also=("entry:reset_ask", "entry:reset_settle", "entry:phones"),
    ),
]

FILE = [
    Kind(
        "lista osób, 25 wierszy",
        SOCIAL_WORKER,
        "participants:list",
        query="?grupa=wszyscy",
        aim=LIST,
    ),
    Kind(
        "prawdopodobne powtórzenia",
        COORDINATOR,
        "participants:pairs",
        also=("participants:told_apart",),
    ),
    Kind(
        "połączenie kart",
        COORDINATOR,
        "participants:merge",
        of_two,
        also=(
            "participants:merge_choose",
            "participants:tell_apart",
            "participants:unmerge",
            "participants:told_apart_undo",
        ),
    ),
    Kind(
        "sprawy otwarte z podaniem powodu",
        COORDINATOR,
        "participants:openings",
        also=("participants:case_open", "participants:opening_judge"),
    ),
    Kind("nowa osoba", SOCIAL_WORKER, "participants:new"),
    Kind("karta: przegląd", SOCIAL_WORKER, "desk:overview", of_person, aim=TAB),
    Kind("karta: dane", SOCIAL_WORKER, "participants:details", of_person, aim=TAB),
    Kind("karta: stan na dzień", SOCIAL_WORKER, "participants:details_on", of_person),
    Kind(
        "karta: kategoria i dokumenty",
        SOCIAL_WORKER,
        "participants:eligibility",
        of_person,
        aim=TAB,
    ),
    Kind("karta: notatki", SOCIAL_WORKER, "participants:notes", of_person),
    Kind("karta: zgłoszenie", SOCIAL_WORKER, "participants:application", of_person),
    Kind("karta: dokumenty", SOCIAL_WORKER, "desk:documents", of_person),
    Kind("karta: historia", SOCIAL_WORKER, "desk:history", of_person),
    Kind(
        "formularz: dane osoby",
        SOCIAL_WORKER,
        "participants:details_edit",
        of_person,
        also=(
            *("participants:pesel_change", "participants:hand_over"),
            *("participants:application_decide", "participants:application_void"),
        ),
    ),
    Kind(
        "formularz: okres w PUP",
        SOCIAL_WORKER,
        "participants:labour_period_new",
        of_person,
        also=(
            *("participants:labour_period_edit", "participants:account_new"),
            "participants:labour_contact",
            *("participants:job_new", "participants:job_edit"),
            *("participants:mail_consent_new", "participants:mail_consent_end"),
            *("participants:household_member_new", "participants:household_member_edit"),
        ),
    ),
    Kind(
        "formularz: notatka",
        SOCIAL_WORKER,
        "participants:note_new",
        of_person,
        aim=SHORT_FORM,
        also=("participants:note_void",),
    ),
    Kind(
        "formularz: kategoria z dokumentem",
        SOCIAL_WORKER,
        "participants:eligibility_new",
        of_person,
        aim=SHORT_FORM,
    ),
    Kind(
        "formularz: dokument kategorii",
        SOCIAL_WORKER,
        "participants:evidence_new",
        of_category,
        also=("participants:evidence_edit", "participants:benefits_new"),
    ),
    Kind(
        "formularz: koniec kategorii",
        SOCIAL_WORKER,
        "participants:eligibility_end",
        of_category,
        also=(
            "participants:eligibility_void",
            "participants:evidence_void",
            "participants:benefits_void",
        ),
    ),
]

CONTRACTS = [
    Kind("kontrakty, 25 wierszy", COORDINATOR, "contracts:register"),
    Kind("biblioteka celów i działań", COORDINATOR, "contracts:library"),
    Kind("cel z biblioteki", COORDINATOR, "contracts:library_goal", of("library_goal")),
    Kind(
        "formularz: cel z biblioteki",
        COORDINATOR,
        "contracts:library_goal_edit",
        of("library_goal"),
        also=("contracts:library_goal_new",),
    ),
    Kind("wiele pism naraz", COORDINATOR, "contracts:exports"),
    Kind("zlecenie wielu pism", SOCIAL_WORKER, "contracts:export", of("export")),
    Kind("karta: kontrakty", SOCIAL_WORKER, "contracts:person", of_person),
    Kind("karta: udział", SOCIAL_WORKER, "contracts:participation", of_person),
    Kind("karta: pisma do KIS", SOCIAL_WORKER, "contracts:club_papers", of_person),
    Kind("jeden kontrakt", SOCIAL_WORKER, "contracts:contract", of_signed),
    Kind(
        CONTRACT,
        SOCIAL_WORKER,
        "contracts:edit",
        lambda records: [records.draft.person_id, records.draft.pk],
        aim=CONTRACT_FORM,
    ),
    Kind(
        "formularz: kontrakt z papieru",
        SOCIAL_WORKER,
        "contracts:correct",
        lambda records: [records.from_paper.person_id, records.from_paper.pk],
        also=("contracts:from_paper",),
    ),
    Kind(
        "formularz oceny",
        SOCIAL_WORKER,
        "contracts:review_new",
        of_signed,
        aim=CONTRACT_FORM,
    ),
    Kind(
        "formularz: koniec kontraktu",
        SOCIAL_WORKER,
        "contracts:end",
        of_signed,
        also=(
            "contracts:new",
            "contracts:sign",
            "contracts:refuse",
            "contracts:dispute",
            "contracts:rule",
            "contracts:approve",
            "contracts:back_to_draft",
            "contracts:void",
            "contracts:discard",
            "contracts:scan_add",
            "contracts:review",
            "contracts:review_attempt",
            "contracts:review_scan_add",
            "contracts:review_void",
            "contracts:annex_new",
            "contracts:annex_sign",
            "contracts:annex_back_to_draft",
            "contracts:annex_void",
            "contracts:annex_discard",
        ),
    ),
    Kind("zmiany kontraktu między dniami", SOCIAL_WORKER, "contracts:wording", of_signed),
    Kind("jeden aneks", SOCIAL_WORKER, "contracts:annex", of_annex),
    Kind(
        "formularz: aneks",
        SOCIAL_WORKER,
        "contracts:annex_edit",
        of_annex,
        aim=CONTRACT_FORM,
    ),
    Kind(
        "formularz: koniec udziału",
        SOCIAL_WORKER,
        "contracts:end_stay",
        lambda records: [records.person.pk, records.person.participations.latest("pk").pk],
        also=(
            "contracts:begin",
            "contracts:begin_commissioned",
            "contracts:prolong",
            "contracts:stay_void",
            "contracts:break_new",
            "contracts:break_end",
            "contracts:break_void",
            "contracts:rating_start",
            "contracts:rating_end",
            "contracts:certificate_new",
            "contracts:certificate_void",
            "contracts:club_paper_void",
            "contracts:follow_up",
        ),
    ),
]

WORK = [
    Kind("PSU", COORDINATOR, "psu:start"),
    Kind("miesiące, które czekają", COORDINATOR, "psu:waiting", lambda records: ["do-sprawdzenia"]),
    Kind("skierowania, 25 wierszy", COORDINATOR, "psu:referrals"),
    Kind("PSU w liczbach", COORDINATOR, "psu:figures", aim=MONTH),
    Kind("PSU w liczbach: osoby", COORDINATOR, "psu:figure_people", aim=MONTH),
    Kind("dni prac w roku", COORDINATOR, "psu:year_days", aim=MONTH),
    Kind("przekroczenia limitów", COORDINATOR, "psu:limits", aim=MONTH),
    Kind("karta: PSU", SOCIAL_WORKER, "psu:person", of_worker),
    Kind("formularz: nowe skierowanie", SOCIAL_WORKER, "psu:referral_new", of_worker),
    Kind("formularz: skierowanie", SOCIAL_WORKER, "psu:referral_edit", of("referral")),
    Kind(
        "formularz: koniec skierowania",
        SOCIAL_WORKER,
        "psu:referral_end",
        of("referral"),
        also=("psu:referral_void",),
    ),
    Kind(
        "formularz: zmiana statusu",
        SOCIAL_WORKER,
        "psu:news_new",
        of_worker,
        also=(
            "psu:news_void",
            "psu:contract_checked",
            "psu:year_consent_new",
            "psu:year_consent_void",
        ),
    ),
    Kind("formularz: decyzja o wypłacie", COORDINATOR, "psu:news_decide", of("news")),
    Kind("status utracony po zamknięciu", COORDINATOR, "psu:late_news"),
]

REPORTS = [
    Kind("dziennik dostępu", COORDINATOR, "oversight:log", also=("oversight:find_person",)),
    Kind("dziennik dostępu: osoba", COORDINATOR, "oversight:log_of_person", of_person),
    Kind("niezwykły tydzień", COORDINATOR, "oversight:unusual"),
    Kind("ochrona danych", COORDINATOR, "privacy:start", also=("privacy:register",)),
    Kind("informacja o danych", COORDINATOR, "privacy:information", aim=LIST),
    Kind(
        "brakowanie",
        COORDINATOR,
        "privacy:retention",
        aim=MONTH,
        # No list is made in the benchmark.
        also=(
            *("privacy:destruction", "privacy:destruction_new", "privacy:item_leave_out"),
            *("privacy:destruction_approve", "privacy:destruction_withdraw"),
        ),
    ),
    Kind("co gdzie zostało", COORDINATOR, "privacy:left", aim=MONTH),
    Kind("RODO w karcie", SOCIAL_WORKER, "privacy:person", of_worker),
    Kind(
        "formularz: wniosek RODO",
        SOCIAL_WORKER,
        "privacy:request_new",
        of_worker,
        # The benchmark orders no copy and answers nothing.
        also=(
            *("privacy:request_answer", "privacy:request_prolong"),
            *("privacy:copy_new", "privacy:copy_order"),
            *("privacy:restriction_new", "privacy:restriction_lift"),
        ),
    ),
    Kind("sprawozdania", COORDINATOR, "reports:start"),
    Kind(
        "sprawozdanie roczne", COORDINATOR, "reports:report", lambda records: ["roczne"], aim=MONTH
    ),
    Kind(
        "wiersze liczby sprawozdania",
        COORDINATOR,
        "reports:rows",
        lambda records: ["roczne"],
        query="?tabela=uczestniczyli&wiersz=razem&kolumna=osoby",
        aim=MONTH,
        # No copy is kept in the benchmark.
        also=("reports:copy", "reports:copy_rows"),
    ),
    Kind("terminy urzędowe", COORDINATOR, "reports:dates", aim=LIST, also=("reports:copies",)),
    Kind("kadra klubu", COORDINATOR, "reports:staff", aim=LIST, also=("reports:grants",)),
    Kind(
        "nowy wpis o kadrze",
        COORDINATOR,
        "reports:staff_new",
        aim=SHORT_FORM,
        also=(
            *("reports:staff_edit", "reports:staff_void"),
            *("reports:copy_new", "reports:copy_send", "reports:copy_void", "reports:typed"),
            *("reports:done_new", "reports:done_void"),
            *("reports:grant_new", "reports:grant_edit", "reports:grant_void"),
        ),
    ),
]

AUTHORISATIONS = [
    Kind("rejestr upoważnień", HEAD, "authorisations:register", aim=LIST),
    Kind(
        "nowe upoważnienie",
        HEAD,
        "authorisations:new",
        aim=SHORT_FORM,
        also=(
            *("authorisations:edit", "authorisations:revoke", "authorisations:void"),
            *("inspection:inspection_new", "inspection:inspection", "deputies:new"),
        ),
    ),
    Kind("moje upoważnienie", SOCIAL_WORKER, "authorisations:own"),
    Kind("kontrole", HEAD, "inspection:inspections", aim=LIST, also=("deputies:list",)),
]

INSPECTION = [
    Kind("w dniu kontroli", COORDINATOR, "inspection:start"),
    Kind("kompletność dokumentów", COORDINATOR, "inspection:completeness", aim=MONTH),
    Kind("formularz: pakiet na kontrolę", COORDINATOR, "inspection:package_new"),
    Kind("moje pliki", COORDINATOR, "inspection:orders"),
    Kind("formularz: plik długiej listy", COORDINATOR, "inspection:file_new", of_long_list),
    Kind("postęp pliku", COORDINATOR, "inspection:order", of("prepared_file")),
    Kind("odpowiedź na jednej stronie", COORDINATOR, "inspection:answer", of_chain, aim=MONTH),
]

LISTS = [
    Kind("stan początkowy", COORDINATOR, "imports:start", also=("imports:numbers",)),
    Kind("kolumny listy", COORDINATOR, "imports:columns", of("new_list")),
    Kind(
        "lista stanu początkowego, 50 wierszy",
        COORDINATOR,
        "imports:file",
        of("checked_list"),
        also=("imports:take_back",),
    ),
    Kind("wiersz listy", COORDINATOR, "imports:row", of_list_row, aim=CONTRACT_FORM),
]

CLASSES = [
    Kind("karta: zajęcia", SOCIAL_WORKER, "activities:person", of_person, aim=TAB),
    Kind("plan tygodnia", COORDINATOR, "activities:timetable", also=("activities:week",)),
    Kind(
        "miesiąc zajęć klubu",
        COORDINATOR,
        "activities:calendar",
        aim=MONTH,
        also=("activities:calendar_month",),
    ),
    Kind("zajęcia jednego dnia", COORDINATOR, "activities:day", of_meeting_day),
    Kind("listy miesiąca zajęć", COORDINATOR, "activities:group_month", of_group_month),
    Kind("karta: plan zajęć", SOCIAL_WORKER, "activities:person_plan", of_person_plan, aim=TAB),
    Kind("karta usług indywidualnych", SOCIAL_WORKER, "activities:services", of_person, aim=TAB),
    Kind(
        "kod listy",
        LEADER,
        "activities:find_sheet",
        also=("activities:telephone",),
    ),
    Kind("wszystkie zajęcia", COORDINATOR, "activities:groups", aim=LIST),
    Kind("jedne zajęcia", COORDINATOR, "activities:activity", of("group")),
    Kind(
        "obecności miesiąca w klubie",
        COORDINATOR,
        "activities:month",
        of_attendance_month,
        aim=CLUB_MONTH,
        also=("activities:last_month",),
    ),
    Kind(
        "miesiąc jednych zajęć",
        COORDINATOR,
        "activities:group_review",
        of_group_month,
        aim=CLUB_MONTH,
    ),
    Kind(
        "formularz: miesiąc zajęć",
        COORDINATOR,
        "activities:group_approve",
        of_group_month,
        also=("activities:month_reopen",),
    ),
    Kind("konsultacje", LEADER, "activities:consultations", of("group"), aim=LIST),
    Kind(
        "formularz: konsultacja",
        LEADER,
        "activities:consultation_new",
        of("group"),
        also=(
            *("activities:consultation_edit", "activities:consultation_of_person"),
            "activities:consultation_void",
        ),
    ),
    Kind("praca i staże", COORDINATOR, "activities:placements", aim=LIST),
    Kind(
        "formularz: praca lub staż",
        SOCIAL_WORKER,
        "activities:placement_new",
        of_worker,
        also=(
            *("activities:placement_edit", "activities:placement_end"),
            "activities:placement_void",
        ),
    ),
    Kind("instytucje i specjaliści", SOCIAL_WORKER, "activities:institutions", aim=LIST),
    Kind(
        "formularz: wpis w spisie instytucji",
        SOCIAL_WORKER,
        "activities:institution_new",
        also=("activities:institution", "activities:institution_edit"),
    ),
    Kind("lista spotkania", LEADER, "activities:meeting", of("meeting")),
    Kind(
        "formularz: zajęcia",
        COORDINATOR,
        "activities:activity_edit",
        of("group"),
        also=("activities:activity_new",),
    ),
    Kind("formularz: zapisz osoby", COORDINATOR, "activities:enrol", of("group")),
    Kind(
        "formularz: spotkania",
        COORDINATOR,
        "activities:meetings_new",
        of("group"),
        also=(
            *("activities:meeting_change", "activities:meeting_cancel"),
            *("activities:scan_new", "activities:scan_void", "activities:topic"),
            "activities:enrolment_end",
        ),
    ),
]

FAMILIES = [
    Kind("rodziny", HEAD, "families:list", aim=LIST),
    Kind("rodzina", HEAD, "families:family", of("family")),
    Kind("rodzina: historia", HEAD, "desk:family_history", of("family")),
    Kind("członkowie rodziny", ASSISTANT, "families:members", of("family")),
    Kind(
        "formularz: członek rodziny",
        ASSISTANT,
        "families:member_new",
        of("family"),
        also=("families:member_find", "families:member_add"),
    ),
    Kind(
        "formularz: zmiana członka rodziny",
        ASSISTANT,
        "families:member_edit",
        of_member,
        also=("families:member_end", "families:member_person"),
    ),
    Kind(
        "formularz: rodzina",
        HEAD,
        "families:family_new",
        also=("families:family_edit", "families:family_worker"),
    ),
    Kind(
        "formularz: wniosek o asystenta",
        HEAD,
        "families:application_new",
        of("family"),
        also=(
            *("families:application_edit", "families:application_no"),
            *("families:application_void", "families:work_end", "families:work_reopen"),
        ),
    ),
    Kind("plan pracy z rodziną", ASSISTANT, "families:plan", of("family")),
    Kind("strona planu pracy", ASSISTANT, "families:plan_page", of_plan),
    Kind(
        "formularz: plan pracy",
        ASSISTANT,
        "families:plan_edit",
        of_plan,
        also=(
            *("families:goal_new", "families:goal_edit", "families:goal_drop"),
            *("families:plan_sign", "families:plan_back", "families:plan_discard"),
            "families:plan_void",
        ),
    ),
    Kind("oceny rodziny", ASSISTANT, "families:assessments", of("family")),
    Kind("ocena rodziny", ASSISTANT, "families:assessment", of_assessment),
    Kind(
        "formularz: ocena rodziny",
        ASSISTANT,
        "families:assessment_new",
        of("family"),
        also=(
            *("families:assessment_edit", "families:assessment_hand_over"),
            *("families:assessment_discard", "families:assessment_void"),
        ),
    ),
    Kind(
        "formularz: pismo do sądu",
        ASSISTANT,
        "families:opinion_new",
        of("family"),
        also=(
            *("families:report_new", "families:court_paper", "families:court_edit"),
            *("families:court_sent", "families:court_discard", "families:court_void"),
            *("families:monitoring_new", "families:monitoring_end", "families:monitoring_void"),
        ),
    ),
    Kind("wybór asystenta", HEAD, "families:assign", of_family_work),
    Kind(
        "formularz: zmiana asystenta",
        HEAD,
        "families:assistant_change",
        of_assignment,
        also=("families:assignment_void",),
    ),
    Kind("asystenci rodziny", HEAD, "families:staff", aim=LIST),
    Kind("obciążenie asystentów", HEAD, "families:load", aim=LIST),
    Kind("asystent rodziny", HEAD, "families:assistant", of("family_assistant")),
    Kind(
        "formularz: asystent rodziny",
        HEAD,
        "families:assistant_edit",
        of("family_assistant"),
        also=(
            *("families:assistant_new", "families:limit_new", "families:limit_edit"),
            *("families:coordinator_new", "families:coordinator_end"),
        ),
    ),
    Kind("dziś asystenta", ASSISTANT, "families:today"),
    Kind(
        "kalendarz asystenta",
        ASSISTANT,
        "families:calendar",
        aim=LIST,
        also=("families:calendar_month", "families:week"),
    ),
    Kind("wizyty rodziny", ASSISTANT, "families:visits", of("family"), aim=LIST),
    Kind(
        "prośby rodziny",
        ASSISTANT,
        "families:requests",
        of("family"),
        aim=LIST,
        also=("families:request",),
    ),
    Kind(
        "formularz: wizyta",
        ASSISTANT,
        "families:visit_new",
        of("family"),
        also=(
            *("families:visit", "families:visit_entry", "families:visit_move"),
            *("families:visit_cancel", "families:visit_void", "families:visits_plan"),
        ),
    ),
    Kind(
        "formularz: prośba rodziny",
        ASSISTANT,
        "families:request_new",
        of("family"),
        also=("families:request_take", "families:request_refuse", "families:request_void"),
    ),
    Kind("formularz: asystent odchodzi", HEAD, "families:hand_over", of("family_assistant")),
]

DAY_ROOM = [
    Kind("świetlica teraz", COORDINATOR, "programmes:room", of_room),
    Kind(
        "dziennik świetlicy",
        COORDINATOR,
        "programmes:room_today",
        of_room,
        also=("programmes:room_day",),
    ),
    Kind(
        "miesiąc świetlicy",
        COORDINATOR,
        "programmes:room_this_month",
        of_room,
        aim=MONTH,
        also=("programmes:room_month",),
    ),
    Kind(
        "plan świetlicy",
        COORDINATOR,
        "programmes:room_this_week",
        of_room,
        also=("programmes:room_week", "programmes:activity_new", "programmes:activity_edit"),
    ),
    Kind("dzieci świetlicy", COORDINATOR, "programmes:children", of_room, aim=LIST),
    Kind("dziecko w świetlicy", COORDINATOR, "programmes:child", of_child),
    Kind(
        "formularz: dziecko w świetlicy",
        COORDINATOR,
        "programmes:card_edit",
        of_child,
        also=(
            *("programmes:contact_new", "programmes:contact_edit", "programmes:consent_new"),
            *("programmes:consent_end", "programmes:consent_void"),
        ),
    ),
    Kind(
        "formularz: obecność w świetlicy",
        COORDINATOR,
        "programmes:presence_new",
        of_room,
        also=(
            *("programmes:child_leaves", "programmes:presence_edit", "programmes:presence_void"),
            *("programmes:duty_edit", "programmes:duty_void"),
        ),
    ),
    Kind("zasady świetlicy", COORDINATOR, "programmes:room_rules", of_room),
    Kind(
        "formularz: zasady świetlicy",
        COORDINATOR,
        "programmes:opening_new",
        of_room,
        also=("programmes:room_choose", "programmes:room_number_new", "programmes:opening_end"),
    ),
]

PROJECT = [
    Kind("kolumny pliku uczestników", COORDINATOR, "programmes:columns"),
    Kind("formularz: kolumny pliku", COORDINATOR, "programmes:columns_new"),
    Kind(
        "wskaźniki edycji",
        COORDINATOR,
        "programmes:figures",
        of("edition"),
        also=(
            *("programmes:figure_rows", "programmes:group_rows"),
            *("programmes:person_rows", "programmes:month_rows"),
        ),
    ),
    Kind("uczestnicy projektu", COORDINATOR, "programmes:project", of("project")),
    Kind("plik uczestników", COORDINATOR, "programmes:project_export", of("project")),
    Kind("uczestnik projektu", COORDINATOR, "programmes:participant", of_participant),
    Kind(
        "formularz: uczestnik projektu",
        COORDINATOR,
        "programmes:start_edit",
        of_participant,
        also=(
            *("programmes:support_new", "programmes:support_edit", "programmes:support_void"),
            "programmes:situation_edit",
        ),
    ),
    Kind("liczby trwałości", COORDINATOR, "programmes:durability", of("durability")),
    Kind(
        "formularz: liczby trwałości",
        COORDINATOR,
        "programmes:durability_sources",
        of("durability"),
        also=("programmes:durability_figure", "programmes:durability_people"),
    ),
]

PROGRAMMES = [
    Kind("programy", PROGRAMME_STAFF, "programmes:list", aim=LIST),
    Kind("edycja programu", PROGRAMME_STAFF, "programmes:edition", of("edition")),
    Kind("liczby edycji", PROGRAMME_STAFF, "programmes:numbers", of("edition")),
    Kind("uczestnicy edycji", PROGRAMME_STAFF, "programmes:enrolments", of("edition"), aim=LIST),
    Kind("uczestnik edycji", PROGRAMME_STAFF, "programmes:enrolment", of_programme_enrolment),
    Kind("świadczący usługi", PROGRAMME_STAFF, "programmes:providers", aim=LIST),
    Kind(
        "formularz: edycja programu",
        COORDINATOR,
        "programmes:edition_copy",
        of("edition"),
        also=(
            *("programmes:edition_new", "programmes:edition_edit"),
            *("programmes:staff_new", "programmes:staff_end"),
        ),
    ),
    Kind(
        "formularz: liczba edycji",
        COORDINATOR,
        "programmes:number_edit",
        of_edition_number,
        also=(
            *("programmes:number_new", "programmes:number_confirm", "programmes:group_new"),
            *("programmes:group_edit", "programmes:group_confirm"),
        ),
    ),
    Kind(
        "formularz: zgłoszenie do programu",
        PROGRAMME_STAFF,
        "programmes:enrolment_new",
        of("edition"),
        also=("programmes:enrolment_find", "programmes:enrolment_add"),
    ),
    Kind(
        "formularz: udział w programie",
        PROGRAMME_STAFF,
        "programmes:enrolment_edit",
        of_programme_enrolment,
        also=(
            *("programmes:enrolment_admit", "programmes:enrolment_refuse"),
            *("programmes:enrolment_end", "programmes:enrolment_go_on"),
            *("programmes:enrolment_void", "programmes:enrolment_person"),
        ),
    ),
    Kind(
        "formularz: wybór asystenta osobistego",
        PROGRAMME_STAFF,
        "programmes:choice_edit",
        of_choice,
        also=("programmes:choice_new",),
    ),
    Kind(
        "formularz: świadczący usługi",
        PROGRAMME_STAFF,
        "programmes:provider_edit",
        of("provider"),
        also=("programmes:provider_new",),
    ),
    Kind("karta: programy", SOCIAL_WORKER, "programmes:person", of_person, aim=TAB),
]

SERVICES = [
    Kind("moje usługi", OWN_SERVICES, "programmes:own_services"),
    Kind("usługi edycji", COORDINATOR, "programmes:services", of_edition, aim=LIST),
    Kind(
        "usługi uczestnika",
        COORDINATOR,
        "programmes:services_of",
        of_enrolment,
        also=("programmes:card_asked",),
    ),
    Kind("karta usług", COORDINATOR, "programmes:service_card", of_card),
    Kind("koszty edycji", COORDINATOR, "programmes:costs", of_edition, aim=LIST),
    Kind(
        "formularz: koszt",
        COORDINATOR,
        "programmes:cost_new",
        of_enrolment,
        also=("programmes:stay_new", "programmes:service_void", "programmes:cost_void"),
    ),
    Kind("rozliczenia edycji", COORDINATOR, "programmes:settlements", of_edition, aim=LIST),
    Kind(
        "rozliczenie miesiąca",
        COORDINATOR,
        "programmes:settlement_month",
        lambda records: [records.service.edition_id, records.service.day.replace(day=1)],
        also=("programmes:settlement", "programmes:settlement_reopen"),
    ),
]

HOURS = [
    Kind("miejsca", INSPECTOR, "psu:places"),
    Kind("dzień opiekuna, 24 osoby", SUPERVISOR, "psu:today", aim=MONTH, also=("psu:day",)),
    Kind(
        "miesiąc opiekuna, 24 osoby",
        SUPERVISOR,
        "psu:own_month_of",
        lambda records: [records.month],
        aim=MONTH,
        also=("psu:own_month",),
    ),
    Kind("formularz: zgłoszenie zdarzenia", SUPERVISOR, "psu:event_new"),
    Kind("zdarzenie", COORDINATOR, "psu:event", of("event"), also=("psu:event_void",)),
    Kind(
        "formularz: zawiadomienie",
        COORDINATOR,
        "psu:notice_new",
        of("event"),
        also=("psu:notice_edit", "psu:notice_waive", "psu:notice_send", "psu:notice_void"),
    ),
    Kind("zawiadomienia", COORDINATOR, "psu:notices"),
    Kind("plany potrzeb", COORDINATOR, "psu:needs_plans"),
    Kind("plan potrzeb", COORDINATOR, "psu:needs_plan", of("needs_plan")),
    Kind(
        "formularz: plan potrzeb",
        COORDINATOR,
        "psu:needs_plan_edit",
        of("needs_plan"),
        also=("psu:needs_plan_new", "psu:needs_plan_send", "psu:needs_plan_void"),
    ),
    Kind("kandydaci i listy do PUP", COORDINATOR, "psu:candidates"),
    Kind("lista do PUP", COORDINATOR, "psu:eligible_list", of("eligible_list")),
    Kind(
        "formularz: nowa lista do PUP",
        COORDINATOR,
        "psu:eligible_list_new",
        also=("psu:eligible_list_send", "psu:eligible_list_void"),
    ),
    Kind(
        "zgłoszenie do listy PUP",
        SOCIAL_WORKER,
        "psu:candidate_new",
        of_worker,
        also=("psu:candidate_withdraw",),
    ),
    Kind("pisma PSU osoby", COORDINATOR, "psu:person_papers", of_worker),
    Kind(
        "formularz: zaświadczenie PSU",
        COORDINATOR,
        "psu:certificate_new",
        of_worker,
        also=("psu:statement_new", "psu:person_paper_void"),
    ),
    Kind("wypadki osoby", COORDINATOR, "psu:accidents", of_worker),
    Kind("protokół wypadku", COORDINATOR, "psu:accident", of("accident")),
    Kind(
        "formularz: wypadek",
        COORDINATOR,
        "psu:accident_new",
        of_worker,
        also=(
            *("psu:accident_edit", "psu:accident_follow", "psu:accident_hand"),
            *("psu:accident_scan_add", "psu:accident_void"),
        ),
    ),
    Kind("karta miesiąca opiekuna, 14 osób", SUPERVISOR, "psu:sheet", of_place, aim=MONTH),
    Kind("karta miesiąca koordynatorki, 14 osób", COORDINATOR, "psu:sheet", of_place, aim=MONTH),
    Kind("podpisana lista", COORDINATOR, "psu:signed_list", of_place),
]

MONTHS = [
    Kind("porozumienia", COORDINATOR, "psu:agreements"),
    Kind("porozumienie", COORDINATOR, "psu:agreement", of_agreement),
    Kind(
        "formularz: porozumienie",
        COORDINATOR,
        "psu:agreement_edit",
        of_agreement,
        also=(
            *("psu:agreement_new", "psu:agreement_annex_new", "psu:agreement_annex_void"),
            *("psu:pup_list", "psu:past_month", "psu:agreement_delete"),
        ),
    ),
    Kind("miesiąc porozumienia, 24 osoby", COORDINATOR, "psu:month", of_agreement_month, aim=MONTH),
    Kind(
        "zamknięty miesiąc porozumienia, 24 osoby",
        COORDINATOR,
        "psu:month",
        lambda records: [records.agreement.pk, records.closed.month],
        aim=MONTH,
    ),
    Kind(
        "zamknięcie miesiąca, 24 osoby",
        COORDINATOR,
        "psu:month_close",
        of_agreement_month,
        aim=MONTH,
    ),
    Kind("zlecone zamknięcie miesiąca", COORDINATOR, "psu:close_order", of("close_order")),
    Kind("otwarcie zamkniętego miesiąca", COORDINATOR, "psu:month_reopen", of("closed")),
    Kind("listy wypłat", ACCOUNTANT, "psu:pay_lists"),
    Kind("lista wypłat, 24 osoby", ACCOUNTANT, "psu:pay_list", of("pay_list")),
    Kind(
        "utworzenie wniosku o refundację, gdy nie ma o co wnioskować",
        ACCOUNTANT,
        "psu:refund_new",
        of("pay_list"),
        also=("psu:refund", "psu:refund_void"),
    ),
    Kind("wnioski o refundację", ACCOUNTANT, "psu:refunds"),
    Kind("plik do banku z listy 24 osób", ACCOUNTANT, "psu:bank_file", of("pay_list")),
    Kind(
        "sprostowanie sposobu wypłaty, gdy nie ma czego prostować",
        COORDINATOR,
        "psu:payment_correct",
        lambda records: [records.pay_list.pk, records.pay_list.lines.latest("pk").person_id],
        also=("psu:payment_correction_reject",),
    ),
]

KINDS = [
    *(*DESK, *FILE, *CONTRACTS, *WORK, *CLASSES),
    *(*REPORTS, *AUTHORISATIONS, *INSPECTION, *LISTS, *FAMILIES),
    *(*PROGRAMMES, *SERVICES, *DAY_ROOM, *PROJECT, *HOURS, *MONTHS),
]

# Not pages: their bytes are kept, or their making has a limit of its own (PAPER_SECONDS).
PAPERS = {
    *("programmes:card_paper", "programmes:costs_paper", "programmes:settlement_paper"),
    *("programmes:room_day_paper", "programmes:room_attendance", "programmes:room_meals"),
    "programmes:room_week_paper",
    "families:court_list",
    *("programmes:application_card", "programmes:questionnaire_scan"),
    *("families:visit_protocol", "families:visits_card"),
    *("families:assistant_report", "families:assistant_hours"),
    "families:paper",
    "families:consent_scan",
    "families:plan_preview",
    "families:plan_paper",
    "families:assessment_paper",
    "families:court_document",
    "participants:evidence_scan",
    "participants:table",
    "contracts:preview",
    "contracts:paper",
    "contracts:breach_paper",
    "contracts:annex_preview",
    "contracts:annex_paper",
    "contracts:annex_scan",
    "contracts:certificate",
    "contracts:club_paper",
    "contracts:plain",
    "contracts:scan",
    "contracts:export_download",
    "contracts:list",
    "contracts:table",
    "contracts:review_blank",
    "contracts:review_scan",
    "contracts:review_sheet",
    "activities:meeting_sheet",
    "activities:day_sheet",
    "activities:month_sheet",
    "activities:month_register",
    "activities:person_card",
    "activities:week_plan",
    "activities:month_plan",
    "activities:feed",
    "recovery:works",  # one word, for a monitor
    "activities:institution_slip",
    "imports:template",
    "imports:left_out",
    "activities:scan",
    "activities:services_card",
    "psu:signed_list_scan",
    "psu:attendance_blank",
    "psu:attendance_filled",
    "psu:referrals_table",
    "psu:candidates_table",
    "psu:pay_list_pdf",
    "psu:pay_list_xlsx",
    "psu:figures_xlsx",
    *("authorisations:register_print", "authorisations:paper", "authorisations:pledge"),
    *("reports:copy_pdf", "reports:copy_xlsx", "reports:report_pdf", "reports:report_xlsx"),
    "reports:report_csv",
    "inspection:completeness_print",
    "inspection:answer_print",
    "inspection:order_download",
    *("privacy:register_print", "privacy:copy_download", "privacy:copy_archive"),
    "privacy:destruction_print",
    "psu:payment_correction_pdf",
    "psu:notice_pdf",
    "psu:accident_pdf",
    "psu:needs_plan_pdf",
    "psu:eligible_list_pdf",
    "psu:accident_scan",
    "psu:bank_file_download",
    "psu:refund_pdf",
    "psu:refund_xlsx",
    "psu:person_paper_pdf",
    "psu:person_paper_xlsx",
    "psu:pay_list_slip",
    "psu:month_record_pdf",
    "psu:month_record_xlsx",
}
