from datetime import date

from django import forms

from kis.accounts.models import User
from kis.accounts.rights import Role
from participants.models import EligibilityCategory
from participants.register import PeopleGroup

CASE_LEADERS = (Role.SOCIAL_WORKER, Role.COORDINATOR)


class FindForm(forms.Form):
    """The field in the header: everybody in the register is asked for, without filters."""

    find = forms.CharField(label="Szukaj osoby", max_length=100, required=False)

    @property
    def words(self) -> str:
        return " ".join(self.cleaned_data["find"].split())


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
        leaders = ((pk, _name(*names)) for pk, *names in _leaders())
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
            "words": " ".join(self.cleaned_data["words"].split()),
            "group": self.cleaned_data["group"],
            "category": self.cleaned_data.get("category"),
            "worker": self.cleaned_data["worker"],
        }


def _leaders():
    leaders = User.objects.with_role(*CASE_LEADERS)
    return leaders.values_list("pk", "first_name", "last_name", "username")


def _name(first_name: str, last_name: str, username: str) -> str:
    return str(User(first_name=first_name, last_name=last_name, username=username))


def _categories(on: date):
    return EligibilityCategory.objects.on(on).values_list("code", "public_wording")
