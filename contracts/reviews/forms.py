"""The form of a review, and what is noted where it did not take place."""

import datetime
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from contracts.forms.rows import Row, Rows
from contracts.models import (
    Action,
    GoalResult,
    PlannedReview,
    Result,
    Review,
    ReviewAttempt,
    SocialContract,
)
from contracts.models.planned import REVIEW_SOON_DAYS
from contracts.models.reviews import WITH_REMARK
from contracts.reviews.history import ActionStory, GoalStory, actions_of, stories
from contracts.reviews.holding import hold, note_attempt
from contracts.reviews.paper import adults
from kis.documents.scans import ScanField, keep_scan
from kis.lib.dates import DAY, polish
from kis.lib.forms import PastDateField, PlannedDateField
from kis.lib.refusals import refused_by_database
from kis.lib.rows import BOUNDS, rows_posted

FINAL, PERIODIC = "koncowa", "okresowa"
OUT_OF_PLAN = ("", "poza planem")
TO_CHOOSE = ("", "wybierz")
CHANGES = "changes"


@dataclass(frozen=True)
class AssessedRow:
    """An action or a goal with its two fields; `is_first`: a heading stands over it."""

    story: ActionStory | GoalStory
    fields: list
    goal: GoalStory | None = None
    is_overdue: bool = False


class ReviewForm(forms.Form):
    planned = forms.ChoiceField(
        label="Która ocena",
        required=False,
        error_messages={
            "invalid_choice": "Tę planowaną ocenę ktoś już zapisał albo objęła ją inna. Sprawdź na stronie "
            "kontraktu."
        },
    )
    on = PastDateField(label="Dzień oceny")
    kind = forms.ChoiceField(
        label="Rodzaj",
        choices=[(PERIODIC, "okresowa"), (FINAL, "końcowa")],
        widget=forms.RadioSelect,
    )
    presence = forms.ChoiceField(
        label="Osoba",
        choices=Review.Presence,
        widget=forms.RadioSelect,
        error_messages={"required": "Zaznacz, czy osoba była obecna."},
    )
    attempts = forms.CharField(
        label="Próby kontaktu",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Gdy osoba jest nieobecna: kiedy i jak próbowano.",
    )
    person_says = forms.CharField(
        label="Co mówi osoba", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    conclusions = forms.CharField(label="Wnioski", widget=forms.Textarea(attrs={"rows": 3}))
    what_next = forms.ChoiceField(
        label="Co dalej", choices=Review.WhatNext, widget=forms.RadioSelect
    )
    next_on = PlannedDateField(
        label="Następna ocena",
        required=False,
        help_text="Potrzebna po ocenie okresowej, chyba że kontrakt się kończy.",
    )
    worker_note = forms.CharField(
        label="Notatka tylko dla pracownika",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Nie ma jej na arkuszu.",
    )

    HEAD = ("planned", "on", "kind", "presence", "attempts")
    WORDS = ("person_says", "conclusions")

    def __init__(
        self,
        data=None,
        *,
        contract: SocialContract,
        on: datetime.date,
        asked: str = "",
        is_final: bool = False,
        checked: bool = True,
    ):
        """`asked`: the number of the planned review, `is_final`: the kind that the page was opened for.

        `checked`: not when the button only adds a row.
        """
        super().__init__(data)
        self.contract, self.today, self.checked = contract, on, checked
        self.goals = stories(contract, on)
        self.waiting = {
            str(planned.pk): planned for planned in contract.planned_reviews.unsettled()
        }
        self.fields["planned"].choices = [
            *((number, _title(planned)) for number, planned in self.waiting.items()),
            OUT_OF_PLAN,
        ]
        self._begin_with(self._planned_for(asked, is_final), is_final)
        self._add_results()
        self.changes = ChangeRows(
            data, prefix=CHANGES, form_kwargs={"tables": list(adults(contract).items())}
        )

    def _planned_for(self, asked: str, is_final: bool) -> PlannedReview | None:
        """The one that was asked for; else the last that passed, or the next within a fortnight."""
        if asked in self.waiting:
            return self.waiting[asked]
        if is_final:
            return next((planned for planned in self.waiting.values() if planned.is_final), None)
        near = [
            planned
            for planned in self.waiting.values()
            if planned.on <= self.today + REVIEW_SOON_DAYS * DAY
        ]
        passed = [planned for planned in near if planned.on <= self.today]
        return passed[-1] if passed else next(iter(near), None)

    def _begin_with(self, planned: PlannedReview | None, is_final: bool):
        is_final = (
            is_final or self.is_past_the_end(self.today) or bool(planned and planned.is_final)
        )
        after = [
            other.on
            for other in self.waiting.values()
            if other.on > max(self.today, planned.on if planned else self.today)
        ]
        self.initial |= {
            "planned": str(planned.pk) if planned else "",
            "on": self.today,
            "kind": FINAL if is_final else PERIODIC,
            "next_on": None if is_final else next(iter(after), None),
            "attempts": _in_words(planned.attempts.all()) if planned else "",
        }

    def _add_results(self):
        for _, story in actions_of(self.goals):
            name = f"Działanie {story.number}"
            choices, initial = Result, story.last.result if story.is_closed else ""
            self._add_result(f"action-{story.action.pk}", name, choices, initial, required=True)
        for story in self.goals:
            self._add_result(f"goal-{story.goal.pk}", f"Cel {story.letter})", GoalResult, "")

    def _add_result(self, key, name, choices, initial, *, required=False):
        self.fields[f"{key}-result"] = forms.ChoiceField(
            label=f"{name}: wynik",
            choices=[TO_CHOOSE, *choices.choices],
            initial=initial,
            required=required,
            error_messages={"required": "Wybierz wynik."},
        )
        self.fields[f"{key}-remark"] = forms.CharField(
            label=f"{name}: uwaga", required=False, widget=forms.Textarea(attrs={"rows": 1})
        )

    # What is shown

    @property
    def head_fields(self):
        return [self[name] for name in self.HEAD]

    @property
    def word_fields(self):
        return [self[name] for name in self.WORDS]

    @property
    def action_rows(self) -> list[AssessedRow]:
        """Those whose deadline passed with something left to be done stand first."""
        rows = [
            AssessedRow(
                story,
                self._fields_of(f"action-{story.action.pk}"),
                goal,
                story.is_overdue,
            )
            for goal, story in actions_of(self.goals)
        ]
        return sorted(rows, key=lambda row: not row.is_overdue)

    @property
    def goal_rows(self) -> list[AssessedRow]:
        return [
            AssessedRow(story, self._fields_of(f"goal-{story.goal.pk}")) for story in self.goals
        ]

    def _fields_of(self, key):
        return [self[f"{key}-result"], self[f"{key}-remark"]]

    # What is understood

    def is_past_the_end(self, day: datetime.date) -> bool:
        contract = self.contract
        return contract.state == contract.State.ENDED or day > contract.last_day

    def full_clean(self):
        super().full_clean()
        if not self.checked:
            self._errors = forms.utils.ErrorDict(renderer=self.renderer)

    def is_valid(self) -> bool:
        # Both are asked, so that all that is wrong stands on the page at once.
        return all([super().is_valid(), self.changes.is_valid()])

    def clean(self):
        facts = self.cleaned_data
        self._check_day(facts.get("on"), facts.get("kind"))
        if facts.get("presence") == Review.Presence.ABSENT and not facts.get("attempts"):
            self.add_error("attempts", "Napisz, jakie były próby kontaktu z osobą.")
        self._check_results(facts)
        self._check_next(facts)
        typed = [values for form in self.changes.forms if (values := _values(form))]
        self._check_deadlines(facts.get("on"))
        if typed and facts.get("what_next") not in (None, Review.WhatNext.ANNEX):
            self.add_error(
                "what_next",
                "Wpisano nowe działania: wybierz „aneks” albo usuń wiersze nowych działań.",
            )
        return facts

    def _check_deadlines(self, day):
        for form in self.changes.forms:
            deadline = (_values(form) or {}).get("deadline")
            if day and deadline and deadline < day:
                form.add_error(
                    "deadline",
                    "Termin nowego działania nie może być wcześniejszy niż dzień oceny.",
                )
                self.add_error(None, "Popraw termin nowego działania: jest przed dniem oceny.")

    def _check_day(self, day, kind):
        if day is None:
            return
        if day < self.contract.signed_on:
            self.add_error(
                "on",
                f"Kontrakt zawarto {polish(self.contract.signed_on)}. Ocena nie mogła odbyć się wcześniej.",
            )
        elif kind == PERIODIC and self.is_past_the_end(day):
            self.add_error(
                "kind",
                f"Kontrakt obowiązywał do {polish(self.contract.last_day)}. Po tym dniu można zapisać "
                "tylko ocenę końcową.",
            )

    def _check_results(self, facts):
        for _, story in actions_of(self.goals):
            key = f"action-{story.action.pk}"
            if facts.get(f"{key}-result") in WITH_REMARK and not facts.get(f"{key}-remark"):
                self.add_error(f"{key}-remark", "Napisz, dlaczego.")
        for story in self.goals:
            key = f"goal-{story.goal.pk}-result"
            if facts.get("kind") == FINAL and key in facts and not facts[key]:
                self.add_error(key, "Ocena końcowa podaje wynik każdego celu. Wybierz wynik.")

    def _check_next(self, facts):
        if facts.get("kind") != PERIODIC or "next_on" in self.errors:
            return
        day, what_next, on = facts.get("next_on"), facts.get("what_next"), facts.get("on")
        if day is None:
            if what_next and what_next != Review.WhatNext.END:
                self.add_error("next_on", "Podaj dzień następnej oceny.")
        elif on and day <= on:
            self.add_error("next_on", f"Następna ocena jest po dniu tej oceny ({polish(on)}).")
        elif what_next != Review.WhatNext.ANNEX and day > self.contract.ends_on:
            self.add_error(
                "next_on",
                f"Kontrakt obowiązuje do {polish(self.contract.ends_on)}. Podaj wcześniejszy dzień.",
            )

    def save(self, *, by, at: datetime.datetime) -> Review:
        """Raises Refused: see contracts.reviews.holding.hold."""
        facts = self.cleaned_data
        is_final = facts["kind"] == FINAL
        return hold(
            self.contract,
            by=by,
            at=at,
            planned=self.waiting.get(facts["planned"]),
            on=facts["on"],
            is_final=is_final,
            presence=facts["presence"],
            attempts=facts["attempts"],
            person_says=facts["person_says"],
            conclusions=facts["conclusions"],
            what_next=facts["what_next"],
            next_on=None if is_final else facts["next_on"],
            worker_note=facts["worker_note"],
            results={
                story.action.pk: self._outcome(f"action-{story.action.pk}")
                for _, story in actions_of(self.goals)
            },
            goal_results={
                story.goal.pk: outcome
                for story in self.goals
                if (outcome := self._outcome(f"goal-{story.goal.pk}"))[0]
            },
            changes=[values for _, values in self.changes.typed()],
        )

    def _outcome(self, key) -> tuple[str, str]:
        return self.cleaned_data[f"{key}-result"], self.cleaned_data[f"{key}-remark"]


def _values(form):
    return form.values if form.is_valid() else None


def _title(planned: PlannedReview) -> str:
    return f"{'końcowa' if planned.is_final else 'okresowa'}, planowana na {polish(planned.on)}"


def _in_words(attempts) -> str:
    return "\n".join(
        f"{polish(attempt.on)}, {attempt.get_way_display()}: {attempt.outcome}"
        for attempt in attempts
    )


class ChangeRow(Row):
    """An action agreed upon: in whose table, which side does it, until when."""

    party = forms.TypedChoiceField(
        label="W tabeli osoby", coerce=int, required=False, empty_value=None
    )
    side = forms.ChoiceField(label="Kto", choices=Action.Side)
    text = forms.CharField(
        label="Nowe działanie", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    deadline = PlannedDateField(label="W terminie", required=False)

    TYPED = ("text", "deadline")
    ASKED = (*Row.ASKED, "pk", "party")

    def __init__(self, *args, tables, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(number or "", name) for number, name in tables]
        if len(tables) == 1:
            self.fields["party"].widget = forms.HiddenInput()

    @property
    def values(self) -> dict | None:
        values = super().values
        return values and {**values, "party_id": self.cleaned_data.get("party")}

    def clean(self):
        values = self.values
        if values and not values.get("text"):
            raise ValidationError("Napisz, jakie to działanie, albo usuń ten wiersz.")
        if values and not values.get("deadline"):
            self.add_error("deadline", "Podaj termin nowego działania.")


ChangeRows = formset_factory(ChangeRow, formset=Rows, extra=0, **BOUNDS)


def with_change(data):
    """What was posted, with one more empty row for a new action."""
    data = data.copy()
    typed = data.get(f"{CHANGES}-TOTAL_FORMS", "")
    # A forged number counts as none, and never as more rows than came.
    total = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    data[f"{CHANGES}-TOTAL_FORMS"] = min(total, rows_posted(data, CHANGES)) + 1
    return data


class AttemptForm(forms.Form):
    on = PastDateField(label="Dzień próby")
    way = forms.ChoiceField(
        label="Jak", choices=ReviewAttempt.Way, widget=forms.RadioSelect, initial="phone"
    )
    outcome = forms.CharField(
        label="Co z niej wynikło", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def save(self, planned: PlannedReview, *, by, at) -> ReviewAttempt:
        """Raises Refused: see note_attempt."""
        return note_attempt(planned, by=by, at=at, **self.cleaned_data)


class ReviewScanForm(forms.Form):
    scan_file = ScanField(required=True)

    def save(self, review: Review, *, by) -> None:
        """Raises Refused where the review has a scan already, and then keeps none."""
        with refused_by_database():
            file = self.cleaned_data["scan_file"]
            review.keep_scan(keep_scan(file, kind="review-scan", name="ocena-skan", by=by))
