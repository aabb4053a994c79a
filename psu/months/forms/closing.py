from django import forms


class CloseForm(forms.Form):
    """Asked only where earlier months wait with corrections."""

    with_earlier = forms.BooleanField(
        label="Ujmij je na tej liście wypłat",
        required=False,
        initial=True,
        help_text="Bez zaznaczenia poczekają; można też zamknąć tamten miesiąc osobno, na jego liście "
        "uzupełniającej.",
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Powód",
        max_length=300,
        help_text="Zostaje w historii i na liście wypłat. Bez rozpoznania i nazw chorób.",
    )
