import datetime

from django import forms

from contracts.models import SocialContract
from contracts.participation import people_in_gap
from participants.models import Person

ENDING_DAYS = 30
State = SocialContract.State


class RegisterForm(forms.Form):
    """The filter of the register: nothing in its address is about anybody."""

    STATES = [
        ("", "wszystkie"),
        ("obowiazuje", "obowiązuje dziś"),
        ("konczy-sie", f"kończy się w ciągu {ENDING_DAYS} dni"),
        ("szkic", "szkic"),
        ("do-podpisu", "do podpisu"),
        ("odmowa", "odmowa podpisania"),
        ("zakonczony", "zakończony albo wygasły"),
        ("bez-kontraktu", "udział bez kontraktu"),
        ("uniewazniony", "wpis unieważniony"),
    ]
    stan = forms.ChoiceField(label="Stan", choices=STATES, required=False)
    rodzaj = forms.ChoiceField(
        label="Rodzaj", choices=[("", "A i B"), ("A", "A"), ("B", "B")], required=False
    )
    prowadzi = forms.ChoiceField(
        label="Pracownik", choices=[("", "wszyscy"), ("ja", "ja")], required=False
    )

    def chosen(self, user, on: datetime.date):
        """The contracts to show, or the people whose stay has none; newest first."""
        facts = self.cleaned_data if self.is_valid() else {}
        if facts.get("stan") == "bez-kontraktu":
            return self._bare_people(facts, user, on)
        contracts = SocialContract.with_voided if facts.get("stan") == "uniewazniony" else None
        found = (contracts or SocialContract.objects).filter(
            person__in=Person.objects.visible_to(user)
        )
        if facts.get("rodzaj"):
            found = found.filter(type=facts["rodzaj"])
        if facts.get("prowadzi"):
            found = found.filter(worker=user)
        found = self._in_state(found, facts.get("stan"), on)
        return found.select_related("person", "worker").order_by("-created_at", "-pk")

    @property
    def is_about_people(self) -> bool:
        return self.is_valid() and self.cleaned_data["stan"] == "bez-kontraktu"

    @staticmethod
    def _bare_people(facts, user, on):
        people = people_in_gap(on).filter(pk__in=Person.objects.visible_to(user))
        if facts.get("prowadzi"):
            people = people.filter(responsible=user)
        return people.select_related("responsible").in_polish_order()

    @staticmethod
    def _in_state(found, state, on):
        soon = on + datetime.timedelta(days=ENDING_DAYS)
        match state:
            case "obowiazuje":
                return found.covering(on)
            case "konczy-sie":
                return found.covering(on).filter(last_day__lte=soon)
            case "zakonczony":
                return found.binding().filter(last_day__lt=on)
            case "uniewazniony":
                return found.exclude(voided_at=None)
            case "szkic" | "do-podpisu" | "odmowa":
                names = {
                    "szkic": State.DRAFT,
                    "do-podpisu": State.PRINTED,
                    "odmowa": State.REFUSED,
                }
                return found.filter(state=names[state])
        return found
