"""The kinds of lists, in the order in which an office needs them."""

from kis.imports.kinds.agreements import Agreements
from kis.imports.kinds.categories import Categories
from kis.imports.kinds.kind import Kind
from kis.imports.kinds.numbers import Numbers
from kis.imports.kinds.paper_contracts import PaperContracts
from kis.imports.kinds.past_months import PastMonths
from kis.imports.kinds.people import People
from kis.imports.kinds.referrals import Referrals
from kis.imports.kinds.stays import Stays
from kis.imports.models import ImportFile

KINDS: dict[str, type[Kind]] = {
    kind.name: kind
    for kind in (
        *(People, Categories, PaperContracts, Stays),
        *(Agreements, Referrals, PastMonths),
        Numbers,
    )
}


def kind_of(file: ImportFile) -> type[Kind]:
    return KINDS[file.kind]
