"""Columns of a list that each user chooses, and that its table to take away follows."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages

from kis.accounts.models import ChosenColumns
from kis.lib.table_files import Column


class ColumnsForm(forms.Form):
    columns = forms.MultipleChoiceField(
        label="Które kolumny pokazać",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Tej kolumny nie ma na liście. Otwórz listę jeszcze raz i wybierz kolumny."
        },
    )

    def __init__(self, *args, offered: Sequence[Column], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = [(column.key, column.heading) for column in offered]


def columns_of(user, list_name: str, offered: Sequence[Column]) -> list[Column]:
    """In the order of the offer. One query; what is not offered to the user any more falls out."""
    kept = ChosenColumns.objects.of(user, list_name)
    return [column for column in offered if (column.usual if kept is None else column.key in kept)]


def columns_form(offered: Sequence[Column], shown: Sequence[Column]) -> ColumnsForm:
    chosen = [column.key for column in shown]
    # The page has other forms, whose fields have names of their own.
    return ColumnsForm(initial={"columns": chosen}, offered=offered, auto_id="id_list_%s")


def keep_columns(request, list_name: str, offered: Sequence[Column]) -> None:
    """What the form sent, or the reason why not, is told on the page that follows."""
    form = ColumnsForm(request.POST, offered=offered)
    if not form.is_valid():
        messages.error(request, form.errors["columns"][0])
        return
    ChosenColumns.objects.keep(request.user, list_name, form.cleaned_data["columns"])
    messages.success(request, "Zapisano, które kolumny pokazuje ta lista i jej tabela do pobrania.")
