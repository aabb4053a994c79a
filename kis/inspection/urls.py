from django.urls import path

from kis.inspection.views import answers, completeness

app_name = "inspection"

urlpatterns = [
    # sprawozdania/kontrola/
    path("sprawozdania/kontrola/", answers.start, name="start"),
    path("sprawozdania/kontrola/odpowiedzi/<slug:slug>/", answers.answer, name="answer"),
    path(
        "sprawozdania/kontrola/odpowiedzi/<slug:slug>/wydruk/",
        answers.answer_print,
        name="answer_print",
    ),
    # sprawozdania/kompletnosc/
    path("sprawozdania/kompletnosc/", completeness.completeness, name="completeness"),
    path(
        "sprawozdania/kompletnosc/wydruk/",
        completeness.completeness_print,
        name="completeness_print",
    ),
]
