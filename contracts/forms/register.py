import datetime

from django import forms
from django.db.models.functions import Coalesce, TruncDate
from django.utils.text import capfirst

from contracts.models import PlannedReview, SocialContract
from contracts.models.planned import REVIEW_SOON_DAYS
from contracts.participation import people_in_gap
from kis.accounts.models import User
from kis.lib.dates import DAY, polish
from kis.lib.forms import PolishDateField
from participants.models import Person

ENDING_DAYS = 30
BARE = "bez-kontraktu"
State = SocialContract.State
NAMED_STATES = {
    "szkic": State.DRAFT,
    "do-zatwierdzenia": State.WAITING,
    "zatwierdzony": State.APPROVED,
    "do-podpisu": State.PRINTED,
    "odmowa": State.REFUSED,
    "nie-zawarto": State.NOT_MADE,
}


class RegisterForm(forms.Form):
    """The filter of the register: nothing in its address is about anybody."""

    STATES = [
        ("", "wszystkie"),
        ("obowiazuje", "obowiązuje dziś"),
        ("konczy-sie", f"kończy się w ciągu {ENDING_DAYS} dni"),
        ("szkic", "szkic"),
        ("do-zatwierdzenia", "do zatwierdzenia"),
        ("zatwierdzony", "zatwierdzony, do wydruku"),
        ("do-podpisu", "do podpisu"),
        ("odmowa", "odmowa podpisania"),
        ("nie-zawarto", "nie zawarto"),
        ("zakonczony", "zakończony albo wygasły"),
        (BARE, "udział bez kontraktu"),
        ("uniewazniony", "wpis unieważniony"),
    ]
    stan = forms.ChoiceField(label="Stan", choices=STATES, required=False)
    rodzaj = forms.ChoiceField(
        label="Rodzaj", choices=[("", "A i B"), ("A", "A"), ("B", "B")], required=False
    )
    prowadzi = forms.ChoiceField(label="Pracownik", required=False)
    ocena = forms.ChoiceField(
        label="Ocena",
        choices=[
            ("", "każda"),
            ("po-terminie", "po terminie"),
            ("wkrotce", f"w ciągu {REVIEW_SOON_DAYS} dni"),
        ],
        required=False,
    )
    zawarte_od = PolishDateField(label="Zawarte od", required=False)
    zawarte_do = PolishDateField(label="Zawarte do", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        workers = ((str(worker.pk), worker.name_to_choose) for worker in _others(user))
        self.fields["prowadzi"].choices = [("", "wszyscy"), ("ja", "ja"), *workers]

    def clean(self):
        since, until = self.cleaned_data.get("zawarte_od"), self.cleaned_data.get("zawarte_do")
        if since and until and until < since:
            self.add_error("zawarte_do", "Koniec okresu jest przed początkiem. Popraw jeden z dni.")
        if self.cleaned_data.get("stan") == BARE and (
            since or until or self.cleaned_data.get("ocena")
        ):
            self.add_error(
                "stan",
                "Udział bez kontraktu nie ma oceny ani dnia zawarcia. Wyczyść te pola albo zmień stan.",
            )
        return self.cleaned_data

    def chosen(self, user, on: datetime.date):
        """The contracts to show, or the people whose stay has none; newest first."""
        facts = self.cleaned_data if self.is_valid() else {}
        if facts.get("stan") == BARE:
            return self._bare_people(facts, user, on)
        contracts = SocialContract.with_voided if facts.get("stan") == "uniewazniony" else None
        found = (contracts or SocialContract.objects).filter(
            person__in=Person.objects.visible_to(user)
        )
        if facts.get("rodzaj"):
            found = found.filter(type=facts["rodzaj"])
        if worker := self._worker(facts, user):
            found = found.filter(worker=worker)
        found = self._in_state(found, facts.get("stan"), on)
        found = self._in_window(found, user.window)
        found = self._by_review(found, facts.get("ocena"), on)
        found = found.signed_between(facts.get("zawarte_od"), facts.get("zawarte_do"))
        return found.select_related("person", "worker").order_by("-created_at", "-pk")

    def in_words(self) -> str:
        """Stan: obowiązuje dziś; rodzaj: B; zawarte od 1.01.2026. Of a sound form."""
        facts = self.cleaned_data
        words = [
            f"{self.fields[name].label.lower()}: {dict(self.fields[name].choices)[facts[name]]}"
            for name in ("stan", "rodzaj", "prowadzi", "ocena")
            if facts[name]
        ]
        words += [
            f"{self.fields[name].label.lower()} {polish(facts[name])}"
            for name in ("zawarte_od", "zawarte_do")
            if facts[name]
        ]
        return capfirst("; ".join(words) or "wszystkie kontrakty")

    @property
    def is_about_people(self) -> bool:
        return self.is_valid() and self.cleaned_data["stan"] == BARE

    @classmethod
    def _bare_people(cls, facts, user, on):
        people = people_in_gap(on).filter(pk__in=Person.objects.visible_to(user))
        if worker := cls._worker(facts, user):
            people = people.filter(responsible=worker)
        return people.select_related("responsible").in_polish_order()

    @staticmethod
    def _worker(facts, user) -> int | None:
        chosen = facts.get("prowadzi")
        return user.pk if chosen == "ja" else int(chosen) if chosen else None

    @staticmethod
    def _in_window(found, window):
        """What is not signed lives from the day it was begun."""
        if not window.is_bound:
            return found
        begun = Coalesce("signed_on", TruncDate("created_at"))
        return found.alias(begun=begun).filter(window.touching("begun", "last_day"))

    @staticmethod
    def _by_review(found, chosen, on):
        """The reviews that the desk tells of: the last that passed, and those to come."""
        due = PlannedReview.objects.due(on)
        match chosen:
            case "po-terminie":
                return found.filter(pk__in=due.filter(on__lt=on).values("contract"))
            case "wkrotce":
                return found.filter(pk__in=due.filter(on__gte=on).values("contract"))
        return found

    @staticmethod
    def _in_state(found, state, on):
        soon = on + ENDING_DAYS * DAY
        match state:
            case "obowiazuje":
                return found.covering(on)
            case "konczy-sie":
                return found.covering(on).filter(last_day__lte=soon)
            case "zakonczony":
                return found.binding().filter(last_day__lt=on)
            case "uniewazniony":
                return found.exclude(voided_at=None)
        return found.filter(state=NAMED_STATES[state]) if state in NAMED_STATES else found


def _others(user):
    """Whoever leads a contract that the user sees, those who left too."""
    seen = SocialContract.objects.filter(person__in=Person.objects.visible_to(user))
    leading = User.objects.filter(pk__in=seen.values("worker")).exclude(pk=user.pk)
    return leading.only("first_name", "last_name", "username", "is_active")
