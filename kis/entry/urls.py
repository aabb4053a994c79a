from django.urls import path

from kis.entry.views import directory, invitations, phones, resets, sessions

app_name = "entry"

urlpatterns = [
    path("telefony/", phones.phones, name="phones"),
    path("zaproszenie/", invitations.come_in, name="invited"),
    path("zaproszenie/haslo/", invitations.password, name="password"),
    path("sesje/<int:pk>/zaproszenie/", invitations.invite, name="invite"),
    path("telefon/klucz/", phones.phone_key, name="phone_key"),
    path("sesje/", sessions.own, name="sessions"),
    path("sesje/<int:pk>/", sessions.of_user, name="user_sessions"),
    path("sesje/<int:pk>/katalog/", directory.connect, name="directory"),
    path("utracone/", resets.resets, name="resets"),
    path("utracone/zglos/", resets.ask, name="reset_ask"),
    path("utracone/<int:pk>/", resets.settle, name="reset_settle"),
]
