from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, Q

from kis.accounts.models import User
from kis.lib.typed import one_line
from participants.handover import CASE_LEADERS
from participants.models import EligibilityCategory, Person
from participants.register import PeopleGroup


class FindForm(forms.Form):
    """The field in the header: everybody in the register is asked for, without filters."""

    find = forms.CharField(label="Szukaj osoby", max_length=100, required=False)

    @property
    def words(self) -> str:
        return one_line(self.cleaned_data["find"])


class SearchForm(forms.Form):
    """The register's words and filters, as they are kept with the login."""

    words = forms.CharField(
        label="Szukaj",
        max_length=100,
        required=False,
        help_text="Nazwisko, imię albo część numeru PESEL, w dowolnej kolejności.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    group = forms.ChoiceField(label="Kogo", choices=PeopleGroup.choices, required=False)
    category = forms.TypedChoiceField(
        label="Kategoria", required=False, coerce=int, empty_value=None
    )
    worker = forms.TypedChoiceField(label="Prowadzi", required=False, coerce=int, empty_value=None)

    def __init__(self, *args, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        leaders = ((leader.pk, leader.name_to_choose) for leader in _leaders())
        self.fields["worker"].choices = [("", "wszyscy"), *leaders]
        if user.has_perm("participants.view_sensitive"):
            self.fields["category"].choices = [("", "wszystkie"), *_categories(on)]
        else:
            del self.fields["category"]

    def clean_group(self):
        return self.cleaned_data["group"] or PeopleGroup.ALL

    @property
    def search(self) -> dict:
        return {
            "words": one_line(self.cleaned_data["words"]),
            "group": self.cleaned_data["group"],
            "category": self.cleaned_data.get("category"),
            "worker": self.cleaned_data["worker"],
        }


def _leaders():
    """Whoever left and still leads cases is looked for too: their people wait to be handed over."""
    leads = Exists(Person.objects.filter(responsible=OuterRef("pk")))
    return User.objects.to_choose(*CASE_LEADERS, named=Q(leads)).only(
        "first_name", "last_name", "username", "is_active"
    )


def _categories(on: date):
    """With those that ended: people have them, and are looked for."""
    return [(row.code, row.name_to_choose(on)) for row in EligibilityCategory.objects.last_by(on)]
