"""What was looked for in the register: kept with the login, never in an address."""

import secrets

KEPT = "register_searches"
KEPT_AT_MOST = 20


def keep_search(session, search: dict) -> str:
    """Remember a search with the login; the token tells nothing of it."""
    token = secrets.token_urlsafe(9)
    # The oldest falls out: the login's row would grow with every search.
    searches = [*session.get(KEPT, {}).items(), (token, search)]
    session[KEPT] = dict(searches[-KEPT_AT_MOST:])
    return token


def kept_search(session, token: str) -> dict | None:
    return session.get(KEPT, {}).get(token)
