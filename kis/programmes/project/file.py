"""The file of participants for the EU system: UTF-8, semicolons, each cell by its place."""

import csv
import datetime
import io
from collections.abc import Sequence

from kis.lib.dates import polish
from kis.lib.refusals import Refused
from kis.programmes.models import ExportTemplate
from kis.programmes.project.columns import CONTENTS, Line
from kis.programmes.project.participants import Participant
from kis.programmes.project.words import Dictionaries


def template_of(on: datetime.date) -> ExportTemplate:
    """The arrangement of the day. Raises Refused where there is none."""
    template = ExportTemplate.objects.on(on).prefetch_related("columns").first()
    if template is None:
        raise Refused(f"Na {polish(on)} nie ułożono kolumn pliku. Ułóż je w „Kolumny pliku”.")
    return template


def participants_csv(
    participants: Sequence[Participant], template: ExportTemplate, words: Dictionaries
) -> bytes:
    columns = list(template.columns.all())
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=";")
    writer.writerow([column.heading for column in columns])
    for line in _lines(participants, template, words):
        writer.writerow([_cell(CONTENTS[column.content].value(line)) for column in columns])
    return output.getvalue().encode()


def _lines(participants, template, words):
    for participant in participants:
        if template.rows == ExportTemplate.Rows.PERSON:
            yield Line(participant, participant.supports, words)
        else:
            for support in participant.supports:
                yield Line(participant, [support], words)


def _cell(text: str) -> str:
    """In one line: a carriage return alone would be read back as another row."""
    return " ".join(text.split())
