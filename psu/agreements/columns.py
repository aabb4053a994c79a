"""What the list of agreements tells, to take away; a row is an agreement with its terms of the day."""

from collections.abc import Sequence

from kis.lib.table_files import Column, Table

COLUMNS = [
    Column("number", "Numer", lambda row: row[0].number),
    Column("starts_on", "Od", lambda row: row[0].starts_on),
    Column("ends_on", "Do", lambda row: row[0].ends_on),
    Column("law", "Przepisy", lambda row: row[0].regime.get_code_display()),
    Column("places", "Miejsca", lambda row: ", ".join(map(str, row[0].places_today))),
    Column("persons", "Osoby", lambda row: row[1].persons),
    Column("weekly", "Godziny w tygodniu", lambda row: row[1].weekly_hours),
    Column("monthly", "Godziny w miesiącu", lambda row: row[1].monthly_hours),
    Column("used", "Godziny wykorzystane", lambda row: row[0].used),
    Column("total", "Godziny razem", lambda row: row[0].latest_terms.total_hours),
]


def agreements_table(rows: Sequence[tuple]) -> Table:
    return Table("Porozumienia", "porozumienia", COLUMNS, rows)
