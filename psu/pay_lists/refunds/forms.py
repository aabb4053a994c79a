from kis.lib.forms import LineField, NumberField, PastDateField
from psu.pay_lists.forms import StepForm


class ApplicationForm(StepForm):
    on = PastDateField(label="Dzień sporządzenia wniosku")


class SentForm(StepForm):
    on = PastDateField(label="Wysłano dnia")


class SettledForm(StepForm):
    """The amount as it came, or was given back; where it is another one than asked for, why.

    `is_return`: the amount is typed without a sign and comes out below zero.
    """

    on = PastDateField(label="Wpłynęło dnia")
    amount = NumberField(label="Wpłynęło, zł", min_value=0, max_digits=11, decimal_places=2)
    reason = LineField(
        label="Wyjaśnienie różnicy",
        max_length=300,
        required=False,
        help_text="Tylko wtedy, gdy wpłynęła inna kwota niż we wniosku.",
    )

    def __init__(self, *args, is_return: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_return = is_return
        if is_return:
            self.fields["on"].label, self.fields["amount"].label = "Zwrócono dnia", "Zwrócono, zł"
            self.fields["reason"].help_text = "Tylko wtedy, gdy zwrócono inną kwotę niż we wniosku."

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        return -amount if self.is_return else amount
