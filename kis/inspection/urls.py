from django.urls import path

from kis.inspection.views import answers, completeness, entered, orders, package

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
    path("sprawozdania/kontrola/pakiet/", package.package_new, name="package_new"),
    # sprawozdania/kontrola/kontrole/
    path("sprawozdania/kontrola/kontrole/", entered.inspections, name="inspections"),
    path("sprawozdania/kontrola/kontrole/nowa/", entered.inspection_new, name="inspection_new"),
    path("sprawozdania/kontrola/kontrole/<int:pk>/", entered.inspection, name="inspection"),
    path(
        "sprawozdania/kontrola/kontrole/<int:pk>/zakoncz/",
        entered.inspection_close,
        name="inspection_close",
    ),
    # sprawozdania/pliki/
    path("sprawozdania/pliki/", orders.orders, name="orders"),
    path("sprawozdania/pliki/nowy/<str:told>/", orders.file_new, name="file_new"),
    path("sprawozdania/pliki/<int:pk>/", orders.order, name="order"),
    path("sprawozdania/pliki/<int:pk>/pobierz/", orders.order_download, name="order_download"),
    # sprawozdania/kompletnosc/
    path("sprawozdania/kompletnosc/", completeness.completeness, name="completeness"),
    path(
        "sprawozdania/kompletnosc/wydruk/",
        completeness.completeness_print,
        name="completeness_print",
    ),
]
