from allauth.account import views
from django.urls import path

# Of allauth's pages only these: accounts, e-mail addresses and forgotten passwords are the
# administrator's matter. What the program sends by e-mail stands in kis.desk.mailing.
urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("wyloguj/", views.logout, name="account_logout"),
    path("nieaktywne/", views.account_inactive, name="account_inactive"),
    path("haslo/", views.password_change, name="account_change_password"),
    path("potwierdz/", views.reauthenticate, name="account_reauthenticate"),
]
