"""Who may open what: the words of the permission table. Each app's rows stand in tests/<app>/access.py."""

from collections.abc import Callable
from dataclasses import dataclass

from kis.accounts.rights import Role

(
    WORKER,
    COORDINATOR,
    SUPERVISOR,
    ACCOUNTANT,
    HEAD,
    CONTENT,
    SYSTEM,
    INSPECTOR,
    LEADER,
    OFFICER,
    ASSISTANT,
    PROGRAMMES,
) = Role
EVERYBODY = frozenset(Role)
REGISTER = frozenset({WORKER, COORDINATOR, HEAD})

GET, POST = "get", "post"


@dataclass(frozen=True)
class Page:
    """One address of ours, with the roles that may open it, written out by hand.

    `arguments` takes the records of a person (see `records` in each app's access.py) and gives the address's
    arguments; None for a page about nobody. `own_cases` says that a social worker opens it in their own cases
    only. A right without a scope (`scoped=False`) answers for any person. `strangers` have the right, yet not
    the thing, which is another user's alone. `answers` are the codes of a page that opened.
    """

    name: str
    roles: frozenset[Role]
    methods: tuple[str, ...] = (GET,)
    arguments: Callable | None = None
    own_cases: bool = False
    scoped: bool = True
    anonymous: bool = False
    strangers: frozenset[Role] = frozenset()
    answers: tuple[int, ...] = (200, 302)

    def __str__(self):
        return f"{self.name} {'/'.join(self.methods)}"
