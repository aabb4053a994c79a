from django.urls import path

from kis.desk import drafts, policy_reports, state_views, views

app_name = "desk"

urlpatterns = [
    path("", views.start, name="start"),
    path("pierwsze-kroki/", views.first_steps, name="first_steps"),
    path("moje-ustawienia/", state_views.own_settings, name="settings"),
    path("stan-programu/", state_views.state, name="state"),
    path("stan-programu/sprawdz/", state_views.check_now, name="check_now"),
    # The settings name it for the content policy: POLICY_REPORTS.
    path("zgloszenia-przegladarek/", policy_reports.policy_report, name="policy_report"),
    path("pulpit/zmiany/", views.changes, name="changes"),
    path("pulpit/do-przekazania/<int:pk>/", views.left_behind, name="left_behind"),
    path("pulpit/<slug:group>/", views.group, name="group"),
    path("niezapisane/zachowaj/", drafts.keep, name="draft_keep"),
    path("niezapisane/odrzuc/", drafts.discard, name="draft_discard"),
    # /osoby/<pk>/
    path("osoby/<int:pk>/", views.overview, name="overview"),
    path("osoby/<int:pk>/dokumenty/", views.documents, name="documents"),
    path("osoby/<int:pk>/historia/", views.person_history, name="history"),
    path("rodziny/<int:pk>/historia/", views.family_history, name="family_history"),
]
