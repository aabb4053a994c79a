from django.urls import path

from kis.reports.views import entries, start, yearly

app_name = "reports"

urlpatterns = [
    path("sprawozdania/", start.start, name="start"),
    path("sprawozdania/roczne/", yearly.yearly, name="yearly"),
    path("sprawozdania/roczne/wiersze/", yearly.yearly_rows, name="yearly_rows"),
    path("sprawozdania/kadra/", entries.staff, name="staff"),
    path("sprawozdania/kadra/nowy/", entries.staff_new, name="staff_new"),
    path("sprawozdania/kadra/<int:pk>/", entries.staff_edit, name="staff_edit"),
    path("sprawozdania/kadra/<int:pk>/uniewaznij/", entries.staff_void, name="staff_void"),
    path("sprawozdania/dotacje/", entries.grants, name="grants"),
    path("sprawozdania/dotacje/nowa/", entries.grant_new, name="grant_new"),
    path("sprawozdania/dotacje/<int:pk>/", entries.grant_edit, name="grant_edit"),
    path("sprawozdania/dotacje/<int:pk>/uniewaznij/", entries.grant_void, name="grant_void"),
]
