from django.urls import path

from kis.activities.views import (
    activity,
    calendar,
    consultations,
    directory,
    meeting,
    months,
    person,
    placements,
    planning,
    scans,
    services,
    sheets,
    timetable,
)

app_name = "activities"

urlpatterns = [
    path("osoby/<int:pk>/zajecia/", person.person, name="person"),
    # zajecia/
    path("zajecia/", timetable.timetable, name="timetable"),
    path("zajecia/tydzien/<day:day>/", timetable.timetable, name="week"),
    path("zajecia/grupy/", timetable.groups, name="groups"),
    path("zajecia/nowe/", activity.activity_new, name="activity_new"),
    path("zajecia/<int:pk>/", activity.activity, name="activity"),
    path("zajecia/<int:pk>/zmien/", activity.activity_edit, name="activity_edit"),
    path("zajecia/<int:pk>/zapisz-osoby/", activity.enrol, name="enrol"),
    path(
        "zajecia/<int:pk>/zapis/<int:enrolment_pk>/",
        activity.enrolment_end,
        name="enrolment_end",
    ),
    path("zajecia/<int:pk>/spotkania/nowe/", planning.meetings_new, name="meetings_new"),
    # zajecia/miesiac/
    path("zajecia/miesiac/", months.month, name="last_month"),
    path("zajecia/miesiac/<month:month>/", months.month, name="month"),
    path("zajecia/miesiac/<month:month>/zatwierdz/", months.month_approve, name="month_approve"),
    path("zajecia/miesiac/<int:pk>/otworz/", months.month_reopen, name="month_reopen"),
    path("zajecia/<int:pk>/miesiac/<month:month>/", months.month, name="group_review"),
    path(
        "zajecia/<int:pk>/miesiac/<month:month>/zatwierdz/",
        months.group_approve,
        name="group_approve",
    ),
    # zajecia/spotkanie/
    path("zajecia/spotkanie/<int:pk>/", meeting.meeting, name="meeting"),
    path("zajecia/spotkanie/<int:pk>/zmien/", planning.meeting_change, name="meeting_change"),
    path("zajecia/spotkanie/<int:pk>/odwolaj/", planning.meeting_cancel, name="meeting_cancel"),
    path("zajecia/spotkanie/<int:pk>/obecni/", meeting.mark_all, name="mark_all"),
    path("zajecia/spotkanie/<int:pk>/osoba/<int:person>/", meeting.mark, name="mark"),
    path("zajecia/spotkanie/<int:pk>/temat/", meeting.topic, name="topic"),
    path("zajecia/spotkanie/<int:pk>/gosc/", meeting.guest_new, name="guest_new"),
    path(
        "zajecia/spotkanie/<int:pk>/gosc/<int:guest>/usun/",
        meeting.guest_remove,
        name="guest_remove",
    ),
    path("zajecia/spotkanie/<int:pk>/skan/", scans.scan_new, name="scan_new"),
    path("zajecia/spotkanie/<int:pk>/skan/<int:scan_pk>/", scans.scan, name="scan"),
    path(
        "zajecia/spotkanie/<int:pk>/skan/<int:scan_pk>/uniewaznij/",
        scans.scan_void,
        name="scan_void",
    ),
    # listy, dziennik, karta, plan na tablicę
    path("zajecia/kod/", sheets.find_sheet, name="find_sheet"),
    path("zajecia/dzien/<day:day>/", sheets.day, name="day"),
    path("zajecia/dzien/<day:day>/lista/", sheets.day_sheet, name="day_sheet"),
    path("zajecia/spotkanie/<int:pk>/lista/", sheets.meeting_sheet, name="meeting_sheet"),
    path("zajecia/<int:pk>/listy/<month:month>/", sheets.group_month, name="group_month"),
    path("zajecia/<int:pk>/listy/<month:month>/lista/", sheets.month_sheet, name="month_sheet"),
    path(
        "zajecia/<int:pk>/listy/<month:month>/dziennik/",
        sheets.month_register,
        name="month_register",
    ),
    path("osoby/<int:pk>/karta-obecnosci/<month:month>/", sheets.person_card, name="person_card"),
    path("osoby/<int:pk>/karta-uslug/", services.services, name="services"),
    path(
        "osoby/<int:pk>/karta-uslug/<day:first>/<day:last>/",
        services.services_card_of,
        name="services_card",
    ),
    path("zajecia/tydzien/<day:day>/plan/", sheets.week_plan, name="week_plan"),
    path("zajecia/kalendarz/<month:month>/plan/", sheets.month_plan, name="month_plan"),
    # kalendarz
    path("zajecia/kalendarz/", calendar.month, name="calendar"),
    path("zajecia/kalendarz/<month:month>/", calendar.month, name="calendar_month"),
    path("osoby/<int:pk>/zajecia/<month:month>/", calendar.person_plan, name="person_plan"),
    path("zajecia/kalendarz-w-telefonie/", calendar.telephone, name="telephone"),
    path("zajecia/kalendarz-w-telefonie/nowy/", calendar.telephone_new, name="telephone_new"),
    path("zajecia/kalendarz-w-telefonie/wylacz/", calendar.telephone_off, name="telephone_off"),
    path("kalendarz/<str:token>.ics", calendar.calendar_feed, name="feed"),
    # konsultacje
    path("zajecia/<int:pk>/konsultacje/", consultations.consultations, name="consultations"),
    path(
        "zajecia/<int:pk>/konsultacje/nowa/",
        consultations.consultation_new,
        name="consultation_new",
    ),
    path(
        "zajecia/konsultacja/<int:pk>/zmien/",
        consultations.consultation_edit,
        name="consultation_edit",
    ),
    path(
        "osoby/<int:pk>/konsultacja/nowa/",
        consultations.consultation_of_person,
        name="consultation_of_person",
    ),
    path(
        "osoby/<int:pk>/konsultacja/<int:row_pk>/uniewaznij/",
        consultations.consultation_void,
        name="consultation_void",
    ),
    # zajecia/instytucje/
    path("zajecia/instytucje/", directory.institutions, name="institutions"),
    path("zajecia/instytucje/nowa/", directory.institution_new, name="institution_new"),
    path("zajecia/instytucje/<int:pk>/", directory.institution, name="institution"),
    path("zajecia/instytucje/<int:pk>/zmien/", directory.institution_edit, name="institution_edit"),
    path(
        "zajecia/instytucje/<int:pk>/sprawdzono/",
        directory.institution_check,
        name="institution_check",
    ),
    path(
        "zajecia/instytucje/<int:pk>/kartka/", directory.institution_slip, name="institution_slip"
    ),
    # praca i staż
    path("zajecia/praca-i-staze/", placements.placements, name="placements"),
    path("osoby/<int:pk>/praca-i-staz/nowy/", placements.placement_new, name="placement_new"),
    path(
        "osoby/<int:pk>/praca-i-staz/<int:row_pk>/",
        placements.placement_edit,
        name="placement_edit",
    ),
    path(
        "osoby/<int:pk>/praca-i-staz/<int:row_pk>/wynik/",
        placements.placement_end,
        name="placement_end",
    ),
    path(
        "osoby/<int:pk>/praca-i-staz/<int:row_pk>/uniewaznij/",
        placements.placement_void,
        name="placement_void",
    ),
]
