from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.lib.refusals import carried_out
from participants.forms.handover import HandOverForm
from participants.handover import hand_over
from participants.scope import led_file
from participants.views.form_page import form_page


@permission_required("participants.hand_over", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def case_hand_over(request, pk):
    on = timezone.localdate()
    file = led_file(request, pk, on)
    form = HandOverForm(request.POST or None, person=file.person, on=on)
    if carried_out(
        request, form, lambda: hand_over(file.person, by=request.user, on=on, **form.cleaned_data)
    ):
        messages.success(request, f"Sprawę prowadzi teraz {form.cleaned_data['to']}.")
        return redirect("participants:details", pk)
    return form_page(
        request,
        file,
        form,
        "Przekazanie sprawy",
        back="participants:details",
        submit="Przekaż sprawę",
    )
