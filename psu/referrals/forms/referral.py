from decimal import Decimal
from functools import partial

from django import forms

from kis.lib.dates import add_months, polish
from kis.lib.forms import AccountField, HoursField, LineField, PlannedDateField, PolishDateField
from kis.lib.money import hours
from kis.lib.versions import VersionedModelForm
from participants.forms.groups import GroupedFields
from participants.models import BankAccount
from psu.files import whole
from psu.models import Agreement, Referral, WorkKind, WorkPlace
from psu.referrals.forms.planned_days import PlannedDaysField, in_words
from psu.rules.limits import least
from psu.rules.planning import days_without_agreement, months_over
from psu.rules.year_days import over_words, years_of
from psu.years import days_of

MONTHS_BACK = 3  # a referral may be entered late: so long behind the agreement's end
DATES = [
    *("issued_on", "starts_on", "ends_on", "status_checked_on", "no_benefit_checked_on"),
    *("assistance_confirmed_on", "residence_checked_on"),
    *("medical_on", "medical_until", "ohs_on"),
]
HOURS = ["weekly_hours", "monthly_hours"]
_ONLY_BASIS = Referral.Basis.UNEMPLOYED


class ReferralForm(GroupedFields, VersionedModelForm):
    """The starosta's referral in the order of the paper. Person and agreement of an entered one stay."""

    groups = [
        ("Skierowanie", ["basis", "number", "issued_on", "starts_on", "ends_on"]),
        ("Gdzie i co", ["agreement", "place", "kind", "work_advice"]),
        ("Godziny", ["weekly_hours", "monthly_hours", "planned_days", "planned_time"]),
        (
            "Sprawdzono",
            [
                "status_checked_on",
                "status_checked_how",
                "no_benefit_checked_on",
                "assistance_confirmed_on",
                "residence_checked_on",
            ],
        ),
        (
            "Zanim zacznie pracę",
            [
                "ohs_on",
                "ohs_instructor",
                "medical",
                "medical_on",
                "medical_until",
                "accident_insurance",
            ],
        ),
        ("Wypłata i uwagi", ["payment", "account_number", "account_owner", "remarks"]),
    ]

    class Payment:
        UNKNOWN, ACCOUNT, CASH = "unknown", "account", "cash"

    planned_days = PlannedDaysField(
        label="Plan dni, godziny",
        required=False,
        help_text="Sprawdzany z limitem tygodnia i miesiąca.",
    )
    payment = forms.ChoiceField(
        label="Wypłata",
        choices=[
            (Payment.UNKNOWN, "jeszcze nie ustalono"),
            (Payment.ACCOUNT, "na rachunek"),
            (Payment.CASH, "w kasie"),
        ],
        help_text="Potrzebna do zamknięcia miesiąca.",
    )
    account_number = AccountField(label="Numer rachunku", required=False)
    account_owner = LineField(label="Właściciel rachunku", max_length=150, required=False)

    class Meta:
        model = Referral
        fields = [
            "basis",
            "number",
            "issued_on",
            "agreement",
            "place",
            "kind",
            "starts_on",
            "ends_on",
            "weekly_hours",
            "monthly_hours",
            "planned_days",
            "planned_time",
            "status_checked_on",
            "status_checked_how",
            "no_benefit_checked_on",
            "assistance_confirmed_on",
            "residence_checked_on",
            "medical",
            "medical_on",
            "medical_until",
            "ohs_on",
            "ohs_instructor",
            "accident_insurance",
            "work_advice",
            "remarks",
        ]
        field_classes = {
            **dict.fromkeys(DATES, PolishDateField),
            "ends_on": PlannedDateField,
            **dict.fromkeys(HOURS, HoursField),
        }
        widgets = {"remarks": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "place": "U opiekuna osoby z niepełnosprawnością tylko prace pomocnicze w domu: "
            "bez pielęgnacji, higieny i podawania leków.",
            "status_checked_on": "Potrzebne do zamknięcia miesiąca.",
            "no_benefit_checked_on": "Potrzebne do zamknięcia miesiąca.",
            "assistance_confirmed_on": "Potrzebne do zamknięcia miesiąca.",
            "residence_checked_on": "Potrzebne do zamknięcia miesiąca; przy porozumieniach podpisanych "
            "od 1.06.2025.",
            "medical_on": "Potrzebne przed pierwszą godziną, gdy badanie jest wymagane.",
            "ohs_on": "Potrzebne przed pierwszą godziną; może być ten sam dzień.",
            "planned_time": "Np. 8.00–13.00.",
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        referral = self.instance
        still_entered = Agreement.objects.filter(ends_on__gte=add_months(today, -MONTHS_BACK))
        still_entered = still_entered.select_related("regime")
        self.fields["agreement"].queryset = still_entered
        self.fields["agreement"].label_from_instance = partial(_agreement_label, today=today)
        self.fields["place"].queryset = WorkPlace.objects.filter(is_active=True)
        self.fields["kind"].queryset = WorkKind.objects.filter(is_active=True)
        if referral.pk:
            del self.fields["agreement"]
            # Its own place and kind stay choosable when they are used no more.
            self.fields["place"].queryset |= WorkPlace.objects.filter(pk=referral.place_id)
            self.fields["kind"].queryset |= WorkKind.objects.filter(pk=referral.kind_id)
        self._leave_out_basis_of_the_old_act()
        self._show_payment(BankAccount.objects.filter(person=referral.person).on(today).first())

    def _leave_out_basis_of_the_old_act(self):
        """The second basis, where no agreement of the act that knew it can be chosen."""
        referral, programme = self.instance, Referral.Basis.PROGRAMME
        if referral.pk:
            is_known = referral.agreement.regime.is_old or referral.basis == programme
        else:
            is_known = any(row.regime.is_old for row in self.fields["agreement"].queryset)
        field = self.fields["basis"]
        if is_known:
            field.help_text = (
                "Uczestnik kontraktu lub programu: tylko porozumienia podpisane do 31.05.2025. "
                "Status w PUP potwierdza się przy pierwszej podstawie."
            )
        else:
            field.choices = [choice for choice in field.choices if choice[0] == _ONLY_BASIS]

    def _show_payment(self, account: BankAccount | None):
        if account is None:
            return
        self.initial["payment"] = self.Payment.ACCOUNT if account.number else self.Payment.CASH
        self.initial["account_number"] = account.number
        self.initial["account_owner"] = account.owner

    def clean(self):
        cleaned = super().clean()
        to_account = cleaned.get("payment") == self.Payment.ACCOUNT
        if to_account and cleaned.get("account_number") == "":
            self.add_error("account_number", "Wpisz numer rachunku albo wybierz kasę.")
        agreement = cleaned.get("agreement") or getattr(self.instance, "agreement", None)
        if agreement and cleaned.get("planned_days"):
            self._check_plan(agreement, cleaned)
        return cleaned

    def _check_plan(self, agreement, cleaned):
        """Four weeks are in every month: a plan over the month's limit in them can never be carried out."""
        week = sum(map(Decimal, cleaned["planned_days"].values()))
        terms = agreement.terms_on(cleaned.get("starts_on") or agreement.starts_on)
        weekly = least(cleaned.get("weekly_hours"), terms.weekly_hours)
        monthly = least(cleaned.get("monthly_hours"), terms.monthly_hours)
        if week > weekly:
            self.add_error(
                "planned_days",
                f"Plan daje {hours(week)} godz. w tygodniu. Limit tygodnia: {hours(weekly)}.",
            )
        # No act sets a month: it is the agreement's limit, or the referral's.
        elif monthly is not None and 4 * week > monthly:
            self.add_error(
                "planned_days",
                f"Plan daje {hours(4 * week)} godz. w czterech tygodniach. "
                f"Limit miesiąca: {hours(monthly)}.",
            )

    def warnings(self) -> list[str]:
        """Days without the agreement, months in which the plan gives more than may be worked.

        Call behind is_valid().
        """
        referral, agreement = self.instance, self.instance.agreement
        period = referral.starts_on, referral.ends_on
        terms = agreement.terms_on(referral.starts_on)
        monthly = least(referral.monthly_hours, terms.monthly_hours)
        return [
            *days_without_agreement(
                agreement.number, agreement.starts_on, agreement.ends_on, *period
            ),
            *months_over(referral.plan, *period, limit=monthly),
            *self._years_over(),
        ]

    def _years_over(self) -> list[str]:
        """Behind the save: the referral counts with the person's others."""
        referral = self.instance
        found = [
            days_of([referral.person], year).get(whole(referral.person))
            for year in years_of(referral.starts_on, referral.last_day or referral.ends_on)
        ]
        name = str(referral.person)
        return [over_words(name, days) for days in found if days and days.is_over]

    def _shown(self, name, value) -> str:
        if name == "planned_days":
            return in_words(value or {}) or "puste"
        return super()._shown(name, value)


def _agreement_label(agreement, *, today) -> str:
    ended = f"; skończone {polish(agreement.ends_on)}" if agreement.ends_on < today else ""
    terms = agreement.terms_on(today)
    month = f", {hours(terms.monthly_hours)} w miesiącu" if terms.monthly_hours else ""
    return f"{agreement.number} ({hours(terms.weekly_hours)} godz. w tygodniu{month}{ended})"


class EndReferralForm(forms.Form):
    last_day = PolishDateField(label="Ostatni dzień")
    reason = forms.CharField(label="Powód", max_length=300)
