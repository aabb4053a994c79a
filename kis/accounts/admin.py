import json
from collections.abc import Iterator
from operator import attrgetter

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IS_POPUP_VAR, get_content_type_for_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from kis.accounts.models import Centre, User
from kis.accounts.once import AddedOnce
from kis.accounts.rights import ROLES_APART, Role, are_apart
from kis.documents.admin import PaperTextAdmin
from kis.documents.models import PaperText
from kis.journal.entrances import note
from kis.lib.admin import DictionaryAdmin, Explained, KeptHistory
from kis.lib.row_history import ACTS, Act, FieldChange

admin.site.site_title = "KIS – administracja"
admin.site.site_header = "Słowniki, stawki i konta"
admin.site.index_title = "Co można zmienić"
admin.site.site_url = "/"
admin.site.empty_value_display = "–"
admin.site.enable_nav_sidebar = False

# Roles are made by the program; there is no group to add and no right to tick.
admin.site.unregister(Group)


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        return Role(group.name).label

    def clean(self, value):
        groups = super().clean(value)
        if not are_apart({Role(group.name) for group in groups}):
            raise forms.ValidationError(ROLES_APART)
        return groups


def roles_in_words(groups) -> str:
    return ", ".join(Role(group.name).label for group in groups)


class RoleFilter(admin.SimpleListFilter):
    title, parameter_name = "roli", "rola"

    def lookups(self, request, model_admin):
        return Role.choices

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


NEW_ACCOUNT = (
    "Każdy ma własne konto. Jedna osoba może mieć kilka ról, a konto bez roli niczego nie otwiera. Telefon "
    "pracownika socjalnego stoi na kontrakcie. Hasła nikt za nikogo nie wymyśla: po zapisaniu daj "
    "zaproszenie do ustawienia własnego."
)


class AccountForm(UserChangeForm):
    """Without what Django shows of a password: nobody sets one for somebody else."""

    password = None

    class Meta(UserChangeForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email", "phone", "is_active", "groups")


class NewAccountForm(forms.ModelForm):
    """Without a password: whoever is invited sets their own."""

    class Meta:
        model = User
        fields = ("username",)

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User)
class OfficeUserAdmin(AddedOnce, Explained, KeptHistory, UserAdmin):
    """Accounts and their roles. A person who left is switched off: what they did keeps their name."""

    BOTH_VALUES = (
        "both_values"  # in the panel's log: label, before, after of what the row does not hold
    )

    explanation = (
        "Konta się nie usuwa. Gdy ktoś odchodzi, wyłącz jego konto: zalogować się nim nie można, a pod "
        "wszystkim, co nim zrobiono, zostaje nazwisko. Sprawy, szkice, zajęcia i miejsca PSU tej osoby "
        "staną na pulpicie koordynatora KIS do przekazania. Tak samo, gdy straci rolę albo upoważnienie."
    )
    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    list_display = ["username", "last_name", "first_name", "role_names", "is_active", "last_login"]
    list_filter = ["is_active", RoleFilter]
    search_fields = ["username", "last_name", "first_name"]
    ordering = ["last_name", "first_name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username"]}),
        ("Osoba", {"fields": ["first_name", "last_name", "phone", "email"]}),
        ("Dostęp", {"fields": ["is_active", "groups"]}),
        ("Kiedy", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [*["username", "first_name", "last_name", "phone", "email", "groups"]],
            },
        )
    ]

    def add_view(self, request, form_url="", extra_context=None):
        told = {"explanation": NEW_ACCOUNT} | (extra_context or {})
        return super().add_view(request, form_url, told)

    def get_urls(self):
        """Without Django's page on which one types a password for another."""
        return [url for url in super().get_urls() if url.name != "auth_user_password_change"]

    def response_add(self, request, obj, post_url_continue=None):
        """A new account is of no use before its invitation."""
        if {"_addanother", "_continue", IS_POPUP_VAR} & set(request.POST):
            answer = super().response_add(request, obj, post_url_continue)
            invite = reverse("entry:invite", args=[obj.pk])
            told = 'Konto „{}” otworzy dopiero zaproszenie. <a href="{}">Daj zaproszenie</a>'
            self.message_user(request, format_html(told, obj, invite), messages.WARNING)
            return answer
        self.message_user(request, f"Dodano konto: {obj}. Teraz daj zaproszenie.", messages.SUCCESS)
        return redirect("entry:invite", obj.pk)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="role")
    def role_names(self, user):
        return roles_in_words(user.groups.all())

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            return RolesField(queryset=Group.objects.order_by("pk"), label="Role", required=False)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def construct_change_message(self, request, form, formsets, add=False):
        """With what the history of the row does not hold: roles are other rows."""
        told = []
        if "groups" in form.changed_data:
            before, after = form.initial.get("groups") or [], form.cleaned_data["groups"]
            told = [["role", roles_in_words(before), roles_in_words(after)]]
        message = super().construct_change_message(request, form, formsets, add)
        return [*message, {self.BOTH_VALUES: told}] if told else message

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and {"username", "email"} & set(form.changed_data):
            note(request, request.user, "address_changed", of=obj)

    def acts_on(self, row):
        found = [*super().acts_on(row), *self._logged(row)]
        return sorted(found, key=attrgetter("at"), reverse=True)

    def _logged(self, user) -> Iterator[Act]:
        entries = LogEntry.objects.filter(
            content_type=get_content_type_for_model(user), object_id=user.pk
        )
        for entry in entries.select_related("user"):
            for told in _both_values(entry):
                at = timezone.localtime(entry.action_time)
                yield Act(at, str(entry.user), ACTS["update"], (FieldChange(*told),))

    def has_delete_permission(self, request, obj=None):
        return False


def _both_values(entry: LogEntry) -> list[list[str]]:
    parts = json.loads(entry.change_message) if entry.change_message.startswith("[") else []
    return [told for part in parts for told in part.get(OfficeUserAdmin.BOTH_VALUES, [])]


@admin.register(Centre)
class CentreAdmin(AddedOnce, DictionaryAdmin):
    """The one row."""

    explanation = (
        "Na pismach stoją: nazwa ośrodka, nazwa klubu, adres, telefon, e-mail, NIP i REGON, a na pismach do "
        "urzędu pracy jego nazwa. Inspektor ochrony danych stoi w klauzuli RODO. Pozostałych pól pisma na "
        "razie nie używają. Zmiana dotyczy nowych pism; wydane zostają takie, jakie są."
    )
    fieldsets = [
        (
            "Ośrodek",
            {
                "fields": [
                    *["name", "short_name", "municipality", "street", "postal_code", "town"],
                    "localities",
                    *["phone", "email", "nip", "regon", "bank_account", "head_name", "head_title"],
                    "labour_office",
                    *["data_officer", "data_officer_email", "data_officer_phone"],
                    "row_version",
                ]
            },
        ),
        (
            "Klub",
            {
                "fields": [
                    *["club_name", "club_phone", "resolution", "created_on", "started_on"],
                    *["register_entry", "legal_basis", "contract_number_pattern"],
                    "approves_contracts",
                ]
            },
        ),
    ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """There is no other one to add behind it."""
        told = {"show_save_and_add_another": False} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, told)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Centre.objects.exists()


@admin.register(PaperText)
class PaperTextAddedOnceAdmin(AddedOnce, PaperTextAdmin):
    pass
