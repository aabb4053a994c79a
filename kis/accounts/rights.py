"""Who may do what: one table, read by views, templates, the admin panel and tests.

A right is asked for as any Django permission (`permission_required`, `perms` in templates), yet it is
kept here and not in the database: a programmer changes it, with a test. *Whose* records a right reaches is
decided by `Person.objects.visible_to` and `writable_by`.
"""

from django.db import models


class Role(models.TextChoices):
    """The value is the name of the Django group."""

    SOCIAL_WORKER = "social_worker", "pracownik socjalny"
    COORDINATOR = "coordinator", "koordynator KIS"
    SUPERVISOR = "supervisor", "opiekun PSU"
    ACCOUNTANT = "accountant", "księgowość"
    HEAD = "head", "kierownik"
    CONTENT_ADMIN = "content_admin", "administrator merytoryczny"
    SYSTEM_ADMIN = "system_admin", "administrator systemu"
    INSPECTOR = "inspector", "kontrola"
    LEADER = "leader", "prowadzący zajęcia"
    DATA_OFFICER = "data_officer", "inspektor ochrony danych"
    FAMILY_ASSISTANT = "family_assistant", "asystent rodziny"
    PROGRAMME_STAFF = "programme_staff", "realizator programu"


(
    WORKER,
    COORDINATOR,
    SUPERVISOR,
    ACCOUNTANT,
    HEAD,
    CONTENT,
    SYSTEM,
    INSPECTOR,
    LEADER,
    OFFICER,
    ASSISTANT,
    PROGRAMMES,
) = Role

# Who helps a family neither leads its case nor pays: art. 17 ust. 3 and 4 of the act on supporting families.
APART_FROM_ASSISTANT = (WORKER, ACCOUNTANT)
ROLES_APART = (
    "Asystent rodziny nie może być też pracownikiem socjalnym ani prowadzić wypłat (art. 17 ust. 3 i 4 "
    "ustawy o wspieraniu rodziny). Zostaw jedno z nich."
)


def are_apart(roles: set[Role]) -> bool:
    """Whether no two of the roles exclude each other."""
    return ASSISTANT not in roles or not roles & set(APART_FROM_ASSISTANT)


READ_DICTIONARIES = {CONTENT, COORDINATOR, HEAD, INSPECTOR}

RIGHTS: dict[str, set[Role]] = {
    # the first hour of a new office: accounts, dictionaries, the agreement
    "desk.view_first_steps": {SYSTEM, CONTENT, COORDINATOR},
    # how the program is: what the nightly check found, the mail that it sends
    "desk.view_state": {SYSTEM, COORDINATOR},
    # disks, the queue, backups
    "recovery.view_health": {SYSTEM},
    # who looked at whom: of everybody for the data officer, who opens no file; else of people one sees
    "oversight.view_log": {OFFICER, HEAD, COORDINATOR},
    # what people may ask for under the law on data protection; the office's pages on it
    "privacy.view_person": {WORKER, COORDINATOR, HEAD, INSPECTOR},
    "privacy.write_request": {WORKER, COORDINATOR},
    "privacy.make_copy": {WORKER, COORDINATOR},
    "privacy.view_office": {OFFICER, COORDINATOR, HEAD, CONTENT},
    "privacy.restrict": {COORDINATOR},
    "privacy.view_retention": {OFFICER, COORDINATOR, HEAD},
    "privacy.propose_destruction": {COORDINATOR},
    "privacy.withdraw_destruction": {COORDINATOR, HEAD},
    "privacy.approve_destruction": {HEAD},  # never one's own list: the database holds it
    # written authorisations: the head signs for the controller
    "accounts.view_authorisation": {SYSTEM, HEAD, OFFICER, INSPECTOR},
    "accounts.write_authorisation": {SYSTEM, HEAD},
    # lost telephones and keys: one asks, another confirms
    "entry.view_reset": {SYSTEM, COORDINATOR, HEAD},
    "entry.ask_reset": {SYSTEM, COORDINATOR},  # a coordinator of supervisors of places alone
    "entry.settle_reset": {HEAD, SYSTEM},  # never one's own, nor what one asked for
    "entry.invite_phone": {SYSTEM, COORDINATOR},
    # who stands in for whom
    "accounts.write_deputy": {COORDINATOR, HEAD},
    # people
    "participants.view_register": {WORKER, COORDINATOR, HEAD, INSPECTOR},
    "participants.write_person": {WORKER, COORDINATOR},
    "participants.view_sensitive": {WORKER, COORDINATOR, HEAD, INSPECTOR},
    "participants.write_eligibility": {WORKER, COORDINATOR},
    "participants.write_note": {WORKER, COORDINATOR},
    "participants.reveal_pesel": {WORKER, COORDINATOR, HEAD},
    "participants.hand_over": {COORDINATOR},
    "participants.merge_people": {COORDINATOR},
    "participants.open_case": {
        WORKER
    },  # of another worker, for a reason; the others read every case
    "participants.judge_opening": {COORDINATOR, HEAD},  # never one's own
    # contracts and participation
    "contracts.view_contract": {WORKER, COORDINATOR, HEAD, INSPECTOR},
    "contracts.write_contract": {WORKER},
    "contracts.void_contract": {WORKER, COORDINATOR},
    "contracts.approve_contract": {HEAD},  # never one's own: the database holds it
    "contracts.rule_dispute": {HEAD},
    "contracts.view_library": {WORKER, COORDINATOR, HEAD, CONTENT, INSPECTOR},
    "contracts.write_library": {COORDINATOR, CONTENT},
    "contracts.write_participation": {WORKER, COORDINATOR},
    # classes
    "activities.open_classes": {COORDINATOR, LEADER},  # the item of the navigation
    "activities.view_timetable": {WORKER, COORDINATOR, HEAD, INSPECTOR, LEADER},
    "activities.view_person_attendance": {WORKER, COORDINATOR, HEAD, INSPECTOR},
    "activities.write_activity": {COORDINATOR},
    "activities.view_placements": {WORKER, COORDINATOR, HEAD, INSPECTOR},
    "activities.write_placement": {WORKER, COORDINATOR},
    "activities.view_directory": {WORKER, COORDINATOR, HEAD, INSPECTOR, LEADER, ASSISTANT},
    "activities.write_directory": {WORKER, COORDINATOR},
    "activities.mark_attendance": {COORDINATOR, LEADER},  # a leader at own meetings alone
    "activities.keep_meeting_scan": {COORDINATOR, LEADER},
    "activities.view_meeting_scan": {
        WORKER,
        COORDINATOR,
        HEAD,
        LEADER,
    },  # whoever may read its every name
    "activities.void_meeting_scan": {WORKER, COORDINATOR, LEADER},  # never one's own
    "activities.write_consultation": {COORDINATOR, LEADER},  # a leader of own groups alone
    "activities.consult_anybody": {COORDINATOR},
    "activities.void_consultation": {WORKER, COORDINATOR},  # never one's own
    "activities.view_month": {COORDINATOR, HEAD, INSPECTOR},
    "activities.approve_month": {COORDINATOR},  # and open it again, for a reason
    # families: whose is decided by Family.objects.visible_to; the head and whom the head named see all
    "families.open_families": {ASSISTANT, WORKER, HEAD},  # the item of the navigation
    "families.view_family": {ASSISTANT, WORKER, HEAD},
    "families.write_family": {ASSISTANT, WORKER},
    "families.apply": {WORKER},
    "families.receive_application": {WORKER, HEAD},  # of a family itself, or by a court's order
    "families.assign": {HEAD},
    "families.void_assignment": {HEAD, WORKER},  # a second person, of the own families
    "families.end_work": {HEAD, ASSISTANT},  # an assistant of the own families
    "families.issue_paper": {WORKER, ASSISTANT, HEAD},
    "families.print_court_list": {HEAD},
    "families.write_staff": {HEAD},
    "families.work": {ASSISTANT},  # visits, plans, assessments: of own families alone
    "families.void_visit": {ASSISTANT, WORKER, HEAD},  # who sees every family; never one's own
    "families.agree_plan": {WORKER},
    "families.void_work": {HEAD, WORKER},  # a second person, of the own families
    "families.view_staff": {
        ASSISTANT,
        WORKER,
        HEAD,
    },  # one's own; everybody's for who sees all families
    # programmes: whose edition is decided by Edition.objects.visible_to; coordinator and head see all
    "programmes.open_programmes": {PROGRAMMES, COORDINATOR, HEAD},  # the item of the navigation
    "programmes.view_edition": {PROGRAMMES, COORDINATOR, HEAD},
    "programmes.write_edition": {COORDINATOR},  # its numbers and who runs it
    "programmes.write_enrolment": {PROGRAMMES, COORDINATOR},
    "programmes.write_provider": {PROGRAMMES, COORDINATOR},
    "programmes.write_service": {PROGRAMMES, COORDINATOR},
    "programmes.write_own_service": {PROGRAMMES},  # who has an account and provides
    "programmes.settle": {PROGRAMMES, COORDINATOR},
    "programmes.void": {PROGRAMMES, COORDINATOR, HEAD},  # never one's own
    "programmes.view_person": {WORKER, COORDINATOR, HEAD},  # a person's programmes, in the file
    # beginning with the program: lists with everything of a person in them
    "imports.write_import": {COORDINATOR},
    # reports
    "reports.open_reports": {COORDINATOR, HEAD, INSPECTOR},  # the item of the navigation
    "reports.view_rows": {COORDINATOR, HEAD},  # whose lives a figure of a report counts
    "reports.view_families": {HEAD},  # who coordinates the club sees no families
    # staff and grants: the one voids what the other wrote
    "reports.write_entries": {COORDINATOR, HEAD},
    # the day of an inspection
    "inspection.view_answers": {COORDINATOR, HEAD, INSPECTOR},
    "inspection.make_package": {COORDINATOR, HEAD},
    "inspection.write_inspection": {COORDINATOR, HEAD},
    # socially useful work
    "psu.view_psu": {COORDINATOR, ACCOUNTANT, HEAD, INSPECTOR},
    "psu.view_person_psu": {WORKER, COORDINATOR, HEAD, INSPECTOR},
    "psu.view_person_paper": {WORKER, COORDINATOR, HEAD},
    "psu.write_person_paper": {WORKER, COORDINATOR},
    "psu.write_referral": {WORKER, COORDINATOR},
    "psu.write_agreement": {COORDINATOR},
    "psu.view_sheet": {COORDINATOR, SUPERVISOR, ACCOUNTANT, HEAD, INSPECTOR},
    "psu.write_hours": {COORDINATOR, SUPERVISOR},
    "psu.look_after_place": {SUPERVISOR},  # own places alone: the day, the month, events
    "psu.settle_event": {COORDINATOR},
    "psu.read_notice": {COORDINATOR, HEAD},  # it is addressed to the head, too
    "psu.write_needs_plan": {COORDINATOR},
    "psu.view_eligible_list": {COORDINATOR, HEAD},
    "psu.write_eligible_list": {COORDINATOR},
    "psu.view_figure_people": {COORDINATOR, HEAD},  # whose hours and money a figure is the sum of
    "psu.view_accident": {COORDINATOR, HEAD},  # injuries: sensitive
    "psu.write_accident": {COORDINATOR},
    "psu.settle_contract_news": {COORDINATOR},
    "psu.consent_year": {COORDINATOR},
    "psu.write_signed_list": {COORDINATOR},
    "psu.review_month": {COORDINATOR},
    "psu.close_month": {COORDINATOR},
    "psu.reopen_month": {COORDINATOR},
    "psu.view_pay_list": {COORDINATOR, ACCOUNTANT, HEAD, INSPECTOR},
    "psu.check_pay_list": {ACCOUNTANT},
    "psu.approve_pay_list": {HEAD},
    "psu.approve_own_pay_list": set(),  # four eyes: off until a centre cannot do otherwise
    "psu.settle_pay_list": {ACCOUNTANT},
    "psu.void_refund": {COORDINATOR, ACCOUNTANT},  # before it is sent, by a second person
    "psu.correct_payment": {COORDINATOR, ACCOUNTANT},  # the head confirms: psu.approve_pay_list
}


def dictionary(app: str, *models: str) -> None:
    """Give the admin panel's rights over dated reference rows; nobody deletes them."""
    for model in models:
        RIGHTS[f"{app}.view_{model}"] = READ_DICTIONARIES
        RIGHTS[f"{app}.add_{model}"] = RIGHTS[f"{app}.change_{model}"] = {CONTENT}


dictionary("accounts", "centre")
dictionary("documents", "papertext")
dictionary("participants", "eligibilitycategory", "acceptedevidence", "registerlimit")
dictionary("participants", "commissionlimit", "projectdefinition", "openinglimit")
dictionary("activities", "activitykind", "absencereason")
dictionary("families", "loadlimit", "monitoringstep", "visittopic")
dictionary("programmes", "projectword")
dictionary("reports", "officialdate", "sheetline")
dictionary("privacy", "processingactivity", "retentionclass")
dictionary("psu", "regime", "ceiling", "rate", "workkind", "workplace", "supervision")
dictionary("psu", "payingaccount", "paytax")
# Whether benefits are taxed the chief accountant decides.
RIGHTS["psu.view_paytax"] = READ_DICTIONARIES | {ACCOUNTANT}
RIGHTS["psu.add_paytax"] = RIGHTS["psu.change_paytax"] = {CONTENT, ACCOUNTANT}
RIGHTS["accounts.view_user"] = {SYSTEM, INSPECTOR}
RIGHTS["accounts.add_user"] = RIGHTS["accounts.change_user"] = {SYSTEM}

ADMIN_PANEL = READ_DICTIONARIES | {SYSTEM, ACCOUNTANT}
