"""Referrals of the labour office to socially useful work that run, or ran, when the office begins."""

from collections.abc import Sequence

from django.db import models
from django.urls import reverse

from kis.imports.kinds.cells import NamedCell
from kis.imports.kinds.columns import Column
from kis.imports.kinds.of_forms import OfForms, columns_of, tell_faults, typed
from kis.imports.kinds.rows import Row
from kis.imports.kinds.whose import WHOSE
from kis.lib.forms import LineField, PolishDateField
from kis.lib.refusals import Refused
from participants.words import fold
from psu.models import Agreement, Referral, WorkKind, WorkPlace
from psu.referrals.forms.referral import ReferralForm
from psu.referrals.referring import end, keep, void

HEADINGS = {
    "number": ("Numer skierowania", ("nr skierowania", "numer", "nr"), "PUP.12.2026"),
    "issued_on": ("Dzień skierowania", ("data skierowania",), "12.01.2026"),
    "basis": ("Podstawa", (), "bezrobotny bez prawa do zasiłku, korzysta ze świadczeń"),
    "agreement": ("Porozumienie", ("nr porozumienia", "numer porozumienia"), ""),
    "place": ("Miejsce PSU", ("miejsce", "miejsce pracy"), ""),
    "kind": ("Rodzaj pracy", (), ""),
    "starts_on": ("Od", ("początek", "od dnia"), "19.01.2026"),
    "ends_on": ("Do", ("koniec", "do dnia"), "31.12.2026"),
    "weekly_hours": ("Godziny w tygodniu", (), "10"),
    "monthly_hours": ("Godziny w miesiącu", (), ""),
    "planned_time": ("Godziny pracy (od–do)", (), "8.00–10.00"),
    "status_checked_on": ("Status w PUP sprawdzono dnia", (), "12.01.2026"),
    "status_checked_how": ("Jak sprawdzono", (), ""),
    "no_benefit_checked_on": ("Bez prawa do zasiłku – sprawdzono dnia", (), "12.01.2026"),
    "assistance_confirmed_on": ("Korzysta ze świadczeń – potwierdzono dnia", (), "12.01.2026"),
    "residence_checked_on": ("Mieszka w gminie – sprawdzono dnia", (), "12.01.2026"),
    "ohs_on": ("BHP dnia", ("szkolenie bhp", "instruktaż bhp"), "19.01.2026"),
    "ohs_instructor": ("Kto przeprowadził BHP", (), ""),
    "medical": ("Badanie lekarskie", (), "niewymagane"),
    "medical_on": ("Badanie dnia", (), ""),
    "medical_until": ("Badanie ważne do", (), ""),
    "work_advice": ("Zalecenia do pracy", (), ""),
    "remarks": ("Uwagi", (), ""),
}
NAMED = {
    "agreement": NamedCell(required=True, help_text="Numer porozumienia."),
    "place": NamedCell(required=True, help_text="Nazwa jak w słowniku miejsc."),
    "kind": NamedCell(required=True, help_text="Nazwa jak w słowniku."),
}
TABLE = [
    *WHOSE,
    *columns_of(ReferralForm, HEADINGS, **NAMED),
    Column("ended_on", "Przerwano, ostatni dzień", PolishDateField(required=False), ("przerwano",)),
    Column("end_reason", "Powód przerwania", LineField(required=False, max_length=300)),
]


class Referrals(OfForms):
    name, title, what = "referrals", "Skierowania do PSU", "skierowań"
    about = "Skierowania z PUP, które trwają. Najpierw porozumienie i miejsca."

    @classmethod
    def columns(cls) -> list[Column]:
        return TABLE

    def __init__(self, *, by, on):
        super().__init__(by=by, on=on)
        self.known = {
            "agreement": {fold(row.number): row for row in Agreement.objects.all()},
            "place": {fold(row.name): row for row in WorkPlace.objects.filter(is_active=True)},
            "kind": {fold(row.name): row for row in WorkKind.objects.filter(is_active=True)},
        }

    def read(self, rows: Sequence[Row], beside: Sequence[Row] = ()) -> None:
        super().read(rows, beside)
        for row in rows:
            for column, known in self.known.items():
                row.facts[column] = row.named(column, known, TABLE)

    def lock(self, rows: Sequence[Row]) -> None:
        """Agreements before people, as everybody who writes hours."""
        agreements = {row.facts["agreement"].pk for row in rows}
        locked = Agreement.objects.filter(pk__in=agreements).order_by("pk")
        list(locked.select_for_update(no_key=True).values_list("pk"))
        super().lock(rows)

    def judge(self, row: Row) -> None:
        if not row.is_faulty("agreement", "place", "kind"):
            tell_faults(row, self._form(row))
        if row.facts.get("ended_on") and not row.facts.get("end_reason"):
            row.fault("end_reason", "Podaj powód przerwania.")

    def _form(self, row: Row) -> ReferralForm:
        sent = typed(row, HEADINGS)
        sent["payment"] = ReferralForm.Payment.UNKNOWN
        return ReferralForm(sent, instance=Referral(person=row.facts["person"]), today=self.on)

    def act(self, row: Row) -> list[models.Model]:
        form = self._form(row)
        if not form.is_valid():
            raise Refused("Wiersza nie da się już zapisać. Otwórz go i sprawdź.")
        referral = keep(form.save(commit=False), by=self.by)
        if ended_on := row.facts.get("ended_on"):
            end(referral, last_day=ended_on, reason=row.facts["end_reason"])
        return [referral]

    def take_back(self, records: Sequence[Referral], *, reason: str) -> None:
        for referral in records:
            void(referral, by=self.by, reason=reason)

    @staticmethod
    def named(record: Referral):
        page = reverse("psu:person", args=[record.person_id])
        return f"{record.person}: skierowanie {record.number}", page, record.person_id
