"""What is passed to the head of the centre, and what the head answers."""

import datetime

from django import forms

from contracts.approving import approve, send_back
from contracts.disputes import pass_dispute, rule
from contracts.models import Dispute
from kis.lib.forms import PolishDateField
from participants.forms.groups import FieldGroup


class DisputeForm(forms.Form):
    on = PolishDateField(label="Dzień przekazania")
    matter = forms.CharField(
        label="Czego dotyczy spór",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Co proponuje każda ze stron i dlaczego.",
    )

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = self.fields["on"].initial = on

    def save(self, contract, *, by) -> None:
        """Raises Refused: see pass_dispute."""
        pass_dispute(contract, by=by, today=self.today, **self.cleaned_data)


class RulingForm(forms.Form):
    on = PolishDateField(label="Dzień rozstrzygnięcia")
    ruling = forms.CharField(label="Rozstrzygnięcie", widget=forms.Textarea(attrs={"rows": 5}))
    outcome = forms.ChoiceField(
        label="Co dalej",
        choices=Dispute.Outcome,
        widget=forms.RadioSelect,
        help_text="Powrót do edycji i niezawarcie kontraktu unieważniają wydany wydruk.",
    )

    def __init__(self, *args, dispute, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.dispute = dispute
        self.fields["on"].initial = on

    def save(self, *, by, at) -> None:
        """Raises Refused: see rule."""
        rule(self.dispute, by=by, at=at, **self.cleaned_data)


APPROVE, ON_PAPER, SEND_BACK = "approve", "paper", "back"


class ApprovalForm(forms.Form):
    answer = forms.ChoiceField(
        label="Odpowiedź",
        choices=[
            (APPROVE, "zatwierdzam"),
            (ON_PAPER, "zatwierdzono na papierze"),
            (SEND_BACK, "zwracam do poprawy"),
        ],
        widget=forms.RadioSelect,
    )
    on = PolishDateField(
        label="Dzień zatwierdzenia na papierze", required=False, help_text="Jak na papierze."
    )
    reason = forms.CharField(
        label="Powód zwrotu", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, contract, **kwargs):
        super().__init__(*args, **kwargs)
        self.contract = contract
        self.fields["on"].widget.attrs["data-kis-when"] = f"answer={ON_PAPER}"
        self.fields["reason"].widget.attrs["data-kis-when"] = f"answer={SEND_BACK}"

    @property
    def field_groups(self) -> list[FieldGroup]:
        return [FieldGroup("Odpowiedź kierownika", list(self.visible_fields()))]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == ON_PAPER and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Podaj dzień, który stoi na papierze.")
        if cleaned.get("answer") == SEND_BACK and not cleaned.get("reason"):
            self.add_error("reason", "Napisz, co poprawić.")
        return cleaned

    def save(self, *, by, at, today) -> None:
        """Raises Refused where it does not wait any more, and for the contract's own author."""
        facts = self.cleaned_data
        if facts["answer"] == SEND_BACK:
            send_back(self.contract, reason=facts["reason"], by=by, today=today, at=at)
            return
        on_paper = facts["answer"] == ON_PAPER
        day = facts["on"] if on_paper else today
        approve(self.contract, on=day, by=by, today=today, on_paper=on_paper)
