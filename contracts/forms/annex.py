"""The forms of an annex: making the contract longer, the whole wording as it is to be, the signature."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.annexes import NewWording, extend, write
from contracts.changes import point_of_text, texts_of
from contracts.forms.rows import ActionRows, GoalRows, PlannedReviewRows, doer
from contracts.forms.scans import keep_contract_scan
from contracts.in_force import Wording, Wordings
from contracts.models import Action, Annex, Party
from contracts.models.annex import TEXTS
from kis.documents.scans import ScanField
from kis.lib.forms import PolishDateField
from kis.lib.refusals import refused_by_database

REASON = forms.Textarea(attrs={"rows": 3})
MONTHS = [(str(number), str(number)) for number in (1, 2, 3)]


class ExtendForm(forms.Form):
    """A longer term and the reviews until then: the annex that is made most often."""

    ends_on = PolishDateField(label="Przedłuż do", help_text="Nowy ostatni dzień kontraktu.")
    review_months = forms.ChoiceField(label="Oceny co ile miesięcy", choices=MONTHS)
    reason = forms.CharField(label="Powód zmiany", widget=REASON)

    def typed_so_far(self) -> dict:
        """What may go along into the form of the whole wording: sound fields alone."""
        self.full_clean()
        return {
            "reason": self.cleaned_data.get("reason", ""),
            "ends_on": self.cleaned_data.get("ends_on"),
        }

    def save(self, contract, *, by) -> Annex:
        """Raises Refused: see extend."""
        facts = self.cleaned_data
        return extend(
            contract,
            until=facts["ends_on"],
            reason=facts["reason"],
            months=int(facts["review_months"]),
            by=by,
        )


class AnnexForm(forms.ModelForm):
    """The annex's own facts and the single texts of the contract as they are to be."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Annex
        fields = ["reason", "ends_on", "holds_from"]
        field_classes = {"ends_on": PolishDateField, "holds_from": PolishDateField}
        widgets = {"reason": REASON}

    def __init__(self, *args, wording: Wording, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["row_version"] = self.instance.version
        self.fields["ends_on"].help_text += f" Teraz: {wording.term.ends_on:%-d.%m.%Y}."
        for name in texts_of(wording.type):
            self.fields[name] = forms.CharField(
                label=point_of_text(wording.type, name),
                required=False,
                initial=wording.texts[name].text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self):
        """Within a transaction: the annex stays locked until its end."""
        cleaned = super().clean()
        current = Annex.objects.select_for_update(no_key=True).get(pk=self.instance.pk)
        if cleaned.get("row_version") != current.version:
            raise ValidationError(
                "W tym czasie ktoś zmienił ten aneks. Niczego nie zapisano, wpisany tekst został poniżej: "
                "otwórz aneks w drugim oknie, porównaj i wpisz tam swoje zmiany.",
                code="stale",
            )
        return cleaned

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in texts_of(self.instance.contract.type)}

    def _named(self, names):
        return [self[name] for name in names if name in self.fields]

    @property
    def own_fields(self):
        return self._named(self.Meta.fields)

    @property
    def situation_fields(self):
        return self._named(TEXTS[: TEXTS.index("handing_over")])

    @property
    def arrangement_fields(self):
        return self._named(TEXTS[TEXTS.index("handing_over") :])


ROW_NAMES = {"goals": "cele szczegółowe", "actions": "działania", "planned_reviews": "oceny"}


class AnnexPage:
    """The form of a draft annex, prefilled with the wording as it is to be, rows and all."""

    def __init__(self, annex: Annex, data=None, *, wants_saving=True):
        self.annex, self.data, self.wants_saving = annex, data, wants_saving
        wordings = Wordings(annex.contract)
        annex_read = next(known for known in wordings.annexes if known.pk == annex.pk)
        wording = wordings.after(annex_read)
        self.signing = list(annex.contract.parties.filter(role=Party.Role.SIGNS))
        self.form = AnnexForm(data, instance=annex, wording=wording)
        self.goals = GoalRows(data, prefix="goals", initial=_goal_rows(wording))
        self.actions = ActionRows(
            data,
            prefix="actions",
            initial=self._action_rows(wording),
            form_kwargs={"goals": self._goal_choices(), "doers": self._doer_choices()},
        )
        self.planned_reviews = PlannedReviewRows(
            data,
            prefix="planned_reviews",
            initial=[
                {"pk": review.pk, "on": review.on, "is_final": review.is_final}
                for review in wording.reviews
            ],
        )

    @property
    def row_sets(self) -> list:
        return [self.goals, self.actions, self.planned_reviews]

    def _action_rows(self, wording) -> list[dict]:
        goals = {goal.identity: number for number, goal in enumerate(wording.goals, start=1)}
        places = {party.pk: number for number, party in enumerate(self.signing, start=1)}
        return [
            {
                "pk": action.pk,
                "goal": goals[action.goal],
                "doer": doer(action.side, places.get(action.party)),
                "text": action.text,
                "deadline": action.deadline,
                "plain": action.plain,
            }
            for action in wording.actions
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
        """Within a transaction."""
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
        return form_is_valid

    @transaction.atomic
    def save(self) -> None:
        """The annex's own row is saved even when only its rows changed: its version covers them."""
        self.form.save()
        write(self.annex, self._new_wording())
        self.annex.refresh_from_db(fields=["version"])

    def _new_wording(self) -> NewWording:
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


def _goal_rows(wording) -> list[dict]:
    return [
        {"pk": goal.pk, "text": goal.text, "effect": goal.effect, "plain": goal.plain}
        for goal in wording.goals
    ]


class SignAnnexForm(forms.Form):
    """The signatures of every side on the print whose code the form was opened with."""

    code = forms.CharField(widget=forms.HiddenInput)
    signed_on = PolishDateField(label="Data zawarcia aneksu", help_text="Jak na papierze.")
    code_is_there = forms.BooleanField()
    how = forms.CharField(
        label="Sposób podpisu, jeśli nie własnoręczny", max_length=200, required=False
    )
    copy_given = forms.BooleanField(label="Wydano egzemplarz")
    scan_file = ScanField()

    def __init__(self, *args, annex: Annex, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.annex = annex
        code = annex.live_print.code if annex.live_print else ""
        self.fields["code"].initial = code
        self.fields["signed_on"].initial = on
        shown = self.data.get("code", code) if self.is_bound else code
        self.fields["code_is_there"].label = f"Na papierze jest kod {shown}"
        for number, name in enumerate(_signing(annex.contract)):
            self.fields[f"signed_{number}"] = forms.BooleanField(label=f"Podpis: {name}")
        signed = [
            name for name in self.fields if name.startswith("signed_") and name != "signed_on"
        ]
        self.order_fields(["code", "signed_on", "code_is_there", *signed])

    def save(self, *, by, today) -> None:
        """Raises Refused, and then keeps no scan either."""
        facts = self.cleaned_data
        with refused_by_database():
            self.annex.sign(
                on=facts["signed_on"],
                by=by,
                code=facts["code"],
                today=today,
                how=facts["how"],
                copy_given=facts["copy_given"],
                scan=keep_contract_scan(facts["scan_file"], by=by),
            )


def _signing(contract) -> list[str]:
    adults = contract.parties.filter(role=Party.Role.SIGNS)
    return [str(contract.person), *map(str, adults), f"{contract.worker} (pracownik socjalny)"]
