"""The screen of a draft: the contract's own fields and its rows, saved together or not at all."""

import datetime
from functools import cached_property

from django.db import transaction
from django.db.models import RestrictedError

from contracts.forms.draft import DraftForm
from contracts.forms.draft_library import Offered, offered, shown
from contracts.forms.draft_previous import Earlier
from contracts.forms.draft_rows import (
    GROUPS,
    PARTIES,
    PLAN,
    REVIEWS,
    SavedRows,
    action_shape,
    party_shape,
    sync,
    write,
)
from contracts.forms.kept_together import KeptTogether
from contracts.forms.rows import ActionRows, GoalRows, PartyRows, PlannedReviewRows, doer
from contracts.models import Action, Goal, Party, PlannedReview, SocialContract
from contracts.readiness import Missing, missing
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.versions import Conflict

ROW_NAMES = {
    "parties": "strony i rodzina",
    "goals": "cele szczegółowe",
    "actions": "działania",
    "planned_reviews": "oceny",
}


class DraftPage:
    """The form and the rows of one draft; `data` is what was posted, None to show what is saved."""

    def __init__(
        self, contract: SocialContract, data=None, *, on: datetime.date, wants_saving=True
    ):
        self.contract, self.data, self.on = contract, data, on
        self.wants_saving = wants_saving  # not when the button only adds rows
        self.is_sound = False  # until it was validated
        self.inserted = ""  # what a button has just put in
        self.earlier: list[Earlier] = []  # goals of the earlier contract, once asked for
        self._rows: dict[int, int] = {}  # actions written → their numbers on the screen
        self.form = DraftForm(data, instance=contract, on=on)
        self.together = KeptTogether(GROUPS, data)
        rows = SavedRows.of(contract)
        self._saved, self._saved_parties = rows.shapes(), rows.parties
        self.parties = PartyRows(data, prefix="parties", initial=rows.party_rows())
        self.goals = GoalRows(data, prefix="goals", initial=rows.goal_rows())
        self.actions = ActionRows(
            data,
            prefix="actions",
            initial=rows.action_rows(),
            form_kwargs={"goals": self._goal_choices(), "doers": self._doer_choices()},
        )
        self.planned_reviews = PlannedReviewRows(
            data, prefix="planned_reviews", initial=rows.review_rows()
        )

    # What is shown

    @cached_property
    def library(self) -> list[Offered]:
        """Goals that may be put into this draft. One query."""
        texts = [form["text"].value() or "" for form in self.goals.forms]
        return shown(offered(self.contract, self.on), self.data, texts)

    @property
    def library_is_open(self) -> bool:
        """Some are ticked and wait for their button."""
        return any(offer.is_chosen for offer in self.library)

    @property
    def row_sets(self) -> list:
        return [self.parties, self.goals, self.actions, self.planned_reviews]

    @property
    def has_families(self) -> bool:
        """Part I B of the form has one person; parties entered there before are shown to be taken out."""
        return self.contract.type == SocialContract.Type.A or bool(self.parties.forms)

    @property
    def seen(self) -> dict[str, str]:
        return self.together.seen(self._saved)

    @property
    def conflicts(self) -> list[Conflict]:
        return self.together.conflicts

    def _goal_choices(self):
        texts = [form["text"].value() or "" for form in self.goals.forms]
        return [
            (number, f"{number}. {text[:60] or '(jeszcze bez treści)'}")
            for number, text in enumerate(texts, start=1)
        ]

    def _doer_choices(self):
        """The person and the worker; of every other adult who signs, both sides of that one's table."""
        worker, own = Action.Side.WORKER.label, str(self.contract.person)
        others = self._signing_on_screen()
        choices = [
            (Action.Side.PERSON, own),
            (Action.Side.WORKER, f"{worker} (tabela: {own})" if others else worker),
        ]
        for number, name in others:
            choices += [
                (doer(Action.Side.PERSON, number), name),
                (doer(Action.Side.WORKER, number), f"{worker} (tabela: {name})"),
            ]
        return choices

    def _signing_on_screen(self) -> list[tuple[int, str]]:
        rows = [
            (number, form["role"].value(), form["last_name"].value(), form["first_name"].value())
            for number, form in enumerate(self.parties.forms, start=1)
        ]
        return [
            (number, f"{last or ''} {first or ''}".strip() or f"osoba {number}")
            for number, role, last, first in rows
            if role == Party.Role.SIGNS
        ]

    # What was typed

    def is_valid(self) -> bool:
        """Within a transaction: the contract stays locked until its end."""
        form_is_valid = self.form.is_valid()  # takes the lock
        faulty = [rows for rows in self.row_sets if not rows.is_valid()]
        if faulty:
            names = ", ".join(ROW_NAMES[rows.prefix] for rows in faulty)
            self.form.add_error(None, f"Zaznaczone wiersze: {names}.")
            for error in (error for rows in faulty for error in rows.non_form_errors()):
                self.form.add_error(None, error)
            return False
        # Of a bare contract: what was read before the lock may have changed.
        rows = SavedRows.of(SocialContract(pk=self.contract.pk))
        self._saved, self._saved_parties = rows.shapes(), rows.parties
        self._check_goals_of_actions()
        self._check_doers_of_actions()
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

    def _check_doers_of_actions(self):
        signing = {number for number, _ in self._signing()}
        for _, values in self.actions.typed():
            if values["party"] and values["party"] not in signing:
                self.form.add_error(
                    None,
                    "Działanie stoi w tabeli osoby, która nie podpisuje kontraktu. Wybierz, kto je wykona.",
                )
                return

    def _signing(self) -> list[tuple[int, dict]]:
        """Rows of adults who would sign if this were saved."""
        saved = {party.pk for party in self._saved_parties}
        return [
            (number, values)
            for number, values in self.parties.typed()
            if values["role"] == Party.Role.SIGNS
            and (self.together.keeps_mine(PARTIES) or values["pk"] in saved)
        ]

    def _find_conflicts(self):
        self.together.find_conflicts(self._typed_rows(), self._saved)
        if self.conflicts and not self.form.unanswered:
            self.form.add_error(None, self.together.refusal)

    def _typed_rows(self) -> dict[str, list]:
        actions: dict[int, list] = {}
        names = {
            number: f"{values['last_name']} {values['first_name']}"
            for number, values in self.parties.typed()
        }
        for _, values in self.actions.typed():
            shape = action_shape(values, names.get(values["party"], ""))
            actions.setdefault(values["goal"], []).append(shape)
        return {
            PARTIES: [party_shape(values) for _, values in self.parties.typed()],
            PLAN: [
                [values["text"], values["effect"], actions.get(number, [])]
                for number, values in self.goals.typed()
            ],
            REVIEWS: sorted(
                [polish(values["on"]), values["is_final"]]
                for _, values in self.planned_reviews.typed()
            ),
        }

    # What is done

    @transaction.atomic
    def save(self) -> SocialContract:
        """The contract's row is saved even when only its parts changed: its version covers them."""
        contract = self.form.save()
        gone = self._save_parties(contract)
        if self.together.keeps_mine(PLAN):
            self._save_plan(contract)
        drop_parties(gone)
        if self.together.keeps_mine(REVIEWS):
            rows = self.planned_reviews.typed()
            sync(contract.planned_reviews.all(), PlannedReview, rows, contract=contract)
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

    def _save_parties(self, contract) -> list[Party]:
        """Who is no party any more is given back: the actions in that one's table go first."""
        if not self.together.keeps_mine(PARTIES):
            self._tables = {number: values["pk"] for number, values in self._signing()}
            return []
        if self.together.keeps_mine(PLAN):
            self._clear_lost_tables(contract)
        typed = self.parties.typed()
        kept, gone = write(contract.parties.all(), Party, typed, contract=contract)
        self._tables = {number: party.pk for (number, _), party in zip(typed, kept, strict=True)}
        return gone

    def _clear_lost_tables(self, contract):
        """The plan that is written next says where each action stands now."""
        staying = [values["pk"] for _, values in self._signing() if values["pk"]]
        lost = Action.objects.filter(goal__contract=contract, party__isnull=False)
        lost.exclude(party__in=staying).update(party=None)

    def _save_plan(self, contract):
        """Goals are deleted last: their actions may have moved to another one."""
        typed_goals = self.goals.typed()
        kept, gone = write(contract.goals.all(), Goal, typed_goals, contract=contract)
        by_number = {number: goal for (number, _), goal in zip(typed_goals, kept, strict=True)}
        actions = [
            (number, self._in_place(values, by_number)) for number, values in self.actions.typed()
        ]
        written, dropped = write(Action.objects.filter(goal__contract=contract), Action, actions)
        self._rows = {
            action.pk: number for action, (number, _) in zip(written, actions, strict=True)
        }
        for row in (*dropped, *gone):
            row.delete()

    def _in_place(self, values: dict, goals: dict[int, Goal]) -> dict:
        """The values of an action with its rows instead of their numbers on the screen."""
        rows = {"goal": goals[values["goal"]], "party_id": self._tables.get(values["party"])}
        return {name: value for name, value in values.items() if name != "party"} | rows


def drop_parties(gone: list[Party]) -> None:
    """Raises Refused where somebody else meanwhile gave one of them something to do."""
    for party in gone:
        try:
            party.delete()
        except RestrictedError:
            raise Refused(
                f"{party} ma w kontrakcie działania. Usuń je albo przenieś, potem usuń tę osobę."
            ) from None
