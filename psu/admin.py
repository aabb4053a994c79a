from django.contrib import admin
from django.db import models

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.admin import DictionaryAdmin
from psu.models import Ceiling, Rate, Regime, Supervision, WorkKind, WorkPlace

# 12,20 as it is written here; 12.20 is read, too.
WITH_COMMA = {models.DecimalField: {"localize": True}}


@admin.register(Regime)
class RegimeAdmin(DictionaryAdmin):
    """The act that agreements follow by the day they were signed."""

    list_display = ["name", "code", "signed_from", "signed_until"]
    search_fields = ["name", "source"]
    fields = ["code", "name", "signed_from", "signed_until", "source"]


@admin.register(Ceiling)
class CeilingAdmin(DictionaryAdmin):
    """Ceilings of law; a change of law is a new row from its day on."""

    formfield_overrides = WITH_COMMA
    list_display = ["regime", "valid_from", "weekly_hours", "monthly_hours", "refund_max_percent"]
    list_display_links = ["regime", "valid_from"]
    list_filter = ["regime"]
    list_select_related = ["regime"]
    search_fields = ["source", "regime__name"]
    fields = [
        *("regime", "valid_from", "weekly_hours", "monthly_hours", "refund_max_percent"),
        "source",
    ]


@admin.register(Rate)
class RateAdmin(DictionaryAdmin):
    """Minimum rates; a new one is a new row, behind the last day of the one before."""

    formfield_overrides = WITH_COMMA
    list_display = ["valid_from", "valid_to", "per_hour", "regime", "source"]
    list_filter = ["regime"]
    list_select_related = ["regime"]
    search_fields = ["source", "regime__name"]
    fields = ["regime", "per_hour", "valid_from", "valid_to", "source"]


@admin.register(WorkKind)
class WorkKindAdmin(DictionaryAdmin):
    list_display = ["name", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    fields = ["name", "is_active"]


@admin.register(WorkPlace)
class WorkPlaceAdmin(DictionaryAdmin):
    list_display = ["name", "kind", "street", "town", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "street", "town"]
    fields = [
        *("name", "kind", "street", "postal_code", "town", "phone"),
        *("household_duties", "is_active"),
    ]


@admin.register(Supervision)
class SupervisionAdmin(DictionaryAdmin):
    """Who looks after which place; the hours of that place are that person's to mark."""

    list_display = ["place", "user", "starts_on", "ends_on"]
    list_filter = ["place"]
    list_select_related = ["place", "user"]
    search_fields = ["place__name", "user__last_name", "user__first_name"]
    fields = ["place", "user", "starts_on", "ends_on"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only those who may open the pages of a supervisor."""
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.with_role(Role.SUPERVISOR)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
