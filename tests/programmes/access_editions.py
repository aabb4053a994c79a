"""Who may open which page of editions, participants and providers."""

from kis.programmes.models import Cost
from tests.access import COORDINATOR, GET, HEAD, POST, PROGRAMMES, REGISTER, Page
from tests.programmes.factories import D

FORM = (GET, POST)
READERS = frozenset({PROGRAMMES, COORDINATOR, HEAD})
STAFF = frozenset({PROGRAMMES, COORDINATOR})
COORDINATORS = frozenset({COORDINATOR})


def of_edition(known):
    return [known.edition.pk]


def of_number(known):
    return [known.edition.pk, known.edition_number.pk]


def of_group(known):
    return [known.edition.pk, known.programme_group.pk]


def of_staff(known):
    return [known.edition.pk, known.edition_staff.pk]


def of_enrolment(known):
    return [known.edition.pk, known.programme_enrolment.pk]


def of_participant(known):
    return [known.edition.pk, known.programme_enrolment.pk, "uczestnik"]


def of_choice(known):
    return [known.edition.pk, known.programme_enrolment.pk, known.choice.pk]


def of_person_to_add(known):
    return [known.edition.pk, known.person.pk]


def of_provider(known):
    return [known.provider.pk]


def of_person(known):
    return [known.person.pk]


def about(name, roles, arguments, methods=(GET,)):
    """Coordinator and head see every edition, so that none is outside of everybody's scope."""
    return Page(f"programmes:{name}", frozenset(roles), methods, arguments=arguments, scoped=False)


def records(known, users):
    """A ticket beside the hours."""
    cost = Cost.objects.create(
        enrolment=known.programme_enrolment,
        provider=known.provider,
        day=D(2026, 3, 2),
        kind="tickets",
        purpose="do przychodni",
        amount=4,
        entered_by=users.coordinator,
    )
    return {"programme_cost": cost}


PAGES = [
    Page("programmes:list", READERS),
    Page("programmes:edition_new", COORDINATORS, FORM),
    about("edition", READERS, of_edition),
    about("edition_copy", COORDINATORS, of_edition, FORM),
    about("edition_edit", COORDINATORS, of_edition, FORM),
    about("numbers", READERS, of_edition),
    about("number_new", COORDINATORS, of_edition, FORM),
    about("number_edit", COORDINATORS, of_number, FORM),
    about("number_confirm", COORDINATORS, of_number, FORM),
    about("group_new", COORDINATORS, of_edition, FORM),
    about("group_edit", COORDINATORS, of_group, FORM),
    about("group_confirm", COORDINATORS, of_group, FORM),
    about("staff_new", COORDINATORS, of_edition, FORM),
    about("staff_end", COORDINATORS, of_staff, FORM),
    about("enrolments", READERS, of_edition),
    about("enrolment_new", STAFF, of_edition, FORM),
    about("enrolment_find", COORDINATORS, of_edition, FORM),
    about("enrolment_add", COORDINATORS, of_person_to_add, FORM),
    about("enrolment", READERS, of_enrolment),
    about("enrolment_edit", STAFF, of_enrolment, FORM),
    about("enrolment_admit", STAFF, of_enrolment, FORM),
    about("enrolment_refuse", STAFF, of_enrolment, FORM),
    about("enrolment_end", STAFF, of_enrolment, FORM),
    about("enrolment_go_on", STAFF, of_enrolment, FORM),
    about("enrolment_void", READERS, of_enrolment, FORM),
    about("enrolment_person", STAFF, of_participant, FORM),
    about("application_card", READERS, of_enrolment),
    about("questionnaire_scan", READERS, of_enrolment),
    about("choice_new", STAFF, of_enrolment, FORM),
    about("choice_edit", STAFF, of_choice, FORM),
    Page("programmes:providers", READERS),
    Page("programmes:provider_new", STAFF, FORM),
    about("provider_edit", STAFF, of_provider, FORM),
    Page("programmes:person", REGISTER, arguments=of_person),
]
