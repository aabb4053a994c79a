"""The screen of a draft: the contract's own fields and its rows, saved together or not at all."""

import datetime
import hashlib
import json
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects

from contracts.drafting import review_days
from contracts.forms.rows import ActionRows, GoalRows, PartyRows, PlannedReviewRows
from contracts.models import Action, Goal, Party, PlannedReview, SocialContract
from contracts.readiness import Missing, missing
from contracts.sections import GOALS, SECTIONS, label
from contracts.texts import labour_groups
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.dates import UnreadableDate, polish, read_date
from kis.lib.forms import PhoneField, PolishDateField
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.versions import MINE, THEIRS, Conflict, VersionedModelForm

FOR_SIGNATURE = "Potrzebne do podpisania."
HEAD = ("worker", "worker_phone", "ends_on", "interpreter", "read_out_by", "guardian")
LABOUR = ("labour_group", "pup_referral_number", "pup_referral_on", "insured_from")
ARRANGEMENTS = ("club_activities", "extra_arrangements", "own_words")
ALWAYS_NEEDED = {"worker_phone", "ends_on", "labour_group", "main_goal"}


def _texts(contract_type: str) -> list[str]:
    """Fields of part I in their order; the main goal stands where goals do."""
    return ["main_goal" if field == GOALS else field for field, _ in SECTIONS[contract_type]]


class DraftForm(VersionedModelForm):
    """The fields of the contract's type. Only its form is compulsory: a draft may be saved half-done."""

    class Meta:
        model = SocialContract
        fields = [
            *HEAD,
            *LABOUR,
            *("causes", "qualifications", "strengths", "limits", "past_actions"),
            *("main_goal", "expected_effects", *ARRANGEMENTS),
        ]
        field_classes = {
            "ends_on": PolishDateField,
            "pup_referral_on": PolishDateField,
            "insured_from": PolishDateField,
            "worker_phone": PhoneField,
        }

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        contract_type = self.instance.type
        for name in self._of_other_type(contract_type):
            del self.fields[name]
        self._word(contract_type)
        workers = User.objects.with_role(Role.SOCIAL_WORKER)
        self.fields["worker"].queryset = (
            workers | User.objects.filter(pk=self.instance.worker_id).distinct()
        )
        if "labour_group" in self.fields:
            self._offer_groups(on)

    @staticmethod
    def _of_other_type(contract_type) -> set[str]:
        if contract_type == SocialContract.Type.B:
            return set()
        return {*LABOUR, "qualifications", "past_actions"}

    def _word(self, contract_type):
        for name, field in self.fields.items():
            if heading := label(contract_type, name):
                field.label = heading
            if name in ALWAYS_NEEDED or label(contract_type, name):
                field.help_text = " ".join(filter(None, [field.help_text, FOR_SIGNATURE]))
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3

    def _offer_groups(self, on):
        groups = labour_groups(on)
        if self.instance.labour_group and self.instance.labour_group not in groups:
            groups.insert(0, self.instance.labour_group)
        self.fields["labour_group"].widget = forms.Select(
            choices=[("", "wybierz"), *((group, group) for group in groups)]
        )

    def fields_of(self, names) -> list:
        return [self[name] for name in names if name in self.fields]

    @property
    def head_fields(self):
        return self.fields_of(HEAD)

    @property
    def labour_fields(self):
        return self.fields_of(LABOUR)

    @property
    def text_fields(self):
        names = _texts(self.instance.type)
        return [self[name] for name in names]

    @property
    def arrangement_fields(self):
        return self.fields_of(ARRANGEMENTS)


@dataclass(frozen=True)
class Group:
    """Rows that are saved, and in a conflict kept, together."""

    key: str
    label: str


PARTIES, PLAN, REVIEWS = (
    Group("parties", "strony i rodzina"),
    Group("plan", "cele i działania"),
    Group("planned_reviews", "oceny"),
)
ROW_NAMES = {
    "parties": "strony i rodzina",
    "goals": "cele szczegółowe",
    "actions": "działania",
    "planned_reviews": "oceny",
}
EMPTY_ROWS = {"parties": 0, "goals": 1, "actions": 2, "planned_reviews": 0}
NEW_ROW = {
    "parties": {"role": Party.Role.LISTED},
    "actions": {"goal": "1", "side": Action.Side.PERSON},
}
SIDES = [Action.Side.PERSON, Action.Side.WORKER]


PARTY = ("role", "last_name", "first_name", "pesel", "identity_document", "born_on")
ACTION = ("side", "who", "text", "deadline")


@dataclass(frozen=True)
class SavedRows:
    """The contract's rows as they are saved, each in its order; the goals with their actions."""

    parties: list[Party]
    goals: list[Goal]
    reviews: list[PlannedReview]

    @classmethod
    def of(cls, contract: SocialContract) -> "SavedRows":
        """Four queries, none for rows that the contract has read already."""
        goals = list(contract.goals.all())
        prefetch_related_objects(goals, "actions")
        return cls(list(contract.parties.all()), goals, list(contract.planned_reviews.all()))

    def party_rows(self) -> list[dict]:
        return [_facts(party, "pk", *PARTY) for party in self.parties]

    def goal_rows(self) -> list[dict]:
        rows = [_facts(goal, "pk", "text") for goal in self.goals]
        return rows or [{} for _ in range(EMPTY_ROWS["goals"])]

    def action_rows(self) -> list[dict]:
        rows = [
            {**_facts(action, "pk", *ACTION), "goal": number}
            for number, goal in enumerate(self.goals, start=1)
            for action in goal.actions.all()
        ]
        return rows or [{"goal": 1, "side": side} for side in SIDES]

    def review_rows(self) -> list[dict]:
        return [_facts(review, "pk", "on", "is_final") for review in self.reviews]

    def shapes(self) -> dict[str, list]:
        """What two savings are compared by."""
        return {
            PARTIES.key: [_party_shape(vars(party)) for party in self.parties],
            PLAN.key: [
                [goal.text, [_action_shape(vars(action)) for action in goal.actions.all()]]
                for goal in self.goals
            ],
            REVIEWS.key: sorted([polish(review.on), review.is_final] for review in self.reviews),
        }


def _facts(row, *names) -> dict:
    return {name: getattr(row, name) for name in names}


class DraftPage:
    """The form and the rows of one draft; `data` is what was posted, None to show what is saved."""

    def __init__(
        self, contract: SocialContract, data=None, *, on: datetime.date, wants_saving=True
    ):
        self.contract, self.data, self.on = contract, data, on
        self.wants_saving = wants_saving  # not when the button only adds rows
        self.is_sound = False  # until it was validated
        self._rows: dict[int, int] = {}  # actions written → their numbers on the screen
        self.form = DraftForm(data, instance=contract, on=on)
        self.conflicts: list[Conflict] = []
        rows = SavedRows.of(contract)
        self._saved = rows.shapes()
        self.parties = PartyRows(data, prefix="parties", initial=rows.party_rows())
        self.goals = GoalRows(data, prefix="goals", initial=rows.goal_rows())
        self.actions = ActionRows(
            data,
            prefix="actions",
            initial=rows.action_rows(),
            form_kwargs={"goals": self._goal_choices()},
        )
        self.planned_reviews = PlannedReviewRows(
            data, prefix="planned_reviews", initial=rows.review_rows()
        )

    # What is shown

    @property
    def row_sets(self) -> list:
        return [self.parties, self.goals, self.actions, self.planned_reviews]

    @property
    def seen(self) -> dict[str, str]:
        """Marks of the rows as the person saw them: they come back with the form.

        A page refused for another reason keeps its old marks; only a conflict that was shown renews them.
        """
        fresh = {key: _mark(shape) for key, shape in self._saved.items()}
        if self.data is None:
            return fresh
        shown = {conflict.name for conflict in self.conflicts}
        return {
            key: mark if key in shown else self.data.get(f"seen-{key}", "")
            for key, mark in fresh.items()
        }

    def _goal_choices(self):
        texts = [form["text"].value() or "" for form in self.goals.forms]
        return [
            (number, f"{number}. {text[:60] or '(jeszcze bez treści)'}")
            for number, text in enumerate(texts, start=1)
        ]

    # What was typed

    def is_valid(self) -> bool:
        """Within a transaction: the contract stays locked until its end."""
        form_is_valid = self.form.is_valid()  # takes the lock
        faulty = [rows for rows in self.row_sets if not rows.is_valid()]
        if faulty:
            names = ", ".join(ROW_NAMES[rows.prefix] for rows in faulty)
            self.form.add_error(None, f"Popraw zaznaczone wiersze: {names}.")
            return False
        # Of a bare contract: what was read before the lock may have changed.
        self._saved = SavedRows.of(SocialContract(pk=self.contract.pk)).shapes()
        self._check_goals_of_actions()
        self._find_conflicts()
        self.is_sound = form_is_valid and self.form.is_valid() and not self.conflicts
        return self.is_sound

    def _check_goals_of_actions(self):
        standing = {number for number, _ in self.goals.typed()}
        for form in self.actions.forms:
            if form.values and form.values.get("goal") not in standing:
                self.form.add_error(
                    None,
                    "Działanie wskazuje cel, którego nie ma. Wybierz cel albo wpisz jego treść.",
                )
                return

    def _find_conflicts(self):
        """Rows that somebody saved since the page was opened, where these differ from what was typed."""
        typed = self._typed_rows()
        for group in (PARTIES, PLAN, REVIEWS):
            saved = self._saved[group.key]
            if typed[group.key] != saved and not self._is_settled(group, saved):
                self.conflicts.append(
                    Conflict(
                        name=group.key,
                        label=group.label.capitalize(),
                        theirs=_in_words(saved),
                        mine=_in_words(typed[group.key]),
                        choice=f"keep-{group.key}",
                    )
                )
        if self.conflicts and not self.form.unanswered:
            labels = ", ".join(conflict.label.lower() for conflict in self.conflicts)
            self.form.add_error(
                None,
                ValidationError(
                    f"W tym czasie zmieniono: {labels}. Obie wersje są poniżej, wpisany tekst został. "
                    "Niczego jeszcze nie zapisano: wybierz, która wersja zostaje, i zapisz.",
                    code="stale",
                ),
            )

    def _is_settled(self, group: Group, saved: list) -> bool:
        """Nobody saved meanwhile, or the question that was asked about it has its answer."""
        was_asked = f"asked-{group.key}" in self.data
        is_answered = self.data.get(f"keep-{group.key}") in (MINE, THEIRS)
        return self.data.get(f"seen-{group.key}") == _mark(saved) and (not was_asked or is_answered)

    def _typed_rows(self) -> dict[str, list]:
        actions: dict[int, list] = {}
        for _, values in self.actions.typed():
            actions.setdefault(values["goal"], []).append(_action_shape(values))
        return {
            PARTIES.key: [_party_shape(values) for _, values in self.parties.typed()],
            PLAN.key: [
                [values["text"], actions.get(number, [])] for number, values in self.goals.typed()
            ],
            REVIEWS.key: sorted(
                [polish(values["on"]), values["is_final"]]
                for _, values in self.planned_reviews.typed()
            ),
        }

    # What is done

    @transaction.atomic
    def save(self) -> SocialContract:
        """The contract's row is saved even when only its parts changed: its version covers them."""
        contract = self.form.save()
        if self._keeps_mine(PARTIES):
            _sync(contract.parties.all(), Party, self.parties.typed(), contract=contract)
        if self._keeps_mine(PLAN):
            self._save_plan(contract)
        if self._keeps_mine(REVIEWS):
            rows = self.planned_reviews.typed()
            _sync(contract.planned_reviews.all(), PlannedReview, rows, contract=contract)
        contract.refresh_from_db()
        return contract

    def missing(self) -> list[Missing]:
        """What a print would lack if what was typed were saved; of faulty input, what is saved lacks.

        Within a transaction, after `is_valid`.
        """
        if not (self.is_sound and self.form.is_valid()):  # a refused save is an error of the form
            return self._missing_of_saved()
        try:
            with refused_by_database():
                found = missing(self.save(), self.on, self._rows)
                transaction.set_rollback(True)
        except Refused:
            return self._missing_of_saved()
        return found

    def _missing_of_saved(self) -> list[Missing]:
        """Read anew: a faulty form leaves what it understood in its instance."""
        saved = SocialContract.objects.select_related("person").get(pk=self.contract.pk)
        return missing(saved, self.on)

    def _keeps_mine(self, group: Group) -> bool:
        return self.data.get(f"keep-{group.key}", MINE) != THEIRS

    def _save_plan(self, contract):
        """Goals are deleted last: their actions may have moved to another one."""
        typed_goals = self.goals.typed()
        kept, gone = _write(contract.goals.all(), Goal, typed_goals, contract=contract)
        by_number = {number: goal for (number, _), goal in zip(typed_goals, kept, strict=True)}
        actions = [
            (number, values | {"goal": by_number[values["goal"]]})
            for number, values in self.actions.typed()
        ]
        written, dropped = _write(Action.objects.filter(goal__contract=contract), Action, actions)
        self._rows = {
            action.pk: number for action, (number, _) in zip(written, actions, strict=True)
        }
        for row in (*dropped, *gone):
            row.delete()


def with_row(data, key: str):
    """What was posted, with one more empty row of that kind."""
    data = data.copy()
    typed = data.get(f"{key}-TOTAL_FORMS", "")
    total = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    data[f"{key}-TOTAL_FORMS"] = total + 1
    for name, value in NEW_ROW.get(key, {}).items():
        data[f"{key}-{total}-{name}"] = value
    return data


def with_reviews(data, *, on: datetime.date):
    """What was posted, with reviews every so many months up to the contract's last day instead of its own.

    Raises UnreadableDate without that day.
    """
    last = read_date(data.get("ends_on", ""), today=on)
    if last <= on:
        raise UnreadableDate("Najpierw wpisz, do kiedy kontrakt obowiązuje: dzień po dzisiejszym.")
    months = int(data.get("review_months") or 1)
    data = data.copy()
    days = review_days(on, last, max(1, min(months, 12)))
    for name in [name for name in data if name.startswith("planned_reviews-")]:
        del data[name]
    data["planned_reviews-TOTAL_FORMS"], data["planned_reviews-INITIAL_FORMS"] = len(days), 0
    for number, (day, is_final) in enumerate(days):
        data[f"planned_reviews-{number}-on"] = polish(day)
        if is_final:
            data[f"planned_reviews-{number}-is_final"] = "on"
    return data


def _party_shape(row) -> list[str]:
    *names, born_on = PARTY
    return [*(row[name] for name in names), polish(row[born_on])]


def _action_shape(row) -> list[str]:
    return [row["side"], row["who"], row["text"], polish(row["deadline"])]


def _mark(shape: list) -> str:
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:16]


def _in_words(shape: list) -> str:
    words = {**dict(Party.Role.choices), **dict(Action.Side.choices)}

    def read(value):
        if isinstance(value, list):
            return ", ".join(filter(None, map(read, value)))
        if isinstance(value, bool):
            return "końcowa" if value else ""
        return words.get(value, value)

    return "; ".join(map(read, shape)) or "puste"


def _write(existing, model, rows, **owner) -> tuple[list, list]:
    """Write the rows in their order; what stands in the database beside them is given back."""
    known = {row.pk: row for row in existing}
    written = []
    for position, (_, values) in enumerate(rows):
        values = {**values, "position": position}
        row = known.pop(values.pop("pk"), None) or model(**owner)
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
        written.append(row)
    return written, list(known.values())


def _sync(existing, model, rows, **owner) -> None:
    for row in _write(existing, model, rows, **owner)[1]:
        row.delete()
