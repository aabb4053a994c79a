"""One form for each act on a contract."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from contracts.drafting import correct_paper, enter_from_paper
from contracts.models import Party, Refusal, SocialContract
from contracts.participation import gap_after
from contracts.refusing import refuse_signature
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.documents.models import Document
from kis.documents.uploads import check_upload
from kis.lib.dates import polish
from kis.lib.forms import PolishDateField
from kis.lib.refusals import refused_by_database

SCAN_NAMES = {
    "application/pdf": "kontrakt-skan.pdf",
    "image/jpeg": "kontrakt-skan.jpg",
    "image/png": "kontrakt-skan.png",
}


class ScanField(forms.FileField):
    """A checked scan, or nothing."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})

    def __init__(self, **options):
        super().__init__(
            **{
                "label": "Skan",
                "required": False,
                "help_text": "PDF, JPEG albo PNG, najwyżej 10 MB.",
                **options,
            }
        )

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file:
            file.checked_type = check_upload(file)
        return file


def keep_scan(file, *, by) -> Document | None:
    if not file:
        return None
    return Document.objects.keep(
        kind="contract-scan",
        name=SCAN_NAMES[file.checked_type],
        content=file.read(),
        content_type=file.checked_type,
        by=by,
    )


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
        facts = self.cleaned_data
        with refused_by_database():
            self.contract.sign(
                on=facts["signed_on"],
                by=by,
                code=facts["code"],
                today=today,
                how=facts["how"],
                copy_given=facts["copy_given"],
                scan=keep_scan(facts["scan_file"], by=by),
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


class VoidForm(forms.Form):
    reason = forms.CharField(
        label="Powód unieważnienia", widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class ScanForm(forms.Form):
    scan_file = ScanField(required=True)

    def save(self, contract, *, by) -> None:
        with refused_by_database():
            contract.keep_scan(keep_scan(self.cleaned_data["scan_file"], by=by))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class FromPaperForm(forms.Form):
    """A contract that was signed by hand before: its facts, dates and scan."""

    type = forms.ChoiceField(label="Rodzaj", choices=SocialContract.Type)
    number = forms.CharField(label="Numer", max_length=60, help_text="Jak na papierze.")
    signed_on = PolishDateField(label="Data zawarcia")
    ends_on = PolishDateField(label="Obowiązuje do")
    worker = forms.ModelChoiceField(label="Pracownik socjalny", queryset=User.objects.none())
    parties = forms.CharField(
        label="Inne osoby dorosłe, które podpisały",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="W każdym wierszu jedna osoba: nazwisko, imię.",
    )
    main_goal = forms.CharField(
        label="Cel główny", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    goals = forms.CharField(
        label="Cele szczegółowe",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="W każdym wierszu jeden cel.",
    )
    club_activities = forms.CharField(
        label="Działania w KIS z terminami",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_review_on = PolishDateField(label="Następna ocena", required=False)
    scan_file = ScanField()
    original_place = forms.CharField(label="Gdzie jest oryginał", max_length=150, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = User.objects.with_role(Role.SOCIAL_WORKER)
        self.fields["worker"].initial = by.pk

    def clean_parties(self):
        parties = []
        for line in _lines(self.cleaned_data["parties"]):
            last_name, _, first_name = line.replace(",", " ").strip().partition(" ")
            if not first_name.strip():
                raise ValidationError(f"W wierszu „{line}” wpisz nazwisko i imię.")
            parties.append(
                {"role": "signs", "last_name": last_name, "first_name": first_name.strip()}
            )
        return parties

    def clean(self):
        cleaned = super().clean()
        signed_on, ends_on = cleaned.get("signed_on"), cleaned.get("ends_on")
        if signed_on and ends_on and ends_on < signed_on:
            self.add_error("ends_on", "Kontrakt nie może się skończyć przed dniem zawarcia.")
        if signed_on and signed_on > timezone.localdate():
            self.add_error("signed_on", "Data zawarcia nie może być późniejsza niż dzisiaj.")
        return cleaned

    def save(self, person, *, by, today) -> SocialContract:
        with refused_by_database():
            return enter_from_paper(person, by=by, today=today, **self.facts(by))

    def facts(self, by) -> dict:
        """As enter_from_paper takes them; the scan is kept with this."""
        facts = dict(self.cleaned_data)
        review, goals = facts.pop("next_review_on"), facts.pop("goals")
        scan = facts.pop("scan_file")
        return {
            **facts,
            "goals": [(text, []) for text in _lines(goals)],
            "reviews": [(review, review == facts["ends_on"])] if review else [],
            "scan": keep_scan(scan, by=by),
        }


class CorrectPaperForm(FromPaperForm):
    """The wrong entry is voided for a reason, the right one opens with what stood in it."""

    void_reason = forms.CharField(
        label="Co było błędne",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Powód unieważnienia dotychczasowego wpisu.",
    )
    field_order = ["void_reason"]

    def __init__(self, *args, wrong: SocialContract, by, **kwargs):
        super().__init__(*args, by=by, initial=_typed_in(wrong), **kwargs)
        self.fields["worker"].initial = wrong.worker_id
        self.fields["scan_file"].help_text += " Bez nowego pliku zostaje dotychczasowy skan."
        self.wrong = wrong

    def save(self, *, by, today) -> SocialContract:
        with refused_by_database():
            facts = self.facts(by)
            facts["scan"] = facts["scan"] or self.wrong.scan
            reason = facts.pop("void_reason")
            return correct_paper(self.wrong, by=by, today=today, reason=reason, **facts)


def _typed_in(contract: SocialContract) -> dict:
    """What the form would hold for this contract."""
    names = ("type", "number", "signed_on", "ends_on", "main_goal", "club_activities")
    reviews = list(contract.planned_reviews.values_list("on", flat=True))
    signing = contract.parties.filter(role=Party.Role.SIGNS)
    return {
        **{name: getattr(contract, name) for name in (*names, "original_place")},
        "parties": "\n".join(f"{party.last_name}, {party.first_name}" for party in signing),
        "goals": "\n".join(contract.goals.values_list("text", flat=True)),
        "next_review_on": reviews[0] if reviews else None,
    }
