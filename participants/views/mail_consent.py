"""Whether a person is reminded by e-mail of days on which they are expected."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.lib.refusals import carried_out
from participants.forms.mail_consent import MailConsentEndForm, MailConsentForm
from participants.models import MailConsent
from participants.scope import led_file, writable_file
from participants.views.form_page import form_page

BACK = "participants:details"
WHAT_IS_SENT = (
    "W wiadomości stoi tylko dzień, godzina oraz nazwa i telefon ośrodka, nigdy powód. Zgodę można wycofać "
    "w każdej chwili."
)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def mail_consent_new(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    form = MailConsentForm(request.POST or None, initial={"given_on": on})
    if carried_out(request, form, lambda: form.save(file.person, by=request.user)):
        messages.success(request, "Zapisano zgodę na przypomnienia pocztą.")
        return redirect(BACK, pk)
    title = "Zgoda na przypomnienia pocztą"
    return form_page(request, file, form, title, back=BACK, hint=WHAT_IS_SENT)


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
def mail_consent_end(request, pk, row_pk):
    """Also while the processing is restricted: a consent may always be withdrawn."""
    on = timezone.localdate()
    file = led_file(request, pk, on)
    row = get_object_or_404(MailConsent, person=file.person, pk=row_pk)
    form = MailConsentEndForm(request.POST or None, initial={"withdrawn_on": on})
    if carried_out(
        request, form, lambda: row.withdraw(on=form.cleaned_data["withdrawn_on"], by=request.user)
    ):
        messages.success(request, "Zapisano wycofanie zgody. Przypomnienia nie będą wysyłane.")
        return redirect(BACK, pk)
    return form_page(request, file, form, "Wycofanie zgody na przypomnienia", back=BACK)
