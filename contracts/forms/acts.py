"""One form for each act on a contract that the program made."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator

from contracts.forms.scans import keep_contract_scan
from contracts.models import Refusal, SocialContract
from contracts.participation import gap_after
from contracts.refusing import refuse_signature
from kis.documents.scans import ScanField
from kis.lib.dates import polish
from kis.lib.forms import HourField, PastDateField, PolishDateField
from kis.lib.refusals import refused_by_database
from participants.forms.groups import GroupedFields
from participants.forms.note import NoteForm
from participants.models import Note


class NewContractForm(forms.Form):
    type = forms.ChoiceField(label="Rodzaj", choices=SocialContract.Type, widget=forms.RadioSelect)


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


NEW_NOTE = "nowa"
MOST_NOTES = 20


class EndForm(GroupedFields, forms.Form):
    """Where a participation would be left without a contract, that is told first and confirmed.

    A breach needs the talk first: one of the notes since the signing, or a new one written here.
    """

    groups = [
        ("Zakończenie", ["on", "reason"]),
        ("Rozmowa o niedotrzymaniu", ["breach_note"]),
        (
            "Nowa notatka o rozmowie",
            ["note_day", "note_hour", "note_kind", "note_with_whom", "note_text"],
        ),
    ]
    opened_by = {"breach_note": "reason=broken"} | dict.fromkeys(
        groups[2][1], f"breach_note={NEW_NOTE}"
    )

    on = PolishDateField(label="Ostatni dzień")
    reason = forms.ChoiceField(
        label="Powód", choices=[("", "wybierz"), *SocialContract.EndReason.choices]
    )

    breach_note = forms.ChoiceField(
        label="Notatka",
        required=False,
        help_text="Notatka tej osoby z dnia między zawarciem kontraktu a jego ostatnim dniem.",
    )
    note_day = PastDateField(label="Dzień rozmowy", required=False)
    note_hour = HourField(label="Godzina", required=False)
    note_kind = forms.ChoiceField(label="Rodzaj", required=False)
    note_with_whom = forms.CharField(label="Z kim", max_length=150, required=False)
    note_text = forms.CharField(
        label="Treść",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-kis-wide": ""}),
        help_text="Czego nie dotrzymano, co na to osoba, co ustalono.",
    )

    def __init__(self, *args, contract, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.contract, self.now = contract, now
        self.fields["breach_note"].choices = _notes_to_choose(contract)
        self.fields["note_kind"].choices = [("", "wybierz"), *_KINDS_OF_TALKS]
        last_day = self._last_day()
        self.gap_from = gap_after(contract, last_day) if last_day else None
        if self.gap_from:
            # The name holds the day: a confirmation of another day is none.
            name = f"gap_from_{self.gap_from:%Y%m%d}"
            self.fields[name] = _confirmed_gap(self.gap_from)
            self.asked_behind = {"reason": name}

    def _last_day(self) -> datetime.date | None:
        if not self.is_bound:
            return self.initial.get("on")
        try:
            return self.fields["on"].clean(self.data.get("on", ""))
        except ValidationError:
            return None

    def clean(self):
        cleaned = super().clean()
        self.new_note = None
        if cleaned.get("reason") != SocialContract.EndReason.BROKEN:
            return cleaned
        if not cleaned.get("breach_note"):
            self.add_error(
                "breach_note",
                "Najpierw rozmowa: wybierz notatkę o niej albo „nowa notatka” i napisz ją.",
            )
        elif cleaned["breach_note"] == NEW_NOTE:
            self.new_note = self._read_note()
        return cleaned

    def _read_note(self) -> NoteForm:
        """As the form of notes reads it, whose faults stand here beside the fields of this form."""
        names = {name.removeprefix("note_"): name for name in self.groups[2][1]}
        typed = {theirs: self.data.get(name, "") for theirs, name in names.items()}
        form = NoteForm(typed, instance=Note(person=self.contract.person), now=self.now)
        for name, errors in form.errors.as_data().items():
            # A day or an hour that nobody could read has its own error here already.
            if names[name] not in self.errors:
                self.add_error(names[name], errors)
        return form

    def save(self, *, by, today) -> None:
        """Raises Refused, and then keeps no new note either."""
        facts = self.cleaned_data
        with refused_by_database():
            self.contract.end(
                on=facts["on"],
                reason=facts["reason"],
                by=by,
                today=today,
                breach_note=self._note(by),
            )

    def _note(self, by) -> Note | None:
        if self.new_note:
            self.new_note.instance.author = by
            return self.new_note.save()
        if self.cleaned_data["reason"] == SocialContract.EndReason.BROKEN:
            return self.contract.notes_on_breach().get(pk=self.cleaned_data["breach_note"])
        return None


_KINDS_OF_TALKS = [
    choice for choice in Note.Kind.choices if choice[0] != Note.Kind.INSTITUTION.value
]


def _notes_to_choose(contract) -> list[tuple[str, str]]:
    # A draft has no day of signing, and is not ended; its page says so.
    notes = contract.notes_on_breach()[:MOST_NOTES] if contract.signed_on else []
    return [
        ("", "wybierz"),
        *((str(note.pk), _beginning(note)) for note in notes),
        (NEW_NOTE, "nowa notatka"),
    ]


def _beginning(note: Note) -> str:
    """19.11.2026, rozmowa: Nie przychodzi na warsztat od…"""
    day = polish(timezone.localtime(note.at).date())
    return f"{day}, {note.get_kind_display()}: {Truncator(' '.join(note.text.split())).chars(60)}"


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
