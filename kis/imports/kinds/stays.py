"""Participations in the club, those that go on and those that have ended."""

from django.db import models
from django.urls import reverse

from contracts.forms.participation import BeginForm, EndParticipationForm
from contracts.participation import participation_answer
from kis.imports.kinds.columns import Column
from kis.imports.kinds.of_forms import OfForms, columns_of, tell_faults, typed
from kis.imports.kinds.rows import Row
from kis.imports.kinds.whose import WHOSE
from kis.lib.refusals import Refused
from participants.models import Participation

BEGUN = {
    "starts_on": ("Początek udziału", ("początek", "od", "data rozpoczęcia"), "19.01.2026"),
    "planned_end_on": ("Planowany koniec", ("planowane zakończenie",), "31.12.2026"),
    "rules_version": ("Regulamin – wersja", ("regulamin",), "z 2.01.2026"),
    "rules_read_on": ("Dzień zapoznania z regulaminem", (), "19.01.2026"),
    "declaration_signed_on": ("Deklaracja podpisana dnia", ("deklaracja",), "19.01.2026"),
}
ENDED = {
    "ends_on": ("Ostatni dzień", ("do", "data zakończenia"), ""),
    "outcome": ("Wynik", (), ""),
    "leaving_reason": ("Powód przerwania", (), ""),
    "contract_carried_out": ("Kontrakt zrealizowany", (), ""),
    "social_effects": ("Efekty społeczne", (), ""),
    "vocational_effects": ("Efekty zawodowe", (), ""),
    "what_next": ("Co dalej robi osoba", ("co dalej",), ""),
}


def _optional(columns: list[Column]) -> list[Column]:
    """Of a stay that goes on they are empty; of one that has ended its form asks for them."""
    for column in columns:
        column.field.required = False
    return columns


TABLE = [*WHOSE, *columns_of(BeginForm, BEGUN), *_optional(columns_of(EndParticipationForm, ENDED))]


class Stays(OfForms):
    name, title, what = "stays", "Udział w KIS", "udziałów w KIS"
    about = "Kto uczestniczy i kto już skończył. Najpierw kategorie i kontrakty."

    @classmethod
    def columns(cls) -> list[Column]:
        return TABLE

    def judge(self, row: Row) -> None:
        begun, ended = self._forms(row)
        tell_faults(row, begun)
        if ended:
            tell_faults(row, ended)
        if not row.is_faulty("starts_on"):
            # Each beside the others: the act itself says them in one breath.
            for text in participation_answer(row.facts["person"], row.facts["starts_on"]).missing:
                row.fault("starts_on", text)

    def _forms(self, row: Row):
        has_ended = any(row.cells.get(name) for name in ENDED)
        begun = BeginForm(typed(row, BEGUN), on=self.on)
        if not has_ended:
            return begun, None
        stay = Participation(person=row.facts["person"])
        return begun, EndParticipationForm(typed(row, ENDED), stay=stay, on=self.on, known_forms=[])

    def act(self, row: Row) -> list[models.Model]:
        begun, ended = self._forms(row)
        if not begun.is_valid() or (ended and not ended.is_valid()):
            raise Refused("Wiersza nie da się już zapisać. Otwórz go i sprawdź.")
        stay = begun.save(row.facts["person"], by=self.by)
        if ended:
            ended.save(stay, by=self.by, today=self.on)
        return [stay]

    @staticmethod
    def named(record: Participation):
        page = reverse("contracts:participation", args=[record.person_id])
        return f"{record.person}: {record}", page, record.person_id
