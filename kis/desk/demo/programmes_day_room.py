"""The day room of the demonstration: hours, carers, twelve children, six weeks behind, some inside now."""

import datetime
import random
from types import SimpleNamespace

import pghistory
from django.utils import timezone

from kis.accounts.models import Centre
from kis.desk.demo.programmes_editions import edition_of_kind
from kis.lib.clock import moments
from kis.lib.dates import DAY, days, holiday_name, week_of
from kis.programmes import enrolling
from kis.programmes.in_room import arrive, begin_duty, leave
from kis.programmes.models import (
    ChildCard,
    ChildConsent,
    ChildContact,
    DayRoom,
    Edition,
    Enrolment,
    Kind,
    OpeningHours,
    Presence,
    Provider,
    RoomActivity,
    RoomEdition,
    RoomNumber,
)
from participants.models import Area, Person

BACK = 42 * DAY
OFTEN, HUNGRY = 0.8, 0.6
OPENS, CLOSES, ALL_DAY = datetime.time(12), datetime.time(18), datetime.time(23, 59)
SATURDAY = 5
STREET = "Na Wzgórzu"
# First name, surname, sex, age, school class, allergies, who collects, goes home alone.
CHILDREN = [
    ("Ola", "Bielik", "F", 9, "3a", "orzechy", ("matka Anna", "babcia Zofia"), False),
    ("Kuba", "Bielik", "M", 7, "1b", "", ("matka Anna", "babcia Zofia"), False),
    ("Maja", "Dudek", "F", 11, "5a", "", ("ojciec Piotr",), True),
    ("Igor", "Gawron", "M", 12, "6b", "", (), True),
    ("Lena", "Jaskółka", "F", 8, "2a", "pyłki, inhalator w plecaku", ("matka Ewelina",), False),
    ("Filip", "Kawka", "M", 10, "4c", "", ("matka Iwona", "ojciec Marek"), False),
    ("Hania", "Kos", "F", 7, "1a", "mleko", ("dziadek Jan",), False),
    ("Antek", "Myszołów", "M", 13, "7a", "", ("matka Renata",), True),
    ("Zosia", "Perkoz", "F", 9, "3b", "", ("matka Beata", "siostra Julia"), False),
    ("Staś", "Rudzik", "M", 8, "2b", "", ("ojciec Tomasz",), False),
    ("Nina", "Słowik", "F", 10, "4a", "", ("matka Dorota",), False),
    ("Wojtek", "Trznadel", "M", 12, "6a", "", ("matka Grażyna",), True),
]
CARERS = ["Jodła Paweł", "Lipa Magdalena"]
PLAN = [
    (0, 13, 14, "Odrabianie lekcji", "Paweł Jodła"),
    (0, 15, 16, "Gry planszowe", ""),
    (1, 13, 14, "Odrabianie lekcji", "Magdalena Lipa"),
    (1, 15, 17, "Plastyka", "Magdalena Lipa"),
    (2, 13, 14, "Odrabianie lekcji", "Paweł Jodła"),
    (2, 15, 16, "Zajęcia socjoterapeutyczne", "Joanna Cis"),
    (3, 13, 14, "Odrabianie lekcji", "Magdalena Lipa"),
    (3, 15, 17, "Boisko albo sala", "Paweł Jodła"),
    (4, 13, 14, "Biblioteka", ""),
    (4, 15, 16, "Gotowanie", "Magdalena Lipa"),
]


def open_day_room(staff: SimpleNamespace, today: datetime.date) -> None:
    """Through the acts of the program, as far as there are any."""
    edition = edition_of_kind(Kind.DAY_ROOM, today)
    with pghistory.context(user=staff.koordynatorka.pk):
        room = _room(edition, staff.koordynatorka, today)
        carers = [_carer(name, edition, staff.koordynatorka) for name in CARERS]
    with pghistory.context(user=staff.swietlica.pk):
        children = [_child(told, edition, staff, today) for told in CHILDREN]
        _plan(room, staff.swietlica, today)
        _weeks(room, carers, children, staff, today)
        _now(room, carers, children, staff, today)


def _room(edition: Edition, by, today: datetime.date) -> DayRoom:
    room = DayRoom.objects.create(
        name="Świetlica na plus", address="ul. Na Wzgórzu 5", entered_by=by
    )
    RoomEdition.objects.create(edition=edition, room=room, entered_by=by)
    RoomNumber.objects.create(
        room=room,
        valid_from=edition.starts_on,
        children=24,
        source="regulamin organizacyjny świetlicy (przykład)",
        set_by=by,
    )
    for weekday in {*range(5), today.weekday()}:
        _hours(room, edition, weekday, today, by)
    return room


def _hours(room: DayRoom, edition: Edition, weekday: int, today: datetime.date, by) -> None:
    """Of the day of loading all day long: whenever it is looked at first, somebody is inside."""
    facts = {"room": room, "weekday": weekday, "entered_by": by}
    usual = {"opens": OPENS, "closes": CLOSES}
    works = weekday < SATURDAY
    if weekday != today.weekday():
        OpeningHours.objects.create(starts_on=edition.starts_on, **usual, **facts)
        return
    if works and edition.starts_on < today:
        OpeningHours.objects.create(
            starts_on=edition.starts_on, ends_on=today - DAY, **usual, **facts
        )
    OpeningHours.objects.create(
        opens=datetime.time(0), closes=ALL_DAY, starts_on=today, ends_on=today, **facts
    )
    if works:
        OpeningHours.objects.create(starts_on=today + DAY, **usual, **facts)


def _carer(name: str, edition: Edition, by) -> Provider:
    return Provider.objects.create(
        name=name,
        phone="41 200 30 40",
        qualifications="pedagogika opiekuńczo-wychowawcza, dyplom z 2016 r.",
        offender_register_checked_on=edition.starts_on - 20 * DAY,
        employment=Provider.Employment.CONTRACT,
        contract_number=f"UoP/{name[:1]}/{edition.starts_on.year}",
        starts_on=edition.starts_on,
        entered_by=by,
    )


def _child(told, edition: Edition, staff, today) -> Enrolment:
    first, last, sex, age, school_class, allergies, collectors, goes_alone = told
    by = staff.swietlica
    person = Person.objects.create(
        first_name=first,
        last_name=last,
        sex=sex,
        born_on=datetime.date(today.year - age, 3 + len(first), 11),
        street=STREET,
        house="5",
        town=Centre.objects.get().town,
        responsible=staff.socjalna,
    )
    since = max(edition.starts_on, today - BACK - 10 * DAY)
    Area.objects.enter(person, Area.Kind.PROGRAMMES, since)
    child = enrolling.apply(
        Enrolment(edition=edition, person=person, beneficiary=person, applied_on=since), by=by
    )
    enrolling.admit(child, starts_on=since)
    child.refresh_from_db()
    ChildCard.objects.create(
        enrolment=child,
        school="Szkoła Podstawowa nr 4",
        school_class=school_class,
        allergies=allergies,
        entered_by=by,
    )
    for number, one in enumerate(collectors):
        relation, name = one.split()
        ChildContact.objects.create(
            enrolment=child,
            name=f"{name} {last}",
            relation=relation,
            phone=f"600 20{number} {len(last)}0{age % 10}",
            is_guardian=relation in ("matka", "ojciec"),
            starts_on=since,
            entered_by=by,
        )
    _consents(child, collectors, last, goes_alone, since, by)
    return child


def _consents(child, collectors, last, goes_alone, since, by) -> None:
    giver = f"{collectors[0].split()[1] if collectors else 'Maria'} {last}"
    kinds = [ChildConsent.Kind.OUTINGS, ChildConsent.Kind.FIRST_AID]
    if goes_alone:
        kinds.append(ChildConsent.Kind.ALONE)
    for kind in kinds:
        ChildConsent.objects.create(
            enrolment=child, kind=kind, giver=giver, given_on=since, entered_by=by
        )


def _plan(room: DayRoom, by, today: datetime.date) -> None:
    monday = week_of(today)[0]
    for week in range(-2, 3):
        for weekday, first, last, name, leader in PLAN:
            RoomActivity.objects.create(
                room=room,
                day=monday + (7 * week + weekday) * DAY,
                starts=datetime.time(first),
                ends=datetime.time(last),
                name=name,
                leader=leader,
                entered_by=by,
            )


def _at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    return moments(day, datetime.time(hour, minute))[-1]


def _weeks(room, carers, children, staff, today) -> None:
    """Each working day most children came, ate, and went home; on the last one nobody signed one out."""
    chance = random.Random(28)  # noqa: S311 – the same room each time
    since = max(child.starts_on for child in children)
    worked = [
        day
        for day in days(max(since, today - BACK), today - DAY)
        if day.weekday() < 5 and not holiday_name(day) and _at(day, 18) <= timezone.now()
    ]
    for day in worked:
        for carer in carers:
            duty = begin_duty(room, carer, by=staff.swietlica, since=_at(day, 12))
            duty.ends_at = _at(day, 18)
            duty.save()
        for child in children:
            forgotten = day == worked[-1] and child is children[6]
            if forgotten or chance.random() < OFTEN:
                _day(child, day, staff, chance, forgotten=forgotten)


def _day(child: Enrolment, day, staff, chance, *, forgotten: bool) -> None:
    row = arrive(
        child, by=staff.swietlica, now=_at(day, chance.choice([12, 13]), chance.randrange(60))
    )
    row.meals = [Presence.Meal.LUNCH, *([Presence.Meal.SNACK] if chance.random() < HUNGRY else [])]
    row.save()
    if not forgotten:
        _goes(row, staff, _at(day, chance.choice([15, 16, 17]), chance.randrange(60)))


def _goes(row: Presence, staff, moment: datetime.datetime) -> None:
    contact = row.enrolment.contacts.who_may_collect(row.day).first()
    ways = Presence.Leaving
    leave(
        row,
        ways.CONTACT if contact else ways.ALONE,
        by=staff.swietlica,
        contact=contact,
        at=moment,
    )


def _now(room, carers, children, staff, today) -> None:
    """Nine inside with one carer, whenever it is looked at: they came in the last hour of the day begun."""
    now = timezone.now()
    midnight = _at(today, 0)
    if not midnight <= now < _at(today + DAY, 0):  # loaded as on another day, or as the day turned
        return
    began = max(midnight, now - datetime.timedelta(minutes=50))
    step = (now - began) / 20
    begin_duty(room, carers[0], by=staff.swietlica, since=began)
    for number, child in enumerate(children[:9], 1):
        arrive(child, by=staff.swietlica, now=began + number * step)
