from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# Before admin.site.urls is read: else the panel's own login page lets a password alone in.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", include("kis.desk.urls")),
    path("", include("participants.urls")),
    path("", include("contracts.urls")),
    path("", include("psu.urls")),
    path("", include("kis.activities.urls")),
    path("", include("kis.families.urls")),
    path("", include("kis.programmes.urls")),
    # Before the reports, whose address takes any word behind sprawozdania/.
    path("", include("kis.inspection.urls")),
    path("", include("kis.reports.urls")),
    path("", include("kis.imports.urls")),
    path("", include("kis.oversight.urls")),
    path("", include("kis.recovery.urls")),
    path("", include("kis.privacy.urls")),
    path("", include("kis.accounts.authorisations.urls")),
    path("", include("kis.accounts.deputies.urls")),
    path("konto/", include("kis.accounts.urls")),
    path("konto/", include("kis.entry.factor_urls")),
    path("konto/", include("kis.entry.urls")),
    path("administracja/", admin.site.urls),
]
