from django.urls import path

from kis.accounts.authorisations import views

app_name = "authorisations"

urlpatterns = [
    path("upowaznienia/", views.register, name="register"),
    path("upowaznienia/wydruk.pdf", views.register_print, name="register_print"),
    path("upowaznienia/nowe/", views.new, name="new"),
    path("upowaznienia/<int:pk>/", views.edit, name="edit"),
    path("upowaznienia/<int:pk>/odwolaj/", views.revoke, name="revoke"),
    path("upowaznienia/<int:pk>/uniewaznij/", views.void, name="void"),
    path("upowaznienia/<int:pk>/upowaznienie.pdf", views.paper, name="paper"),
    path("upowaznienia/<int:pk>/zobowiazanie.pdf", views.pledge, name="pledge"),
    path("moje-upowaznienie/", views.own, name="own"),
]
