"""Who may open the pages of EU projects, of durability, and the figures of every edition.

Whose an edition is decides nothing here: coordinator and head see all (see test_project_scope).
"""

from kis.programmes.models import DurabilitySource, Edition
from tests.access import COORDINATOR, GET, HEAD, POST, PROGRAMMES, Page
from tests.programmes.factories import D, EditionFactory, EditionStaffFactory
from tests.programmes.project_rows import applies, leaves, project_of, starts, supports, tells

FORM = (GET, POST)
READERS = frozenset({PROGRAMMES, COORDINATOR, HEAD})
WRITERS = frozenset({PROGRAMMES, COORDINATOR})


def records(known, users):
    """A project in which the person has left and told the situation, and a durability edition."""
    count = Edition.objects.filter(kind="project").count()
    project = project_of(users, name=f"Aktywny KIS {count}")
    row = applies(project, users, known.person)
    starts(row)
    support = supports(row, D(2026, 2, 2), entered_by=users.worker)
    leaves(row)
    tells(row)
    durability = EditionFactory(kind="durability", entered_by=users.coordinator)
    EditionStaffFactory(edition=durability, user=users.programmes, named_by=users.coordinator)
    DurabilitySource.objects.create(edition=durability, counted=known.edition)
    return {"project": project, "participant": row, "support": support, "durability": durability}


def of_project(r):
    return [r.project.pk]


def of_participant(r):
    return [r.project.pk, r.participant.pk]


def of_support(r):
    return [*of_participant(r), r.support.pk]


def of_durability(r):
    return [r.durability.pk]


def page(name, roles, arguments=None, methods=(GET,)):
    return Page(f"programmes:{name}", roles, methods, arguments, scoped=False)


PAGES = [
    page("columns", READERS),
    page("columns_new", frozenset({COORDINATOR}), methods=FORM),
    page("figures", READERS, lambda r: [r.edition.pk]),
    page("group_rows", READERS, lambda r: [r.project.pk, 0]),
    page("person_rows", READERS, lambda r: [r.edition.pk, r.person.pk]),
    page("month_rows", READERS, lambda r: [r.edition.pk, 2026, 3]),
    page("figure_rows", READERS, lambda r: [r.edition.pk, "godziny"]),
    page("project", READERS, of_project),
    page("project_export", WRITERS, of_project, FORM),
    page("participant", READERS, of_participant),
    page("start_edit", WRITERS, of_participant, FORM),
    page("support_new", WRITERS, of_participant, FORM),
    page("support_edit", WRITERS, of_support, FORM),
    page("support_void", READERS, of_support, FORM),
    page("situation_edit", WRITERS, of_participant, FORM),
    page("durability", READERS, of_durability),
    page("durability_sources", WRITERS, of_durability, FORM),
    page("durability_people", READERS, lambda r: [r.durability.pk, 2026]),
    page("durability_figure", WRITERS, lambda r: [r.durability.pk, 2026, "children"], FORM),
]
