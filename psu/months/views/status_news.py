from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import month_name
from kis.lib.refusals import carried_out
from kis.lib.sentences import inside_a_sentence
from participants.files import whole
from participants.forms.voiding import VoidForm
from participants.models import Person
from participants.scope import row_to_change
from psu.models import PersonMonth, StatusNews
from psu.months.contract_news import contract_news, settle
from psu.months.forms.status_news import NewsDecisionForm, StatusCheckForm, StatusNewsForm
from psu.months.late_news import late_months


@require_GET
@permission_required("psu.reopen_month", raise_exception=True)
def late_news(request):
    """Closed months that the news reached afterwards: exactly the rows that the start page counted."""
    late = late_months(
        PersonMonth.objects.filter(person__in=Person.objects.visible_to(request.user))
    )
    for row in late:
        record(request, "view", kind="psu", person=row.person_month.person_id)
    return render(request, "psu/months/late_news.html", {"late": late})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
@saves_once
def news_new(request, pk):
    """News from the labour office that the status was lost or a benefit gained."""
    on = timezone.localdate()
    person = get_object_or_404(Person.objects.writable_by(request.user, on), pk=pk)
    news = StatusNews(person=person, received_on=on, entered_by=request.user)
    waiting = next((row for row in contract_news(person.pk, on) if row.waits), None)
    if waiting and "z-kontraktu" in request.GET:
        news.what, news.starts_on = StatusNews.What.STATUS_LOST, waiting.contract.signed_on
        news.letter = inside_a_sentence(waiting.contract.title)
    form = StatusNewsForm(request.POST or None, instance=news)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano. Godzin po tym dniu nie będzie można wpisać.")
        _tell_late(request, person)
        return redirect("psu:person", person.pk)
    title = "Zmiana statusu albo prawa do zasiłku"
    context = {"form": form, "person": person, "title": title}
    return render(request, "psu/months/news_form.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_contract_news", raise_exception=True)
@saves_once
def contract_checked(request, pk, contract_pk):
    """The coordinator says what was found out; the lost status itself is entered as news."""
    on = timezone.localdate()
    person = get_object_or_404(Person.objects.rows_writable_by(request.user, on), pk=pk)
    asked = contract_pk, person.pk
    rows = [
        row
        for row in contract_news(whole(person), on)
        if (row.contract.pk, row.contract.person_id) == asked
    ]
    if not rows:
        raise Http404
    form = StatusCheckForm(request.POST or None)

    def act():
        settle(rows[0].contract, by=request.user, on=on, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Zapisano, co ustalono. Skierowania i godziny zostają bez zmian.")
        return redirect("psu:person", person.pk)
    record(request, "view", kind="psu", person=person.pk)
    context = {"form": form, "person": person, "news": rows[0]}
    return render(request, "psu/months/contract_checked.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.close_month", raise_exception=True)
def news_decide(request, pk):
    on = timezone.localdate()
    news = _writable(request, pk, on)
    form = NewsDecisionForm(request.POST or None, instance=news)

    def act():
        decided = form.save(commit=False)
        decided.pay_decided_by = request.user if decided.pay else None
        decided.save()

    if carried_out(request, form, act):
        messages.success(request, "Zapisano decyzję.")
        _tell_late(request, news.person)
        return redirect("psu:person", news.person_id)
    title = f"Decyzja: {news}"
    context = {"form": form, "person": news.person, "title": title, "news": news}
    return render(request, "psu/months/news_form.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
@saves_once
def news_void(request, pk):
    """A wrong entry; a second person voids it."""
    news = _writable(request, pk, timezone.localdate())
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: news.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wiadomość o statusie unieważniono.")
        _tell_late(request, news.person)
        return redirect("psu:person", news.person_id)
    return render(
        request, "psu/months/news_void.html", {"form": form, "person": news.person, "news": news}
    )


def _writable(request, pk, on):
    people = Person.objects.rows_writable_by(request.user, on)
    news = StatusNews.with_voided.select_related("person").filter(person__in=people)
    return row_to_change(request, news, pk, tab="psu:person")


def _tell_late(request, person) -> None:
    """Closed months stay as they are: whoever changes the news hears which."""
    if late := late_months(PersonMonth.objects.filter(person=person)):
        months = ", ".join(map(month_name, sorted({row.person_month.month for row in late})))
        messages.warning(
            request,
            f"Dotyczy zamkniętego miesiąca: {months}. Program go nie przelicza; co dalej, jest poniżej.",
        )
