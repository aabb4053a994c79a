"""Forms of a list: the file, how it is read, which column holds what, how many entries were said."""

from django import forms
from openpyxl.utils import get_column_letter

from kis.documents.scanner import check_clean
from kis.imports.kinds.columns import Column
from kis.imports.models import ImportFile
from kis.imports.reading.packed import MB, MOST_BYTES
from kis.imports.reading.text_lists import COMMA, SEMICOLON, TAB, UTF_8, WINDOWS_1250
from kis.imports.registry import KINDS
from kis.lib.forms import WholeNumberField

EXPECTED = "Gdy lista dodałaby więcej, program ją wstrzyma i zapyta."


class ListForm(forms.Form):
    kind = forms.ChoiceField(label="Co jest na liście")
    file = forms.FileField(
        label="Plik",
        help_text=f"XLSX, ODS albo CSV, najwyżej {MOST_BYTES // MB} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )
    expected = WholeNumberField(label="Ile wpisów ma dojść", min_value=1, help_text=EXPECTED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.name, kind.title) for kind in KINDS.values()]
        self.fields["file"].error_messages["empty"] = "Plik jest pusty."

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"Plik ma więcej niż {MOST_BYTES // MB} MB. Podziel listę na mniejsze pliki."
            )
        check_clean(file.read())
        file.seek(0)
        return file


class ExpectedForm(forms.Form):
    expected = WholeNumberField(label="Ile wpisów ma dojść", min_value=1, help_text=EXPECTED)


class ReadingForm(forms.Form):
    """Asked of a CSV, whose letters nobody guesses, and of a workbook with several sheets."""

    encoding = forms.ChoiceField(
        label="Kodowanie liter",
        choices=[(UTF_8, "UTF-8"), (WINDOWS_1250, "Windows-1250")],
        required=False,
        help_text="Wybierz to, przy którym polskie litery w podglądzie są właściwe.",
    )
    delimiter = forms.ChoiceField(
        label="Znak między kolumnami",
        choices=[(SEMICOLON, "średnik"), (COMMA, "przecinek"), (TAB, "tabulator")],
        required=False,
        # The sign that is a tab would be stripped as white space.
    )
    sheet = forms.TypedChoiceField(label="Arkusz", coerce=int, empty_value=0, required=False)

    def __init__(self, *args, file: ImportFile, sheets: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        named = ("encoding", "delimiter") if file.encoding else ("sheet",)
        for name in set(self.fields) - set(named):
            del self.fields[name]
        if "sheet" in self.fields:
            self.fields["sheet"].choices = list(enumerate(sheets))
        self.initial = {name: getattr(file, name) for name in named}
        self.file, self.sheets = file, sheets

    @property
    def is_worth_asking(self) -> bool:
        return bool(self.file.encoding) or len(self.sheets) > 1

    @property
    def answers(self) -> dict:
        return {
            name: self.cleaned_data.get(name, getattr(self.file, name))
            for name in ("encoding", "delimiter", "sheet")
        }


class ColumnsForm(forms.Form):
    """For each column of the kind one of the file, or none."""

    def __init__(self, *args, columns: list[Column], headings: list[str], file, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns
        self.fields["headings"] = WholeNumberField(
            label="Wiersz z nagłówkami",
            min_value=1,
            help_text="Wiersze pod nim są osobnymi wpisami.",
        )
        self.initial = {"headings": file.headings, **file.columns}
        places = [("", "brak w pliku"), *enumerate(map(_place, range(len(headings)), headings))]
        for column in columns:
            self.fields[column.key] = forms.TypedChoiceField(
                label=column.heading,
                choices=places,
                coerce=int,
                empty_value=None,
                required=column.is_needed,
                help_text=column.hint,
            )
            self.fields[column.key].error_messages["required"] = (
                "Tej kolumny nie może zabraknąć. Wybierz, która to w pliku."
            )

    def clean(self):
        cleaned = super().clean()
        taken: dict[int, str] = {}
        for column in self.columns:
            place = cleaned.get(column.key)
            if place is None:
                continue
            if place in taken:
                self.add_error(column.key, f"Ta kolumna pliku jest już wybrana: {taken[place]}.")
            taken[place] = column.heading
        return cleaned

    @property
    def places(self) -> dict[str, int]:
        found = {column.key: self.cleaned_data[column.key] for column in self.columns}
        return {key: place for key, place in found.items() if place is not None}


def _place(place: int, heading: str) -> str:
    return f"{get_column_letter(place + 1)}: {heading or 'bez nagłówka'}"
