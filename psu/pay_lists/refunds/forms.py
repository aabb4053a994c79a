from kis.lib.forms import LineField, NumberField, PastDateField
from psu.pay_lists.forms import StepForm


class ApplicationForm(StepForm):
    on = PastDateField(label="Dzień sporządzenia wniosku")


class SentForm(StepForm):
    on = PastDateField(label="Wysłano dnia")


class SettledForm(StepForm):
    """The amount as it came; where it is another one than asked for, why."""

    on = PastDateField(label="Wpłynęło dnia")
    amount = NumberField(label="Wpłynęło, zł", min_value=0, max_digits=11, decimal_places=2)
    reason = LineField(
        label="Wyjaśnienie różnicy",
        max_length=300,
        required=False,
        help_text="Tylko wtedy, gdy wpłynęła inna kwota niż we wniosku.",
    )
