from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.lib.refusals import refusals
from participants.models import Person
from psu.forms.status_news import NewsDecisionForm, StatusNewsForm
from psu.models import StatusNews


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_referral", raise_exception=True)
def news_new(request, pk):
    """News from the labour office that the status was lost or a benefit gained."""
    on = timezone.localdate()
    person = get_object_or_404(Person.objects.writable_by(request.user, on), pk=pk)
    news = StatusNews(person=person, received_on=on, entered_by=request.user)
    form = StatusNewsForm(request.POST or None, instance=news)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            form.save()
        if form.is_valid():
            messages.success(request, "Zapisano. Godzin po tym dniu nie będzie można wpisać.")
            return redirect("psu:person", person.pk)
    title = "Zmiana statusu albo prawa do zasiłku"
    context = {"form": form, "person": person, "title": title}
    return render(request, "psu/news_form.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.close_month", raise_exception=True)
def news_decide(request, pk):
    on = timezone.localdate()
    people = Person.objects.writable_by(request.user, on)
    news = get_object_or_404(
        StatusNews.objects.select_related("person").filter(person__in=people), pk=pk
    )
    form = NewsDecisionForm(request.POST or None, instance=news)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            decided = form.save(commit=False)
            decided.pay_decided_by = request.user if decided.pay else None
            decided.save()
        if form.is_valid():
            messages.success(request, "Zapisano decyzję.")
            return redirect("psu:person", news.person_id)
    title = f"Decyzja: {news}"
    context = {"form": form, "person": news.person, "title": title, "news": news}
    return render(request, "psu/news_form.html", context)
