"""The council's report as it leaves the office: small counts withheld, and all that would give them away."""

from copy import deepcopy

from kis.reports.council.withholding import Sum, Why, withheld

SHOWN = {Why.SMALL: "<5", Why.BESIDE: "ukryto"}
U, F = ("osoby", "uczestniczyli"), ("osoby", "ukonczyli")
ENDED = ("efekty", "zakonczyli")
# Tables whose lines add up, and what their sum is elsewhere.
ADDED_UP = {"grupy": U, "dalej": F}
OF_THE_ENDED = ("efekt", "spoleczne", "zawodowe", "praca")
# Sums of money and hours of so few people tell what each of them got.
PSU, BEFORE = ("psu", "osoby"), ("psu-przedtem", "osoby")
OF_PERSONS = {
    "psu": [PSU],
    "psu-przedtem": [BEFORE],
    # From these the money of the works could be reckoned.
    "razem-koszt": [PSU, BEFORE],
    "wlasny": [PSU, BEFORE],
    "na-osobe": [PSU, BEFORE, F],
}


def outside(tables: list[dict]) -> list[dict]:
    """A copy of the tables (see kis.reports.frozen.plain), column by column."""
    told = deepcopy(tables)
    columns = [column["key"] for column in told[0]["columns"]]
    for place in range(len(columns)):
        _withhold(dict(_cells(told, place)))
    return told


def _cells(tables: list[dict], place: int):
    for table in tables:
        for line in table["lines"]:
            yield (table["key"], line["key"]), line["cells"][place]


def _withhold(cells: dict) -> None:
    counts = {
        key: int(cell["amount"])
        for key, cell in cells.items()
        if cell["look"] == "count" and key[1] != "razem"
    }
    rests = {("rest", line): counts[ENDED] - counts["efekty", line] for line in OF_THE_ENDED}
    hidden = withheld(
        counts | rests | _no_sex(counts), _sums(counts), unseen={*rests, ("rest", "b")}
    )
    for table, total in ADDED_UP.items():
        if total in hidden:
            hidden[table, "razem"] = hidden[total]
    for key, why in hidden.items():
        _hide(cells[key], SHOWN[why])
    for (table, line), cell in cells.items():
        persons = OF_PERSONS.get(line) or OF_PERSONS.get(table, [])
        if cell["look"] != "count" and any(key in hidden for key in persons):
            _hide(cell, SHOWN[Why.BESIDE])


def _no_sex(counts: dict) -> dict:
    """Whose sex is not written is published nowhere, but could be reckoned."""
    return {("rest", "b"): counts[U] - counts["osoby", "k"] - counts["osoby", "m"]}


def _sums(counts: dict) -> list[Sum]:
    return [
        Sum((("osoby", "k"), ("osoby", "m"), ("rest", "b")), U),
        *(
            Sum(tuple(key for key in counts if key[0] == table), total)
            for table, total in ADDED_UP.items()
        ),
        # Of these each is known; that somebody may be in both changes nothing for a reader.
        *(Sum((("efekty", line), ("rest", line)), ENDED) for line in OF_THE_ENDED),
    ]


def _hide(cell: dict, words: str) -> None:
    cell["amount"], cell["words"], cell["where"] = None, words, None
