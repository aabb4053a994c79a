from django.urls import path

from kis.reports.views import copies, dates, entries, report, start, typed

app_name = "reports"

urlpatterns = [
    path("sprawozdania/", start.start, name="start"),
    path("sprawozdania/kopie/", copies.copies, name="copies"),
    path("sprawozdania/kopie/<int:pk>/", copies.copy, name="copy"),
    path("sprawozdania/kopie/<int:pk>/wydruk.pdf", copies.copy_pdf, name="copy_pdf"),
    path("sprawozdania/kopie/<int:pk>/arkusz.xlsx", copies.copy_xlsx, name="copy_xlsx"),
    path("sprawozdania/kopie/<int:pk>/wiersze/", copies.copy_rows, name="copy_rows"),
    path("sprawozdania/kopie/<int:pk>/wyslane/", copies.copy_send, name="copy_send"),
    path("sprawozdania/kopie/<int:pk>/uniewaznij/", copies.copy_void, name="copy_void"),
    path("sprawozdania/<slug:report>/<int:year>/kopia/", copies.copy_new, name="copy_new"),
    path("sprawozdania/<slug:report>/<int:year>/pdf/", copies.report_pdf, name="report_pdf"),
    path("sprawozdania/<slug:report>/<int:year>/xlsx/", copies.report_xlsx, name="report_xlsx"),
    path("sprawozdania/<slug:report>/<int:year>/csv/", copies.report_csv, name="report_csv"),
    path("sprawozdania/<slug:report>/<int:year>/wpisz/", typed.typed, name="typed"),
    path("sprawozdania/terminy/", dates.dates, name="dates"),
    path("sprawozdania/terminy/<int:pk>/<day:due_on>/", dates.done_new, name="done_new"),
    path("sprawozdania/terminy/wykonane/<int:pk>/", dates.done_void, name="done_void"),
    path("sprawozdania/kadra/", entries.staff, name="staff"),
    path("sprawozdania/kadra/nowy/", entries.staff_new, name="staff_new"),
    path("sprawozdania/kadra/<int:pk>/", entries.staff_edit, name="staff_edit"),
    path("sprawozdania/kadra/<int:pk>/uniewaznij/", entries.staff_void, name="staff_void"),
    path("sprawozdania/dotacje/", entries.grants, name="grants"),
    path("sprawozdania/dotacje/nowa/", entries.grant_new, name="grant_new"),
    path("sprawozdania/dotacje/<int:pk>/", entries.grant_edit, name="grant_edit"),
    path("sprawozdania/dotacje/<int:pk>/uniewaznij/", entries.grant_void, name="grant_void"),
    # behind the others: what is no kind of report is not found
    path("sprawozdania/<slug:report>/", report.report, name="report"),
    path("sprawozdania/<slug:report>/wiersze/", report.rows, name="rows"),
]
