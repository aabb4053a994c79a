from kis.imports.models import ImportFile, ImportMark, ImportRow
from tests.access import COORDINATOR, GET, POST, Page
from tests.imports.files import xlsx

WRITERS = frozenset({COORDINATOR})
FORM = (GET, POST)
FAULT = {"column": "pesel", "text": "Numer PESEL ma 11 cyfr. Sprawdź, czy żadnej nie brakuje."}
State, RowState = ImportFile.State, ImportRow.State


def records(known, users):
    """A list whose columns are to be named, one that was checked, and one that was accepted."""
    checked = listed(known, users, State.CHECKED)
    ready = {"last_name": "Listowa", "first_name": "Ewa"}
    checked.rows.create(number=2, cells=ready, state=RowState.READY)
    row = checked.rows.create(
        number=3, cells=ready | {"pesel": "123"}, faults=[FAULT], state=RowState.FAULTY
    )
    accepted = listed(
        known, users, State.ACCEPTED, content=None, accepted_at=known.person.created_at
    )
    added = accepted.rows.create(number=2, state=RowState.ADDED)
    ImportMark.objects.create(
        row=added, model="participants.Person", number=known.person.pk, version=1
    )
    return {
        "import_new": listed(known, users, State.NEW),
        "import_checked": checked,
        "import_row": row,
        "import_accepted": accepted,
    }


def listed(known, users, state, **facts):
    content = xlsx(("Nazwisko", "Imię", "PESEL", "Uwagi"), ("Listowa", "Ewa", "123", "x"))
    return ImportFile.objects.create(
        kind="people",
        name="lista.xlsx",
        sha256=f"{known.person.pk:032}{state:>32}",
        format="xlsx",
        **{"content": content, **facts},
        expected=10,
        columns={"last_name": 0, "first_name": 1, "pesel": 2},
        state=state,
        created_by=users.coordinator,
        settled_by=users.coordinator,
    )


def of_list(name, which="import_checked", methods=(GET,)):
    return Page(
        f"imports:{name}",
        WRITERS,
        methods,
        arguments=lambda known: [getattr(known, which).pk],
        scoped=False,
    )


PAGES = [
    Page("imports:start", WRITERS, FORM),
    Page("imports:numbers", WRITERS, FORM),
    Page("imports:template", WRITERS, arguments=lambda known: ["people"], scoped=False),
    of_list("file"),
    of_list("left_out"),
    of_list("columns", "import_new", FORM),
    of_list("read_again", "import_new", (POST,)),
    Page(
        "imports:row",
        WRITERS,
        FORM,
        arguments=lambda known: [known.import_checked.pk, known.import_row.number],
        scoped=False,
    ),
    *(
        of_list(name, methods=(POST,))
        for name in ("skip", "check_again", "expect", "accept", "drop")
    ),
    of_list("take_back", "import_accepted", FORM),
]
