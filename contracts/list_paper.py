"""The register on paper: as it was filtered, in parts where it is long."""

import datetime
from dataclasses import asdict, dataclass

from django.conf import settings

from contracts.counts import people_in
from contracts.models import SocialContract
from kis.accounts.models import Centre
from kis.documents.exports import ExportKind, Wanted
from kis.documents.models import ExportItem
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused
from participants.models import Person

# A page waits for so many rows, a worker makes a part of so many: a long table is slow to lay out.
ROWS_AT_ONCE = 200
ROWS_A_PART = 400


@dataclass(frozen=True)
class Part:
    """Which rows of the whole list: `first` is the ordinal of its first one."""

    number: int = 1
    of: int = 1
    first: int = 1

    @property
    def name(self) -> str:
        return f"Wykaz kontraktów, część {self.number} z {self.of}" if self.of > 1 else NAME


NAME = "Wykaz kontraktów"


def list_paper(contracts, chosen: str, *, on, at, part=None, sums=None, seconds=None) -> bytes:
    """`chosen`: the filter in words. `sums`: how many contracts and people the whole list has.

    Raises Refused where the paper takes too long.
    """
    part = part or Part()
    return render_paper(
        "contracts/list_print.html",
        {
            "centre": Centre.objects.current(),
            "contracts": contracts,
            "chosen": chosen,
            "part": part,
            "sums": sums,
            "on": on,
        },
        name=part.name,
        made_at=at,
        seconds=seconds,
    )


def sums_of(contracts) -> dict[str, int]:
    return {"contracts": contracts.count(), "people": people_in(contracts)}


class ContractList(ExportKind):
    """A long list in parts, each a paper with the heading of the whole; the sums stand in the last one."""

    name, act, thing = "contract-list", "print", "contract_list"

    def wanted(self, contracts, chosen: str, on: datetime.date) -> list[Wanted]:
        pks, sums = list(contracts.values_list("pk", flat=True)), sums_of(contracts)
        starts = range(0, len(pks), ROWS_A_PART)
        parts = [
            Part(number, len(starts), start + 1) for number, start in enumerate(starts, start=1)
        ]
        return [
            Wanted(
                title=part.name,
                name=f"wykaz-kontraktow-{part.number}-z-{part.of}.pdf",
                facts={
                    "contracts": pks[part.first - 1 :][:ROWS_A_PART],
                    "chosen": chosen,
                    "part": asdict(part),
                    "sums": sums if part.number == part.of else None,
                    "on": on.isoformat(),
                },
            )
            for part in parts
        ]

    def readable(self, people, user, on):
        return set(people)  # each part asks for all of its people, see make

    def make(self, item, user, on) -> bytes:
        """Raises Refused where one of the contracts may not be seen any more, or is gone."""
        facts, found = item.facts, self._contracts(item, user)
        if len(found) != len(facts["contracts"]):
            raise Refused(
                "Od chwili zlecenia zmieniło się, które kontrakty są w rejestrze. Zleć wykaz jeszcze raz."
            )
        return list_paper(
            [found[pk] for pk in facts["contracts"]],
            facts["chosen"],
            on=datetime.date.fromisoformat(facts["on"]),
            at=item.export.created_at,
            part=Part(**facts["part"]),
            sums=facts["sums"],
            seconds=settings.WORKER_PAPER_SECONDS,
        )

    def people(self, item: ExportItem) -> list[int]:
        rows = SocialContract.with_voided.filter(pk__in=item.facts["contracts"])
        return list(rows.order_by().values_list("person", flat=True).distinct())

    @staticmethod
    def _contracts(item, user) -> dict[int, SocialContract]:
        visible = Person.objects.visible_to(user)
        rows = SocialContract.with_voided.filter(pk__in=item.facts["contracts"], person__in=visible)
        return rows.select_related("person", "worker").in_bulk()
