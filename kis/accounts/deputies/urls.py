from django.urls import path

from kis.accounts.deputies import views

app_name = "deputies"

urlpatterns = [
    path("zastepstwa/", views.deputies, name="list"),
    path("zastepstwa/nowe/", views.new, name="new"),
    path("zastepstwa/<int:pk>/odwolaj/", views.cancel, name="cancel"),
]
