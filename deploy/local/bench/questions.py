"""What is asked of both databases: the same questions with the same number of answers."""

from dataclasses import dataclass
from datetime import date

from participants.models import Area, Person

# Nobody of the crowd bears such a surname, and wherever these digits stood in a number of theirs, its month
# or its day would be none: so these are all that is found, in any size.
MARKED, SURNAME, NUMBER = 20, "Qwiecińska", "03850412"


@dataclass(frozen=True)
class SearchQuestion:
    """`condition` and `value` are what a plain SELECT would ask for."""

    title: str
    words: str
    condition: str
    value: str
    indexes: tuple[str, ...]


SURNAMES, SEARCH = "person_surname_start", "person_search"
QUESTIONS = [
    SearchQuestion("część nazwiska", "qwiec", "p.search LIKE %s", "%qwiec%", (SEARCH,)),
    SearchQuestion(
        "nazwisko i imię", f"marta {SURNAME}", "p.search LIKE %s", "%qwiecinska marta%", (SEARCH,)
    ),
    SearchQuestion("część numeru PESEL", NUMBER, "p.search LIKE %s", f"%{NUMBER}%", (SEARCH,)),
    SearchQuestion("jedna litera", "q", "p.folded_last_name LIKE %s", "q%", (SURNAMES,)),
]
NOBODY = SearchQuestion("nikogo nie ma", "qqzzxx", "p.search LIKE %s", "%qqzzxx%", (SEARCH,))
TYPING_ERRORS = ["kowlaski", "kowalski jna", "nowka", "krzystof", "wisnewska anna", "81050412395"]

BARE = """
    SELECT p.id, p.last_name, p.first_name, p.born_on, p.pesel, p.town, u.first_name, u.last_name
    FROM participants_person p JOIN accounts_user u ON u.id = p.responsible_id
    WHERE {condition} AND p.merged_into_id IS NULL AND EXISTS (
        SELECT FROM participants_area a WHERE a.person_id = p.id AND a.kind IN ('kis', 'psu'))
    ORDER BY p.last_name, p.first_name, p.id LIMIT 1001
"""


def mark(worker) -> None:
    """The people that the questions find, once a database."""
    if marked().exists():
        return
    for number in range(MARKED):
        person = Person.objects.create(
            last_name=SURNAME,
            first_name="Marta",
            pesel=f"{NUMBER}{number:02}0",
            pesel_kept_reason="numer na próbę",
            born_on=date(1903, 5, 4),
            sex="K",
            town="Puławy",
            responsible=worker,
        )
        Area.objects.create(person=person, kind=Area.Kind.KIS, starts_on=date(2020, 1, 2))


def marked():
    return Person.objects.filter(last_name=SURNAME)
