"""Addresses of a day room: its tablet, its books, its children, its rules."""

from django.urls import path

from kis.programmes.views import children, day_room, room_books, room_rules

ROOM = "programy/<int:pk>/swietlica/"
PRESENCE = f"{ROOM}obecnosci/<int:number>/"
DUTY = f"{ROOM}dyzury/<int:number>/"
CHILD = f"{ROOM}dzieci/<int:number>/"

urlpatterns = [
    path(ROOM, day_room.room, name="room"),
    path(f"{CHILD}przychodzi/", day_room.child_arrives, name="child_arrives"),
    path(f"{ROOM}obecnosci/nowa/", day_room.presence_new, name="presence_new"),
    path(f"{PRESENCE}wychodzi/", day_room.child_leaves, name="child_leaves"),
    path(f"{PRESENCE}godziny/", day_room.presence_edit, name="presence_edit"),
    path(f"{PRESENCE}uniewaznij/", day_room.presence_void, name="presence_void"),
    path(f"{ROOM}dyzury/nowy/", day_room.duty_begin, name="duty_begin"),
    path(f"{DUTY}koniec/", day_room.duty_home, name="duty_home"),
    path(f"{DUTY}godziny/", day_room.duty_edit, name="duty_edit"),
    path(f"{DUTY}uniewaznij/", day_room.duty_void, name="duty_void"),
    path(f"{ROOM}dziennik/", room_books.register, name="room_today"),
    path(f"{ROOM}dziennik/<day:day>/", room_books.register, name="room_day"),
    path(f"{ROOM}dziennik/<day:day>/pdf/", room_books.register_paper, name="room_day_paper"),
    path(f"{ROOM}miesiac/", room_books.month, name="room_this_month"),
    path(f"{ROOM}miesiac/<month:month>/", room_books.month, name="room_month"),
    path(
        f"{ROOM}miesiac/<month:month>/obecnosc/",
        room_books.attendance_paper,
        name="room_attendance",
    ),
    path(f"{ROOM}miesiac/<month:month>/posilki/", room_books.meals_paper, name="room_meals"),
    path(f"{ROOM}plan/", room_books.week, name="room_this_week"),
    path(f"{ROOM}plan/<day:day>/", room_books.week, name="room_week"),
    path(f"{ROOM}plan/<day:day>/pdf/", room_books.week_paper, name="room_week_paper"),
    path(f"{ROOM}plan/<day:day>/nowe/", room_books.activity_new, name="activity_new"),
    path(f"{ROOM}plan/zajecia/<int:number>/", room_books.activity_edit, name="activity_edit"),
    path(f"{ROOM}dzieci/", children.children, name="children"),
    path(CHILD, children.child, name="child"),
    path(f"{CHILD}karta/", children.card_edit, name="card_edit"),
    path(f"{CHILD}osoby/nowa/", children.contact_new, name="contact_new"),
    path(f"{CHILD}osoby/<int:contact>/", children.contact_edit, name="contact_edit"),
    path(f"{CHILD}zgody/nowa/", children.consent_new, name="consent_new"),
    path(f"{CHILD}zgody/<int:consent>/cofnij/", children.consent_end, name="consent_end"),
    path(f"{CHILD}zgody/<int:consent>/uniewaznij/", children.consent_void, name="consent_void"),
    path(f"{ROOM}zasady/", room_rules.rules, name="room_rules"),
    path(f"{ROOM}zasady/wybierz/", room_rules.room_choose, name="room_choose"),
    path(f"{ROOM}zasady/liczba/", room_rules.number_new, name="room_number_new"),
    path(f"{ROOM}zasady/godziny/", room_rules.opening_new, name="opening_new"),
    path(f"{ROOM}zasady/godziny/<int:number>/", room_rules.opening_end, name="opening_end"),
]
