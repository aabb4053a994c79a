from django.urls import path

from kis.recovery import views

app_name = "recovery"

urlpatterns = [path("czy-dziala/", views.works, name="works")]
