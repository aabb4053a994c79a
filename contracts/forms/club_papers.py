from django import forms

from contracts.models import ClubPaper

Kind = ClubPaper.Kind


class ClubPapersForm(forms.Form):
    """What is to be made: by a button of one paper that one alone, else all that are ticked."""

    kinds = forms.MultipleChoiceField(label="Pisma", choices=Kind, required=False)
    only = forms.ChoiceField(choices=Kind, required=False)

    def clean(self):
        cleaned = super().clean()
        only = cleaned.get("only")
        cleaned["wanted"] = [only] if only else cleaned.get("kinds", [])
        if not cleaned["wanted"] and not self.errors:
            self.add_error("kinds", "Zaznacz co najmniej jedno pismo.")
        return cleaned
