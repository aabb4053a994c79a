"""A form that creates something saves once, however often and from however many connections it is sent.

The key of the opened form is a row with a unique constraint: two that send it at the same moment meet there.
"""

import hashlib
import json
from contextlib import contextmanager
from functools import wraps

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kis.accounts.models import LONGEST_ADDRESS, Draft, SavedForm
from kis.accounts.opened_forms import FIELD, new_key
from kis.lib.posting import saved_something

NO_CONTENT = {"csrfmiddlewaretoken", FIELD}


def saves_once(view):
    """For a view that creates something or makes an act that a row takes once, inside its transaction.

    Its template has `{% form_key %}`.

    Sent again, the form leads to what was saved. Sent again with other content (Back, and typed on) it is
    shown with that content, unsaved and with a key of its own. A refused form may be sent again.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method != "POST" or not request.form_key:
            return view(request, *args, **kwargs)
        mark = _mark(request)
        with transaction.atomic():
            form, is_first = _claim(request, mark)
            if is_first:
                return _saved(form, view(request, *args, **kwargs))
        hour = f"{timezone.localtime(form.saved_at):%-H.%M}"
        if form.content_mark == mark:
            messages.info(
                request,
                f"Formularz zapisano o {hour}, jeden raz. Ponowne wysłanie niczego nie dodało.",
            )
            return redirect(form.leads_to)
        _show_only(request)
        messages.warning(
            request,
            f"Ten formularz zapisano już o {hour}, z inną treścią. Treści poniżej nie zapisano: jeśli to "
            "osobny wpis, zapisz ją teraz; jeśli poprawka, zmień wpis już zapisany.",
        )
        return view(request, *args, **kwargs)

    answer.saves_once = True
    return answer


@contextmanager
def begun_once(request: HttpRequest):
    """For work that is no single transaction: gives whether this form is the first to begin it.

    A second press does not wait for the end of the first. Work that raises may be begun again.
    """
    if not request.form_key:
        yield True
        return
    with transaction.atomic():
        form, is_first = _claim(request, _mark(request))
    try:
        yield is_first
    except BaseException:
        if is_first:
            form.delete()
        raise


def is_begun(request: HttpRequest) -> bool:
    """Whether `begun_once` was told so by this form before."""
    return (
        bool(request.form_key)
        and SavedForm.objects.filter(
            user=request.user, address=_address(request), key=request.form_key
        ).exists()
    )


def _address(request: HttpRequest) -> str:
    return request.path[:LONGEST_ADDRESS]


def _claim(request: HttpRequest, mark: str) -> tuple[SavedForm, bool]:
    return SavedForm.objects.claim(request.user, _address(request), request.form_key, mark=mark)


def _mark(request: HttpRequest) -> str:
    """The same for the same content, and of no use to whoever reads it."""
    typed = sorted(
        (name, value)
        for name, values in request.POST.lists()
        if name not in NO_CONTENT
        for value in values
    )
    files = sorted((name, _digest(file)) for name, sent in request.FILES.lists() for file in sent)
    content = json.dumps([typed, files])
    return salted_hmac("kis.accounts.once", content, algorithm="sha256").hexdigest()


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _saved(form: SavedForm, response: HttpResponse) -> HttpResponse:
    if saved_something(response):
        form.leads_to = getattr(response, "leads_to", "") or response.url
        form.save(update_fields=["leads_to"])
    else:
        form.delete()
    return response


def _show_only(request: HttpRequest) -> None:
    """As a page that is looked at, with the form full of what was sent; a text kept of it comes along."""
    kept = Draft.objects.of_window(request.user, request.path, request.form_key)
    request.method, request.form_key = "GET", new_key()
    kept.update(window=request.form_key)


class AddedOnce:
    """The same for the panel's pages that add a row."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        show = super().changeform_view
        if object_id is None:
            show = saves_once(show)
        return show(request, object_id, form_url, extra_context)

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        if IS_POPUP_VAR in request.POST:
            # It closes its window and redirects nowhere; sent again, it leads to the list.
            name = f"{self.opts.app_label}_{self.opts.model_name}"
            response.leads_to = reverse(f"admin:{name}_changelist")
        return response

    def get_changeform_initial_data(self, request):
        """What was sent and not saved: the panel binds no form of a page that is looked at."""
        sent = {
            name: values if len(values) > 1 else values[0]
            for name, values in request.POST.lists()
            if name not in NO_CONTENT
        }
        return sent or super().get_changeform_initial_data(request)
