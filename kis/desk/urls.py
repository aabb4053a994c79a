from django.urls import path

from kis.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.start, name="start"),
    # /osoby/<pk>/
    path("osoby/<int:pk>/", views.overview, name="overview"),
    path("osoby/<int:pk>/historia/", views.person_history, name="history"),
]
