"""Each room of the package has its addresses in a module of its own."""

from kis.programmes import (
    urls_day_room,
    urls_editions,
    urls_enrolments,
    urls_project,
    urls_services,
)

app_name = "programmes"

urlpatterns = [
    *urls_editions.urlpatterns,
    *urls_enrolments.urlpatterns,
    *urls_services.urlpatterns,
    *urls_day_room.urlpatterns,
    *urls_project.urlpatterns,
]
