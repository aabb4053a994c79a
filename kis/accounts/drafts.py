"""Text that was typed and not saved yet: kept on the server while typing, for its author only.

A browser's own store would leave people's data on a shared computer; a server's does not, and survives an
expired login, a crash and a closed window.
"""

import json

from django.http import QueryDict
from django.urls import Resolver404, resolve

from kis.accounts.models import Draft
from kis.accounts.opened_forms import FIELD, key_of, new_key
from kis.lib.posting import saved_something

# The button that asks for a kept text back by its number; it is sent to the form's own address.
RESTORE = "przywroc"
MOST_BYTES = 200_000
LONGEST_NUMBER = 18  # digits
NEVER_KEPT = {"csrfmiddlewaretoken", FIELD, "password", "oldpassword", "password1", "password2"}


def pairs_of(text: str) -> list[list[str]] | None:
    """The fields as [name, value] pairs; None for what is no such list or too long."""
    if len(text.encode()) > MOST_BYTES:
        return None
    try:
        pairs = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        return None
    return [[_storable(name), _storable(value)] for name, value in pairs if name not in NEVER_KEPT]


def _storable(text: str) -> str:
    """Without what the database keeps in no text: NUL and halves of a sign of two."""
    return text.replace("\0", "").encode(errors="ignore").decode()


def _is_pair(pair) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)


def is_address_of_ours(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return "\0" not in path


def as_posted(draft: Draft) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in draft.content:
        data.appendlist(name, value)
    return data


def number_of(typed: str) -> int:
    """The number of a draft as a form sends it; 0, which no draft has, for anything else."""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else 0


class KeptDrafts:
    """Gives a kept text back to its form, and forgets the window's own once its form was saved.

    The view sees a page that is only looked at, with a form full of typed text: nothing is saved by
    restoring. `request.form_key` is the key that the page shown for this request goes on with.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.restored_draft = request.draft_offered = False
        request.form_key = ""
        response = self.get_response(request)
        was_saved = request.method == "POST" and saved_something(response)
        if was_saved and request.form_key and request.user.is_authenticated:
            Draft.objects.of_window(request.user, request.path, request.form_key).delete()
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return
        request.form_key = key_of(request.POST)
        if RESTORE not in request.POST:
            return
        number, request.form_key = number_of(request.POST[RESTORE]), new_key()
        draft = Draft.objects.take_over(request.user, request.path, number, window=request.form_key)
        request.method = "GET"
        request.POST = as_posted(draft) if draft else QueryDict()
        request.restored_draft = draft is not None
