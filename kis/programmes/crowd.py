"""How many are in a day room and how many it may have: the words beside the guard that refuses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Crowd:
    """`per_carer`: the number of the law that day; `own`: the room's, None where it set none."""

    children: int
    carers: int
    per_carer: int | None
    own: int | None = None

    @property
    def most(self) -> int:
        by_carers = (self.per_carer or 0) * self.carers
        return by_carers if self.own is None else min(by_carers, self.own)

    @property
    def in_words(self) -> str:
        return f"{self.children} z {self.most}"

    @property
    def is_full(self) -> bool:
        return self.children >= self.most

    @property
    def too_many(self) -> int:
        return max(self.children - self.most, 0)

    @property
    def carers_missing(self) -> int:
        """How many carers more would be enough for those who are inside."""
        if not self.per_carer:
            return 0
        return max(-(-self.children // self.per_carer) - self.carers, 0)

    @property
    def advice(self) -> str:
        """What must happen where there are too many; empty where all is well."""
        if self.per_carer is None:
            return (
                "W słownikach nie ma na dziś liczby dzieci na wychowawcę, więc nikogo nie można przyjąć. "
                "Wpisuje ją administrator merytoryczny."
            )
        if not self.too_many:
            return ""
        if self.own is not None and self.children > self.own:
            return (
                f"Za dużo dzieci: musi wyjść {self.too_many}. Ta świetlica przyjmuje najwyżej {self.own}, a "
                f"na jednego wychowawcę przypada {self.per_carer}."
            )
        return (
            f"Za mało wychowawców: musi przyjść wychowawców: {self.carers_missing} albo wyjść dzieci: "
            f"{self.too_many}."
        )
