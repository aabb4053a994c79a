"""The register of people: who is with the office when it begins with the program."""

import datetime
import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.forms.models import fields_for_model
from django.urls import reverse

from kis.accounts.models import User
from kis.imports.kinds.cells import ChoiceCell, NamedCell, PeselCell, YesNoCell
from kis.imports.kinds.columns import Column
from kis.imports.kinds.kind import Kind, Touched
from kis.imports.kinds.rows import Row, read_cells
from kis.imports.reading.cells import is_formula
from kis.lib.dates import UnreadableDate, polish, read_birth_date, years_between
from kis.lib.pesel import read_pesel
from kis.lib.refusals import sentence
from participants.alike import Known, alike, grouped, in_the_register, near
from participants.forms.person import FIELD_CLASSES, OLDEST
from participants.handover import CASE_LEADERS
from participants.models import Area, Person
from participants.registration import register_many
from participants.words import fold

# Two people in one row: names joined by a word or a sign, two numbers in one cell.
JOINED = re.compile(r"\s(?:i|oraz|lub)\s|[,;/&+\n]", re.IGNORECASE)
NUMBERS = re.compile(r"(?<!\d)\d{11}(?!\d)")
TWO_PEOPLE = "Wygląda na dwie osoby w jednym wierszu. Rozdziel je: każda osoba ma swój wiersz."
NOT_IDENTIFIED = (
    "Nie ma numeru PESEL ani dokumentu. Do rozpoczęcia udziału trzeba będzie go uzupełnić."
)
TELL_APART = (
    "Jeśli to ktoś inny, wpisz w kolumnie „Po czym poznać, że to inna osoba”, po czym to widać; jeśli ta "
    "sama osoba, pomiń wiersz."
)
ELSEWHERE = "Taka osoba prawdopodobnie już jest w rejestrze, w sprawie, której nie widzisz. "

# Heading, other headings of offices, example; the order is the template's.
COLUMNS = {
    "last_name": ("Nazwisko", ("nazwisko uczestnika", "nazwisko osoby"), "Kowalczyk"),
    "first_name": ("Imię", ("imiona", "imię uczestnika", "pierwsze imię"), "Łukasz"),
    "second_name": ("Drugie imię", (), "Jan"),
    "pesel": ("PESEL", ("numer pesel", "nr pesel"), "81050412355"),
    "pesel_kept_reason": ("Dlaczego zostaje PESEL z błędną cyfrą", (), ""),
    "born_on": ("Data urodzenia", ("data ur", "ur", "urodzony"), "4.05.1981"),
    "sex": ("Płeć", (), "mężczyzna"),
    "citizenship": ("Obywatelstwo", (), "polskie"),
    "identity_kind": ("Dokument tożsamości", ("rodzaj dokumentu",), ""),
    "identity_number": ("Seria i numer dokumentu", ("nr dokumentu", "numer dokumentu"), ""),
    "identity_country": ("Kraj wydania dokumentu", (), ""),
    "identity_valid_until": ("Dokument ważny do", (), ""),
    "no_identity_reason": ("Brak dokumentów – co ustalono", (), ""),
    "street": ("Ulica", (), "ul. Lubelska"),
    "house": ("Nr domu i mieszkania", ("nr domu", "numer domu", "dom"), "12/4"),
    "postal_code": ("Kod pocztowy", ("kod",), "24-100"),
    "town": ("Miejscowość", ("miasto", "miejsce zamieszkania"), "Puławy"),
    "is_homeless": ("Osoba bezdomna", ("bezdomny", "bezdomność"), "nie"),
    "place_of_stay": ("Miejsce pobytu", (), ""),
    "last_registered_address": ("Ostatnie zameldowanie na pobyt stały", (), ""),
    "registered_address": ("Adres zameldowania", ("zameldowanie",), ""),
    "phone": ("Telefon", ("nr telefonu", "numer telefonu", "tel"), "600 100 200"),
    "safe_contact": ("Bezpieczny kontakt", (), "nie dzwonić po 16"),
    "language": ("Język", (), ""),
    "information_given_on": ("Informację o danych przekazano dnia", ("rodo data",), "2.02.2026"),
    "information_given_how": ("Sposób przekazania informacji", (), "wydruk"),
    "reported_by": ("Kto zgłasza", (), "pracownik socjalny"),
    "reported_on": ("Data zgłoszenia", (), "2.02.2026"),
    "responsible": ("Prowadzi", ("pracownik socjalny", "pracownik prowadzący"), ""),
    "education": ("Wykształcenie", (), "zasadnicze zawodowe lub branżowe"),
    "profession": ("Zawód", (), "stolarz"),
    "labour_status": ("Status na rynku pracy", ("status",), ""),
    "assistance_since": ("Pomoc społeczna od", (), ""),
    "assistance_kind": ("Rodzaj pomocy", (), ""),
    "interview_on": ("Wywiad środowiskowy", ("data wywiadu",), ""),
    "case_mark": ("Znak sprawy", ("nr sprawy",), ""),
    "domain_system_number": ("Nr w systemie dziedzinowym", ("pomost", "nr pomost", "tt pomoc"), ""),
    "file_number": ("Nr teczki", ("teczka", "numer teczki"), "12/2025"),
    "distinguished_by": ("Po czym poznać, że to inna osoba", (), ""),
}
NEEDED = {"last_name", "first_name"}
SECRET = {"pesel"}


def _fields() -> dict[str, forms.Field]:
    """Those of the screens; words from a list and yes or no are read as words."""
    names = [name for name in COLUMNS if name not in ("pesel", "responsible")]
    fields = fields_for_model(Person, fields=names, field_classes=FIELD_CLASSES)
    for name in names:
        model_field = Person._meta.get_field(name)
        if model_field.choices:
            fields[name] = ChoiceCell(model_field.choices)
        elif name == "is_homeless":
            fields[name] = YesNoCell()
        fields[name].required = name in NEEDED
    fields["pesel"] = PeselCell()
    fields["responsible"] = NamedCell()
    return fields


def _columns() -> list[Column]:
    fields = _fields()
    return [
        Column(key, heading, fields[key], known_as, example, secret=key in SECRET)
        for key, (heading, known_as, example) in COLUMNS.items()
    ]


TABLE = _columns()


class People(Kind):
    name, title, what = "people", "Osoby", "osób"
    about = "Osoby z rejestru: dane, adres, kontakt, kto prowadzi sprawę."
    at_once = 500

    @classmethod
    def columns(cls) -> list[Column]:
        return TABLE

    def __init__(self, *, by, on):
        super().__init__(by=by, on=on)
        self.workers = users_by_name(User.objects.with_role(*CASE_LEADERS))

    def read(self, rows: Sequence[Row], beside: Sequence[Row] = ()) -> None:
        for row in rows:
            _refuse_two_people(row)
            read_cells(row, TABLE)
            self._read_worker(row)
            self._fill(row)
        _compare_within(rows, beside, self.on)

    def _read_worker(self, row: Row) -> None:
        row.facts["responsible"] = row.named("responsible", self.workers, TABLE) or self.by

    def _fill(self, row: Row) -> None:
        """What PESEL tells, what the model says, what is only odd."""
        facts = row.facts
        known = read_pesel(facts.get("pesel") or "")
        if known is None or known.checks:
            facts["pesel_kept_reason"] = ""
        if known and not row.is_faulty("born_on"):
            facts["born_on"] = facts.get("born_on") or known.born_on
        if known and not row.is_faulty("sex"):
            facts["sex"] = facts.get("sex") or known.sex
        if not row.cells.get("citizenship", ""):
            facts["citizenship"] = Person._meta.get_field("citizenship").default
        person = _person(facts)
        for check in (lambda: person.clean_fields(exclude=["responsible"]), person.clean):
            try:
                check()
            except ValidationError as error:
                row.refuse(error)
        born_on = facts.get("born_on")
        if born_on and (years := years_between(born_on, self.on)) > OLDEST:
            row.remark("born_on", f"Osoba ma {years} lat. Sprawdź rok urodzenia w dokumencie.")
        if not person.is_identified and not row.is_faulty("pesel", "identity_number"):
            row.remark("pesel", NOT_IDENTIFIED)

    def look_up(self, rows: Sequence[Row]) -> None:
        """Who is in the register already. One query, and one more where somebody is."""
        asked = [row for row in rows if _names_read(row)]
        if not asked:
            return
        found = in_the_register([_known(row.facts) for row in asked])
        numbers = {known.person for matches in found for known in matches}
        visible = (
            set(
                Person.objects.visible_to(self.by)
                .filter(pk__in=numbers)
                .values_list("pk", flat=True)
            )
            if numbers
            else set()
        )
        for row, matches in zip(asked, found, strict=True):
            if matches:
                _tell_of_known(row, matches, visible)

    def make(self, rows: Sequence[Row]):
        people = [_person(row.facts) for row in rows]
        return [[person] for person in register_many(people, on=self.on)]

    @staticmethod
    def named(record: Person):
        return record.all_names, reverse("participants:details", args=[record.pk]), record.pk

    def take_back(self, records: Sequence[Person], *, reason: str) -> None:
        """The application that was opened with the entry goes with it; anything else holds the person."""
        Area.objects.filter(person__in=records, version=1).delete()
        try:
            Person.objects.filter(pk__in=[person.pk for person in records]).delete()
        except ProtectedError as error:
            raise Touched(sentence(error)) from None


def users_by_name(users) -> dict[str, User]:
    """By login and by name in both orders; a name that two bear is none."""
    found: dict[str, User | None] = {}
    for user in users:
        names = (f"{user.first_name} {user.last_name}", f"{user.last_name} {user.first_name}")
        for name in {fold(user.username), *map(fold, names)}:
            found[name] = None if name in found else user
    return {name: user for name, user in found.items() if user and name.strip()}


def _refuse_two_people(row: Row) -> None:
    for column in ("last_name", "first_name"):
        text = row.cells.get(column, "").strip()
        if JOINED.search(text) and not is_formula(text):
            row.fault(column, TWO_PEOPLE)
    if len(NUMBERS.findall(row.cells.get("pesel", ""))) > 1:
        row.fault("pesel", TWO_PEOPLE)


def _person(facts: dict) -> Person:
    columns = {name: value for name, value in facts.items() if value is not None}
    return Person(**columns, from_list=True)


def _names_read(row: Row) -> bool:
    return bool(row.facts.get("last_name") and row.facts.get("first_name"))


def _known(facts: dict, person: int | None = None) -> Known:
    names = ("last_name", "first_name", "second_name", "pesel", "identity_number")
    texts = {name: facts.get(name) or "" for name in names}
    return Known(**texts, born_on=facts.get("born_on"), person=person)


def _tell_of_known(row: Row, matches: list[Known], visible: set[int]) -> None:
    seen = [known for known in matches if known.person in visible]
    same = next(
        (known for known in seen if known.pesel and known.pesel == row.facts["pesel"]), None
    )
    if same:
        text = f"Osoba z tym numerem PESEL już jest w rejestrze: {_named(same)}. Pomiń ten wiersz."
        row.fault("pesel", text, person=same.person)
    elif row.facts.get("distinguished_by"):
        for known in seen:
            text = f"Podobna osoba w rejestrze: {_named(known)}."
            row.remark("distinguished_by", text, person=known.person)
    elif seen:
        text = f"Taka osoba prawdopodobnie już jest w rejestrze: {_named(seen[0])}. {TELL_APART}"
        row.fault("distinguished_by", text, person=seen[0].person)
    else:
        row.fault("distinguished_by", ELSEWHERE + TELL_APART)


def _named(known: Known) -> str:
    born = f", ur. {polish(known.born_on)}" if known.born_on else ""
    return f"{known.last_name} {known.first_name}{born}"


def _compare_within(rows: Sequence[Row], beside: Sequence[Row], on: datetime.date) -> None:
    """Two rows of one list that are probably one person's, each naming the other."""
    others = {row.number: _as_typed(row, on) for row in (*rows, *beside)}
    by_word = grouped(others.values())
    for row in rows:
        if row.number in others and _names_read(row):
            _tell_of_others(row, others[row.number], by_word)


def _as_typed(row: Row, on: datetime.date) -> Known:
    """Of rows that were not read this time as well: what the comparison needs, and no more."""
    if row.facts:
        return _known(row.facts, row.number)
    texts = {name: row.cells.get(name, "") for name in ("last_name", "first_name", "second_name")}
    pesel = read_pesel(row.cells.get("pesel", "").zfill(11) if row.cells.get("pesel") else "")
    try:
        born_on = read_birth_date(row.cells.get("born_on", ""), today=on)
    except UnreadableDate:
        born_on = pesel.born_on if pesel else None
    return Known(
        **texts,
        born_on=born_on,
        pesel=pesel.number if pesel else "",
        identity_number=row.cells.get("identity_number", ""),
        person=row.number,
    )


def _tell_of_others(row: Row, own: Known, by_word) -> None:
    for other in near(own, by_word):
        if other is own or not alike(own, other):
            continue
        if own.pesel and own.pesel == other.pesel:
            text = (
                f"Ten sam numer PESEL jest w wierszu {other.person} tej listy. Pomiń jeden z nich."
            )
            row.fault("pesel", text, row=other.person)
        elif row.facts.get("distinguished_by"):
            row.remark(
                "distinguished_by", f"Podobna osoba w wierszu {other.person}.", row=other.person
            )
        else:
            text = f"Wiersz {other.person} tej listy dotyczy prawdopodobnie tej samej osoby. "
            row.fault("distinguished_by", text + TELL_APART, row=other.person)
        return
