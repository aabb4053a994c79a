from django.urls import path

from kis.families import visit_urls
from kis.families.views import families

app_name = "families"

urlpatterns = [
    path("rodziny/", families.families, name="list"),
    path("rodziny/<int:pk>/", families.family, name="family"),
    *visit_urls.urlpatterns,
]
