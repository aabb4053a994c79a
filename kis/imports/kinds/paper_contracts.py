"""Social contracts that were signed on paper before the program came."""

from collections.abc import Sequence

from django.urls import reverse

from contracts.drafting import enter_from_paper
from contracts.forms.from_paper import FromPaperForm
from contracts.models import SocialContract
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.imports.kinds.cells import NamedCell
from kis.imports.kinds.columns import Column
from kis.imports.kinds.of_forms import LinesCell, OfForms, columns_of, tell_faults, typed
from kis.imports.kinds.people import users_by_name
from kis.imports.kinds.rows import Row
from kis.imports.kinds.whose import WHOSE

HEADINGS = {
    "type": ("Rodzaj kontraktu", ("rodzaj", "typ"), "B"),
    "number": ("Numer kontraktu", ("nr kontraktu", "numer", "nr"), "14/2026"),
    "signed_on": ("Data zawarcia", ("zawarto", "data podpisania"), "12.01.2026"),
    "ends_on": ("Obowiązuje do", ("do", "data zakończenia"), "31.12.2026"),
    "worker": ("Pracownik socjalny", ("pracownik",), ""),
    "parties": ("Inne osoby, które podpisały", (), "Lis, Ewa; Lis, Jan"),
    "main_goal": ("Cel główny", ("cel",), "podjęcie pracy"),
    "goals": ("Cele szczegółowe", (), "ukończy kurs; napisze CV"),
    "club_activities": ("Działania w KIS z terminami", (), "warsztaty, 2 razy w tygodniu"),
    "next_review_on": ("Następna ocena", (), "30.06.2026"),
    "original_place": ("Gdzie jest oryginał", (), "segregator KIS 3"),
}
NAMES = list(HEADINGS)
OWN = {
    "worker": NamedCell(help_text="Puste: osoba, która prowadzi sprawę."),
    "parties": LinesCell(required=False, help_text="Nazwisko, imię; każda osoba po średniku."),
    "goals": LinesCell(required=False, help_text="Każdy cel po średniku."),
}
TABLE = [*WHOSE, *columns_of(FromPaperForm, HEADINGS, **OWN)]


class PaperContracts(OfForms):
    name, title, what = "contracts", "Kontrakty podpisane na papierze", "kontraktów"
    about = "Kontrakty zawarte przed programem: numer, daty, cele, kto podpisał."

    @classmethod
    def columns(cls) -> list[Column]:
        return TABLE

    def __init__(self, *, by, on):
        super().__init__(by=by, on=on)
        self.workers = users_by_name(User.objects.having(Role.SOCIAL_WORKER))

    def read(self, rows: Sequence[Row], beside: Sequence[Row] = ()) -> None:
        super().read(rows, beside)
        for row in rows:
            row.facts["worker"] = row.named("worker", self.workers, TABLE)

    def judge(self, row: Row) -> None:
        if not row.is_faulty("worker"):
            row.facts["worker"] = row.facts["worker"] or row.facts["person"].responsible
            tell_faults(row, self._form(row))

    def _form(self, row: Row) -> FromPaperForm:
        return FromPaperForm(typed(row, NAMES), by=self.by)

    def act(self, row: Row) -> list[SocialContract]:
        form = self._form(row)
        form.is_valid()
        facts = form.facts(self.by)
        return [enter_from_paper(row.facts["person"], by=self.by, today=self.on, **facts)]

    @staticmethod
    def named(record: SocialContract):
        page = reverse("contracts:contract", args=[record.person_id, record.pk])
        return record.title, page, record.person_id
