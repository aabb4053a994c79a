"""One form for each act on a contract that the program made."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from contracts.forms.scans import keep_contract_scan
from contracts.models import Party, Refusal, SocialContract
from contracts.participation import gap_after
from contracts.refusing import refuse_signature
from kis.documents.scans import ScanField
from kis.lib.dates import polish
from kis.lib.forms import PolishDateField
from kis.lib.refusals import refused_by_database


class NewContractForm(forms.Form):
    type = forms.ChoiceField(label="Rodzaj", choices=SocialContract.Type, widget=forms.RadioSelect)


class SignForm(forms.Form):
    """The signature on the print whose code the form was opened with."""

    code = forms.CharField(widget=forms.HiddenInput)
    signed_on = PolishDateField(label="Data zawarcia", help_text="Jak na papierze.")
    code_is_there = forms.BooleanField()
    how = forms.CharField(
        label="Sposób podpisu, jeśli nie własnoręczny", max_length=200, required=False
    )
    copy_given = forms.BooleanField(label="Wydano egzemplarz")
    scan_file = ScanField()

    def __init__(self, *args, contract, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.contract = contract
        code = contract.live_print.code if contract.live_print else ""
        self.fields["code"].initial = code
        self.fields["signed_on"].initial = on
        shown = self.data.get("code", code) if self.is_bound else code
        self.fields["code_is_there"].label = f"Na papierze jest kod {shown}"
        for number, name in enumerate(self._signing()):
            self.fields[f"signed_{number}"] = forms.BooleanField(label=f"Podpis: {name}")
        self.order_fields(
            [
                *("code", "signed_on", "code_is_there"),
                *(name for name in self.fields if name.startswith("signed_")),
            ]
        )

    def _signing(self) -> list[str]:
        adults = self.contract.parties.filter(role=Party.Role.SIGNS)
        return [
            str(self.contract.person),
            *map(str, adults),
            f"{self.contract.worker} (pracownik socjalny)",
        ]

    def save(self, *, by, today) -> None:
        """Raises Refused, and then keeps no scan either."""
        facts = self.cleaned_data
        with refused_by_database():
            self.contract.sign(
                on=facts["signed_on"],
                by=by,
                code=facts["code"],
                today=today,
                how=facts["how"],
                copy_given=facts["copy_given"],
                scan=keep_contract_scan(facts["scan_file"], by=by),
            )


class RefusalForm(forms.ModelForm):
    class Meta:
        model = Refusal
        fields = ["on", "who", "reason", "witness", "dispute_passed"]
        field_classes = {"on": PolishDateField}
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = on
        self.initial.setdefault("on", on)

    def save_refusal(self, contract, *, by) -> Refusal:
        """Raises Refused: see refuse_signature."""
        return refuse_signature(contract, by=by, today=self.today, **self.cleaned_data)


class EndForm(forms.Form):
    """Where a participation would be left without a contract, that is told first and confirmed."""

    on = PolishDateField(label="Ostatni dzień")
    reason = forms.ChoiceField(
        label="Powód", choices=[("", "wybierz"), *SocialContract.EndReason.choices]
    )

    def __init__(self, *args, contract, **kwargs):
        super().__init__(*args, **kwargs)
        last_day = self._last_day()
        self.gap_from = gap_after(contract, last_day) if last_day else None
        if self.gap_from:
            # The name holds the day: a confirmation of another day is none.
            self.fields[f"gap_from_{self.gap_from:%Y%m%d}"] = _confirmed_gap(self.gap_from)

    def _last_day(self) -> datetime.date | None:
        if not self.is_bound:
            return self.initial.get("on")
        try:
            return self.fields["on"].clean(self.data.get("on", ""))
        except ValidationError:
            return None

    def facts(self) -> dict:
        return {"on": self.cleaned_data["on"], "reason": self.cleaned_data["reason"]}


def _confirmed_gap(day: datetime.date) -> forms.BooleanField:
    return forms.BooleanField(
        label=f"Od {polish(day)} udział w KIS zostanie bez kontraktu",
        help_text="Dni bez kontraktu nie liczą się do udziału. Następny krok: „Nowy kontrakt”.",
        error_messages={
            "required": f"Od {polish(day)} trwającego udziału w KIS nie obejmie żaden kontrakt. "
            "Zmień ostatni dzień albo zaznacz, że tak ma być, i zaraz potem zrób nowy kontrakt."
        },
    )


class ScanForm(forms.Form):
    scan_file = ScanField(required=True)

    def save(self, contract, *, by) -> None:
        """Raises Refused where the contract has a scan already, and then keeps none."""
        with refused_by_database():
            contract.keep_scan(keep_contract_scan(self.cleaned_data["scan_file"], by=by))
