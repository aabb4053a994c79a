"""Contracts that were signed by hand before the program came: typed in, and corrected."""

from operator import attrgetter

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from contracts.drafting import correct_paper, enter_from_paper
from contracts.forms.scans import keep_contract_scan
from contracts.models import Party, SocialContract
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.documents.scans import ScanField
from kis.lib.forms import LineField, PlannedDateField, PolishDateField
from kis.lib.refusals import refused_by_database
from kis.lib.typed import one_line
from participants.words import BETWEEN_LETTERS


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def signing(line: str) -> dict[str, str]:
    """Who signed, read from „Lis, Ewa”; a comma tells where a surname of several words ends."""
    joined = BETWEEN_LETTERS.sub("-", line)
    last_name, _, first_name = joined.partition("," if "," in joined else " ")
    names = {"last_name": last_name.strip(), "first_name": first_name.strip(" ,")}
    if not all(names.values()):
        raise ValidationError(f"W wierszu „{line}” wpisz nazwisko i imię.")
    if any(len(name) > Party._meta.get_field(key).max_length for key, name in names.items()):
        raise ValidationError(f"W wierszu „{line[:40]}…” nazwisko lub imię jest za długie.")
    return {"role": Party.Role.SIGNS, **names}


class FromPaperForm(forms.Form):
    """A contract that was signed by hand before: its facts, dates and scan."""

    type = forms.ChoiceField(label="Rodzaj", choices=SocialContract.Type)
    number = LineField(label="Numer", max_length=60, help_text="Jak na papierze.")
    signed_on = PolishDateField(label="Data zawarcia")
    ends_on = PlannedDateField(label="Obowiązuje do")
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
    next_review_on = PlannedDateField(label="Następna ocena", required=False)
    scan_file = ScanField()
    original_place = forms.CharField(label="Gdzie jest oryginał", max_length=150, required=False)

    def __init__(self, *args, by, worker: User | None = None, **kwargs):
        """`worker`: whom the entry names already, chosen to begin with."""
        super().__init__(*args, **kwargs)
        chosen = worker or by
        # Whoever signed it then may have left since: the paper names that person all the same.
        signers = User.objects.having(Role.SOCIAL_WORKER) | User.objects.filter(pk=chosen.pk)
        self.fields["worker"].queryset = signers
        self.fields["worker"].label_from_instance = attrgetter("name_to_choose")
        self.fields["worker"].initial = chosen.pk

    def clean_parties(self):
        return [signing(line) for line in map(one_line, _lines(self.cleaned_data["parties"]))]

    def clean(self):
        cleaned = super().clean()
        signed_on, ends_on = cleaned.get("signed_on"), cleaned.get("ends_on")
        if signed_on and ends_on and ends_on < signed_on:
            self.add_error("ends_on", "Kontrakt nie może się skończyć przed dniem zawarcia.")
        if signed_on and signed_on > timezone.localdate():
            self.add_error("signed_on", "Data zawarcia nie może być późniejsza niż dzisiaj.")
        return cleaned

    def save(self, person, *, by, today) -> SocialContract:
        """Raises Refused, and then keeps no scan either."""
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
            # Final where it falls on the last day; a paper names the next review alone.
            "reviews": [(review, review == facts["ends_on"])] if review else [],
            "scan": keep_contract_scan(scan, by=by),
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
        typed_in = _typed_in(wrong)
        super().__init__(*args, by=by, worker=wrong.worker, initial=typed_in, **kwargs)
        self.fields["scan_file"].help_text += " Bez nowego pliku zostaje dotychczasowy skan."
        self.wrong = wrong

    def save(self, *, by, today) -> SocialContract:
        """Raises Refused; the wrong entry then stays as it is."""
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
