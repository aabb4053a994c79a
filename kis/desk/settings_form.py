from django import forms

from kis.accounts.models import User


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["digest"]
        labels = {"digest": "Podsumowanie pulpitu pocztą"}
        widgets = {"digest": forms.RadioSelect}
        help_texts = {
            "digest": "Tylko liczby i adres pulpitu, bez nazwisk. Gdy nic nie czeka, nic nie przychodzi."
        }

    def save(self) -> None:
        """This column alone: the administrator may be changing the others."""
        self.instance.save(update_fields=["digest"])
