"""The screen of a draft annex: the contract's whole wording as it is to be, saved together or not at all."""

from django.db import transaction

from contracts.annexes import NewWording, as_it_stands, write
from contracts.changes import point_of_text, texts_of
from contracts.forms.annex import AnnexForm
from contracts.forms.draft_rows import GROUPS, PLAN, REVIEWS, action_shape
from contracts.forms.kept_together import KeptTogether
from contracts.forms.rows import ActionRows, GoalRows, PlannedReviewRows, doer
from contracts.in_force import Wordings
from contracts.models import Action, Annex, Party
from kis.lib.dates import polish
from kis.lib.versions import Conflict

ROW_NAMES = {"goals": "cele szczegółowe", "actions": "działania", "planned_reviews": "oceny"}


class AnnexPage:
    """The form of a draft annex, prefilled with the wording as it is to be, rows and all."""

    def __init__(self, annex: Annex, data=None, *, wants_saving=True):
        self.annex, self.data, self.wants_saving = annex, data, wants_saving
        wordings = Wordings(annex.contract)
        annex_read = next(known for known in wordings.annexes if known.pk == annex.pk)
        wording = wordings.after(annex_read)
        self._saved = as_it_stands(wording)
        self.together = KeptTogether(
            {
                **{name: point_of_text(wording.type, name) for name in texts_of(wording.type)},
                **{key: GROUPS[key] for key in (PLAN, REVIEWS)},
            },
            data,
        )
        self.signing = list(annex.contract.parties.filter(role=Party.Role.SIGNS))
        self.form = AnnexForm(data, instance=annex, wording=wording)
        self.goals = GoalRows(data, prefix="goals", initial=self._saved.goals)
        self.actions = ActionRows(
            data,
            prefix="actions",
            initial=self._action_rows(),
            form_kwargs={"goals": self._goal_choices(), "doers": self._doer_choices()},
        )
        self.planned_reviews = PlannedReviewRows(
            data,
            prefix="planned_reviews",
            initial=self._saved.reviews,
        )

    @property
    def row_sets(self) -> list:
        return [self.goals, self.actions, self.planned_reviews]

    @property
    def seen(self) -> dict[str, str]:
        return self.together.seen(self._shapes(self._saved))

    @property
    def conflicts(self) -> list[Conflict]:
        return self.together.conflicts

    def _action_rows(self) -> list[dict]:
        """Each with the numbers, from 1, of its goal's and its adult's rows."""
        tables = {party.pk: number for number, party in enumerate(self.signing, start=1)}
        return [
            {
                **action,
                "goal": action["goal"] + 1,
                "doer": doer(action["side"], tables.get(action["party_id"])),
            }
            for action in self._saved.actions
        ]

    def _goal_choices(self):
        texts = [form["text"].value() or "" for form in self.goals.forms]
        return [
            (number, f"{number}. {text[:60] or '(jeszcze bez treści)'}")
            for number, text in enumerate(texts, start=1)
        ]

    def _doer_choices(self):
        worker, own = Action.Side.WORKER.label, str(self.annex.contract.person)
        choices = [
            (Action.Side.PERSON.value, own),
            (Action.Side.WORKER.value, f"{worker} (tabela: {own})" if self.signing else worker),
        ]
        for number, party in enumerate(self.signing, start=1):
            choices += [
                (doer(Action.Side.PERSON.value, number), str(party)),
                (doer(Action.Side.WORKER.value, number), f"{worker} (tabela: {party})"),
            ]
        return choices

    def is_valid(self) -> bool:
        """Within a transaction that holds the annex since before this page was made of it."""
        form_is_valid = self.form.is_valid()
        faulty = [rows for rows in self.row_sets if not rows.is_valid()]
        if faulty:
            names = ", ".join(ROW_NAMES[rows.prefix] for rows in faulty)
            self.form.add_error(None, f"Zaznaczone wiersze: {names}.")
            for error in (error for rows in faulty for error in rows.non_form_errors()):
                self.form.add_error(None, error)
            return False
        standing = {number for number, _ in self.goals.typed()}
        if any(values.get("goal") not in standing for _, values in self.actions.typed()):
            self.form.add_error(
                None,
                "Działanie wskazuje cel, którego nie ma. Wybierz inny cel albo usuń też działanie.",
            )
            return False
        self.together.find_conflicts(self._shapes(self._typed()), self._shapes(self._saved))
        if self.conflicts and not self.form.unanswered:
            self.form.add_error(None, self.together.refusal)
        return form_is_valid and not self.conflicts

    def _shapes(self, wording: NewWording) -> dict[str, list]:
        names = {party.pk: str(party) for party in self.signing}
        actions: dict[int, list] = {}
        for action in wording.actions:
            shape = action_shape(action, names.get(action["party_id"], ""))
            actions.setdefault(action["goal"], []).append(shape)
        return {
            **{name: text.splitlines() for name, text in wording.texts.items()},
            PLAN: [
                [goal["text"], goal["effect"], actions.get(place, [])]
                for place, goal in enumerate(wording.goals)
            ],
            REVIEWS: sorted([polish(row["on"]), row["is_final"]] for row in wording.reviews),
        }

    @transaction.atomic
    def save(self) -> None:
        """The annex's own row is saved even when only its rows changed: its version covers them."""
        self.form.save()
        write(self.annex, self._agreed())
        self.annex.refresh_from_db(fields=["version"])

    def _agreed(self) -> NewWording:
        """What was typed, but of what somebody else saved meanwhile that which is to stay."""
        typed, saved, keeps_mine = self._typed(), self._saved, self.together.keeps_mine
        return NewWording(
            texts={
                name: text if keeps_mine(name) else saved.texts[name]
                for name, text in typed.texts.items()
            },
            goals=(typed if keeps_mine(PLAN) else saved).goals,
            actions=(typed if keeps_mine(PLAN) else saved).actions,
            reviews=(typed if keeps_mine(REVIEWS) else saved).reviews,
        )

    def _typed(self) -> NewWording:
        typed_goals = self.goals.typed()
        places = {number: place for place, (number, _) in enumerate(typed_goals)}
        tables = {number: party.pk for number, party in enumerate(self.signing, start=1)}
        return NewWording(
            texts=self.form.texts(),
            goals=[values for _, values in typed_goals],
            actions=[
                {
                    **{name: value for name, value in values.items() if name != "party"},
                    "goal": places[values["goal"]],
                    "party_id": tables.get(values["party"]),
                }
                for _, values in self.actions.typed()
            ],
            reviews=[values for _, values in self.planned_reviews.typed()],
        )
