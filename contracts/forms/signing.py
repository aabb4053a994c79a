"""Registering signatures: every side's, and how it signed where not by its own hand alone."""

import datetime

from django import forms

from contracts.forms.scans import keep_contract_scan
from contracts.models import Signature
from kis.documents.scans import ScanField
from kis.lib.forms import LineField, PolishDateField
from kis.lib.refusals import refused_by_database
from participants.forms.groups import FieldGroup

Way = Signature.Way
# Who stood beside a signature → how the form asks for it, and what it says where the way needs it.
BESIDE = {
    "read_out_by": ("Kto odczytał treść", "Podaj, kto odczytał treść."),
    "witness": ("Świadek znaku", "Podaj, kto był świadkiem i podpisał się obok znaku."),
    "interpreter": ("Tłumacz", "Podaj tłumacza."),
    "guardian": ("Kurator lub opiekun prawny", "Podaj, kto podpisał."),
}
# What was filled in from the contract says nothing of a signature that did without.
KEPT_WITH = {
    "read_out_by": (Way.OWN, Way.MARK, Way.INTERPRETER),
    "witness": (Way.MARK,),
    "interpreter": (Way.MARK, Way.INTERPRETER),
    "guardian": (Way.GUARDIAN,),
}


class SignForm(forms.Form):
    """The signatures on the print whose code the form was opened with: of a contract, or of its annex.

    How somebody signed is asked where the contract or the person says that a hand alone may not do;
    `all_ways` asks it of every side but the worker.
    """

    code = forms.CharField(widget=forms.HiddenInput)
    signed_on = PolishDateField(label="Data zawarcia", help_text="Jak na papierze.")
    code_is_there = forms.BooleanField()
    copy_given = forms.BooleanField(label="Wydano egzemplarz")
    scan_file = ScanField()

    def __init__(self, *args, paper, contract, on: datetime.date, all_ways=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.paper, self.contract = paper, contract
        code = paper.live_print.code if paper.live_print else ""
        self.fields["code"].initial = code
        self.fields["signed_on"].initial = on
        shown = self.data.get("code", code) if self.is_bound else code
        self.fields["code_is_there"].label = f"Na papierze jest kod {shown}"
        self.signatures = paper.expected_signatures()
        self.asked = {
            number: self._ask(number, signature, all_ways)
            for number, signature in enumerate(self.signatures)
        }

    def _ask(self, number: int, signature: Signature, all_ways: bool) -> list[str]:
        """The names of the fields about this signature."""
        is_worker = signature.role == Signature.Role.WORKER
        name = f"{signature.name} (pracownik socjalny)" if is_worker else signature.name
        self.fields[f"signed_{number}"] = forms.BooleanField(label=f"Podpis: {name}")
        ways = [Way.OWN] if is_worker else self._ways_of(signature, all_ways)
        beside = [name for name in BESIDE if any(name in Signature.NEEDS[way] for way in ways)]
        if signature.role == Signature.Role.PERSON and self.contract.person.reads_with_difficulty:
            beside = [*beside, "read_out_by"] if "read_out_by" not in beside else beside
        if len(ways) > 1:
            self.fields[f"way_{number}"] = forms.ChoiceField(
                label="Jak podpisano",
                choices=[(way.value, way.label) for way in ways],
                initial=ways[-1] if not all_ways else Way.OWN,
            )
        for name in beside:
            self.fields[f"{name}_{number}"] = LineField(
                label=BESIDE[name][0],
                required=False,
                max_length=Signature._meta.get_field(name).max_length,
                initial=getattr(self.contract, name, ""),
            )
            needing = [way for way in ways if name in Signature.NEEDS[way]]
            if len(ways) > 1 and needing:
                condition = f"way_{number}={needing[0].value}"
                self.fields[f"{name}_{number}"].widget.attrs["data-kis-when"] = condition
        asked = ["way", *beside] if len(ways) > 1 else beside
        return [f"signed_{number}", *(f"{name}_{number}" for name in asked)]

    def _ways_of(self, signature, all_ways) -> list[Way]:
        """The likeliest stands last."""
        if all_ways:
            return list(Way)
        if signature.role != Signature.Role.PERSON:
            return [Way.OWN]
        contract, person = self.contract, self.contract.person
        told = {
            Way.OWN: True,
            Way.INTERPRETER: bool(contract.interpreter) or person.needs_interpreter,
            Way.MARK: person.cannot_write,
            Way.GUARDIAN: bool(contract.guardian),
        }
        return [way for way, is_told in told.items() if is_told]

    @property
    def field_groups(self) -> list[FieldGroup]:
        """A side whose way of signing is asked stands apart: else nobody knows whose reader is meant."""
        apart = {
            f"Podpis {number + 1}: {self.signatures[number].name}": names
            for number, names in self.asked.items()
            if len(names) > 1
        }
        plain = [name for names in self.asked.values() if len(names) == 1 for name in names]
        groups = {
            "Papier": ["signed_on", "code_is_there"],
            **apart,
            "Podpisy własnoręczne" if apart else "Podpisy": plain,
            "Egzemplarz i skan": ["copy_given", "scan_file"],
        }
        return [
            FieldGroup(title, [self[name] for name in names]) for title, names in groups.items()
        ]

    def clean(self):
        cleaned = super().clean()
        for number, signature in enumerate(self.signatures):
            signature.way = cleaned.get(f"way_{number}") or Way.OWN
            for name, (_, sentence) in BESIDE.items():
                typed = cleaned.get(f"{name}_{number}", "")
                setattr(signature, name, typed if signature.way in KEPT_WITH[name] else "")
                if name in Signature.NEEDS[signature.way] and not typed:
                    self.add_error(f"{name}_{number}", sentence)
        return cleaned

    def save(self, *, by, today) -> None:
        """Raises Refused, and then keeps no scan either."""
        facts = self.cleaned_data
        with refused_by_database():
            self.paper.sign(
                on=facts["signed_on"],
                by=by,
                code=facts["code"],
                today=today,
                signatures=self.signatures,
                copy_given=facts["copy_given"],
                scan=keep_contract_scan(facts["scan_file"], by=by),
            )
