from django.urls import path

from kis.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.start, name="start"),
    path("pulpit/zmiany/", views.changes, name="changes"),
    path("pulpit/<slug:group>/", views.group, name="group"),
    # /osoby/<pk>/
    path("osoby/<int:pk>/", views.overview, name="overview"),
    path("osoby/<int:pk>/historia/", views.person_history, name="history"),
]
