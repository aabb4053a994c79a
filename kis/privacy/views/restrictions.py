from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.refusals import carried_out
from kis.privacy.forms.restrictions import LiftForm, RestrictionForm
from participants.models import Restriction
from participants.scope import led_file, writable_file
from participants.views.form_page import form_page

RESTRICT = permission_required("privacy.restrict", raise_exception=True)
BACK = "privacy:person"


@RESTRICT
@require_http_methods(["GET", "POST"])
@saves_once
def restriction_new(request, pk):
    on = timezone.localdate()
    file = writable_file(request, pk, on)
    record(request, "edit", kind="data_request", number=pk, person=pk)
    made = Restriction(person=file.person, imposed_by=request.user)
    form = RestrictionForm(request.POST or None, instance=made, initial={"starts_on": on})
    if carried_out(request, form, form.save):
        messages.success(
            request, "Przetwarzanie danych jest ograniczone. Kartę można tylko czytać."
        )
        return redirect(BACK, pk)
    return form_page(
        request,
        file,
        form,
        "Ograniczenie przetwarzania (art. 18)",
        back=BACK,
        submit="Ogranicz przetwarzanie",
        hint="Danych się nie zmienia i nowych nie wpisuje. Godziny, obecność i wypłaty zapisuje się dalej, "
        "bo osobie się należą, a sprawozdania liczą ją jak dotąd.",
    )


@RESTRICT
@require_http_methods(["GET", "POST"])
@saves_once
def restriction_lift(request, pk, number):
    on = timezone.localdate()
    file = led_file(request, pk, on)
    record(request, "edit", kind="data_request", number=pk, person=pk)
    found = get_object_or_404(Restriction.objects.of_files(file.files), pk=number)
    form = LiftForm(request.POST or None, initial={"on": on})
    if carried_out(request, form, lambda: found.lift(by=request.user, **form.cleaned_data)):
        messages.success(request, "Ograniczenie zniesiono. Na karcie można znowu pisać.")
        return redirect(BACK, pk)
    return form_page(
        request,
        file,
        form,
        "Zniesienie ograniczenia",
        back=BACK,
        submit="Znieś ograniczenie",
        hint=f"Podstawa: {found.get_ground_display()}. {found.reason}",
    )
