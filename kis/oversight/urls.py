from django.urls import path

from kis.oversight import views

app_name = "oversight"

urlpatterns = [
    path("dziennik-dostepu/", views.log, name="log"),
    path("dziennik-dostepu/osoba/", views.find_person, name="find_person"),
    path("dziennik-dostepu/osoba/<int:pk>/", views.log_of_person, name="log_of_person"),
    path("dziennik-dostepu/tydzien/", views.unusual, name="unusual"),
]
