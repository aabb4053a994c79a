"""How many children are in a day room at one time (art. 28 ust. 2), held from every side.

The rule is asked at the moment of each arrival: then there are at most as many children as the carers on duty
may have, and at most the room's own number. Leaving, and a carer who goes home, break nothing; the screen
says then who must come or go. Every guard here locks the room first and reads the rows behind the lock. The
order of locks is that of the app: editions, people, providers, rooms, rows.

What nobody ended counts until the midnight of its day: a child whom nobody signed out does not fill the room
of tomorrow.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import datetime

import pgtrigger

from kis.lib.clock import WARSAW
from kis.lib.guards import Guard, refuse
from kis.programmes.guards.words import hold_edition, lock_person, lock_provider, polish_day
from participants.guards import NotWhileRestricted, person_of


def _moment(facts: dict) -> str:
    moment = datetime.datetime.fromisoformat(facts["at"]).astimezone(WARSAW)
    return f"{polish_day(facts)} o {moment:%-H.%M}"


SENTENCES = {
    "room_too_many_for_carers": lambda facts: (
        f"{_moment(facts)} w świetlicy byłoby dzieci: {facts['children']}, a wychowawców na dyżurze: "
        f"{facts['carers']}. Na jednego przypada najwyżej {facts['most']} (art. 28 ust. 2 ustawy o "
        "wspieraniu rodziny). Potrzebny jest jeszcze jeden wychowawca albo któreś dziecko musi wyjść."
    ),
    "room_full": lambda facts: (
        f"{_moment(facts)} w świetlicy byłoby dzieci: {facts['children']}, a ta świetlica ustaliła dla "
        f"siebie najwyżej {facts['most']}. Któreś dziecko musi najpierw wyjść."
    ),
    "carer_limit_missing": lambda facts: (
        f"Na {polish_day(facts)} w słownikach nie ma liczby dzieci na wychowawcę. Wpisuje ją administrator "
        "merytoryczny w „Słowniki i stawki”."
    ),
    "presence_without_room": (
        "Ta edycja nie ma swojej świetlicy. Wybierz ją na zakładce „Zasady świetlicy”."
    ),
    "presence_in_future": "Ta godzina jeszcze nie nadeszła. Wpisuje się to, co już było.",
    "presence_over_midnight": (
        "Obecność kończy się tego samego dnia, w którym się zaczęła. Popraw godzinę wyjścia."
    ),
    "presence_outside_participation": lambda facts: (
        f"{polish_day(facts)} to dziecko nie jest zapisane do tej edycji. Popraw dzień albo udział."
    ),
    "presence_contact_may_not": (
        "Ta osoba nie może odebrać dziecka tego dnia: dziecko nie wychodzi z nią. Gdy odebrał je ktoś inny, "
        "wybierz „inaczej” i napisz kto i na czyje polecenie."
    ),
    "presence_alone_without_consent": (
        "Tego dnia nie ma zgody opiekuna na samodzielny powrót. Gdy dziecko mimo to wyszło samo, wybierz "
        "„inaczej” i napisz, co się stało."
    ),
    "presence_meal_twice": "Ten posiłek jest już wpisany temu dziecku przy innej obecności tego dnia.",
    "duty_in_future": "Ta godzina jeszcze nie nadeszła. Dyżur wpisuje się, gdy się zaczął.",
    "duty_over_midnight": "Dyżur kończy się tego samego dnia, w którym się zaczął. Popraw godziny.",
    "duty_not_employed": lambda facts: (
        f"{polish_day(facts)} ta osoba nie miała umowy, więc nie liczy się jako wychowawca. Popraw umowę "
        "albo wybierz kogoś innego."
    ),
    "duty_unchecked": lambda facts: (
        f"Do {polish_day(facts)} nie sprawdzono tej osoby w RSPTS. Bez tego nie pracuje się z dziećmi: "
        "uzupełnij dane osoby albo wybierz kogoś innego."
    ),
    "duty_beside_service": lambda facts: (
        f"{polish_day(facts)} w tych godzinach ta osoba świadczyła usługę w innym programie. Jednej godziny "
        "nie liczy się dwa razy: popraw godziny."
    ),
    "provider_has_duty": lambda facts: (
        f"Ta osoba miała dyżur w świetlicy {polish_day(facts)}. Umowa i sprawdzenie w rejestrze muszą "
        "obejmować ten dzień."
    ),
    "enrolment_has_presence": lambda facts: (
        f"Dziecko było w świetlicy {polish_day(facts)}. Udział musi obejmować ten dzień."
    ),
    "edition_has_presence": lambda facts: (
        f"W tej edycji dziecko było w świetlicy {polish_day(facts)}. Edycja musi obejmować ten dzień."
    ),
}

FOUND = [("found", "RECORD")]
MIDNIGHT = "((NEW.day + 1)::timestamp AT TIME ZONE 'Europe/Warsaw')"
# A minute, for clocks that differ: what was tapped now is now.
_LATEST = "clock_timestamp() + interval '1 minute'"


def lock_room(room: str) -> str:
    return f"PERFORM 1 FROM programmes_dayroom r WHERE r.id = {room} FOR NO KEY UPDATE;"


def refuse_crowd(room: str, first: str, last: str) -> str:
    """Refuses for the first arrival from `first` until before `last` at which there are too many children.

    Between arrivals the number of children does not grow: with these moments all the others are right.
    """
    return f"""
    SELECT a.day, a.arrived_at, inside.children, duty.carers, law.children AS by_law, own.children AS own
        INTO found
        FROM programmes_presence a
        CROSS JOIN LATERAL (SELECT count(*) AS children FROM programmes_presence p
            WHERE p.room_id = {room} AND p.day = a.day AND p.voided_at IS NULL
            AND p.arrived_at <= a.arrived_at AND p.counts_until > a.arrived_at) inside
        CROSS JOIN LATERAL (SELECT count(*) AS carers FROM programmes_duty d
            WHERE d.room_id = {room} AND d.day = a.day AND d.voided_at IS NULL
            AND d.starts_at <= a.arrived_at AND d.counts_until > a.arrived_at) duty
        LEFT JOIN programmes_carerlimit law
            ON a.day BETWEEN law.valid_from AND COALESCE(law.valid_to, 'infinity')
        LEFT JOIN LATERAL (SELECT n.children FROM programmes_roomnumber n
            WHERE n.room_id = {room} AND n.valid_from <= a.day
            ORDER BY n.valid_from DESC LIMIT 1) own ON true
        WHERE a.room_id = {room} AND a.voided_at IS NULL AND a.arrived_at >= {
        first
    } AND a.arrived_at < {last}
        AND (law.children IS NULL OR inside.children > law.children * duty.carers
            OR inside.children > own.children)
        ORDER BY a.arrived_at LIMIT 1;
    IF found.day IS NOT NULL THEN
        IF found.by_law IS NULL THEN {refuse("carer_limit_missing", day="found.day")} END IF;
        IF found.children > found.by_law * found.carers THEN
            {
        refuse(
            "room_too_many_for_carers",
            day="found.day",
            at="found.arrived_at",
            children="found.children",
            carers="found.carers",
            most="found.by_law",
        )
    }
        END IF;
        {
        refuse(
            "room_full",
            day="found.day",
            at="found.arrived_at",
            children="found.children",
            most="found.own",
        )
    }
    END IF;
    """


PRESENCE_FITS = Guard(
    name="presence_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("its", "RECORD")],
    func=f"""
    SELECT n.edition_id, n.person_id, e.room_id INTO its FROM programmes_enrolment n
        LEFT JOIN programmes_roomedition e ON e.edition_id = n.edition_id WHERE n.id = NEW.enrolment_id;
    {hold_edition("its.edition_id")}
    {lock_person("its.person_id")}
    IF its.room_id IS NULL THEN {refuse("presence_without_room", enrolment="NEW.enrolment_id")} END IF;
    NEW.room_id = its.room_id;
    NEW.person_id = its.person_id;
    {lock_room("NEW.room_id")}
    NEW.day = (NEW.arrived_at AT TIME ZONE 'Europe/Warsaw')::date;
    NEW.counts_until = COALESCE(NEW.left_at, {MIDNIGHT});
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    IF NEW.arrived_at > {_LATEST} OR NEW.left_at > {_LATEST} THEN
        {refuse("presence_in_future", day="NEW.day")}
    END IF;
    IF NEW.left_at > {MIDNIGHT} THEN {refuse("presence_over_midnight", day="NEW.day")} END IF;
    SELECT n.starts_on, LEAST(n.ends_on, e.ends_on) AS ends_on, n.voided_at INTO its
        FROM programmes_enrolment n JOIN programmes_edition e ON e.id = n.edition_id
        WHERE n.id = NEW.enrolment_id;
    IF its.voided_at IS NOT NULL OR its.starts_on IS NULL
            OR NEW.day NOT BETWEEN its.starts_on AND its.ends_on THEN
        {refuse("presence_outside_participation", day="NEW.day")}
    END IF;
    IF NEW.leaving = 'contact' AND NOT EXISTS (SELECT 1 FROM programmes_childcontact c
            WHERE c.id = NEW.collected_by_id AND c.enrolment_id = NEW.enrolment_id AND c.may_collect
            AND NEW.day BETWEEN c.starts_on AND COALESCE(c.ends_on, 'infinity')) THEN
        {refuse("presence_contact_may_not", day="NEW.day")}
    END IF;
    IF NEW.leaving = 'alone' AND NOT EXISTS (SELECT 1 FROM programmes_childconsent c
            WHERE c.enrolment_id = NEW.enrolment_id AND c.kind = 'alone' AND c.voided_at IS NULL
            AND c.given_on <= NEW.day AND (c.withdrawn_on IS NULL OR NEW.day < c.withdrawn_on)) THEN
        {refuse("presence_alone_without_consent", day="NEW.day")}
    END IF;
    IF EXISTS (SELECT 1 FROM programmes_presence p WHERE p.person_id = NEW.person_id AND p.day = NEW.day
            AND p.id <> NEW.id AND p.voided_at IS NULL AND p.meals && NEW.meals) THEN
        {refuse("presence_meal_twice", day="NEW.day")}
    END IF;
    RETURN NEW;
    """,
)

# Behind the row, which counts too. What only grows shorter, above all by leaving, is never asked.
PRESENCE_IS_NOT_TOO_MUCH = Guard(
    name="presence_is_not_too_much",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=FOUND,
    func=f"""
    IF NEW.voided_at IS NOT NULL THEN RETURN NULL; END IF;
    IF TG_OP = 'UPDATE' AND NEW.arrived_at = OLD.arrived_at AND NEW.counts_until <= OLD.counts_until THEN
        RETURN NULL;
    END IF;
    {refuse_crowd("NEW.room_id", "NEW.arrived_at", "NEW.counts_until")}
    RETURN NULL;
    """,
)

DUTY_FITS = Guard(
    name="duty_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("theirs", "RECORD")],
    func=f"""
    {lock_provider("NEW.provider_id")}
    {lock_room("NEW.room_id")}
    NEW.day = (NEW.starts_at AT TIME ZONE 'Europe/Warsaw')::date;
    NEW.counts_until = COALESCE(NEW.ends_at, {MIDNIGHT});
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    IF NEW.starts_at > {_LATEST} OR NEW.ends_at > {_LATEST} THEN
        {refuse("duty_in_future", day="NEW.day")}
    END IF;
    IF NEW.ends_at > {MIDNIGHT} THEN {refuse("duty_over_midnight", day="NEW.day")} END IF;
    SELECT p.* INTO theirs FROM programmes_provider p WHERE p.id = NEW.provider_id;
    IF theirs.is_institution
            OR NEW.day NOT BETWEEN theirs.starts_on AND COALESCE(theirs.ends_on, 'infinity') THEN
        {refuse("duty_not_employed", day="NEW.day")}
    END IF;
    IF theirs.offender_register_checked_on IS NULL OR theirs.offender_register_checked_on > NEW.day THEN
        {refuse("duty_unchecked", day="NEW.day")}
    END IF;
    IF EXISTS (SELECT 1 FROM programmes_service s WHERE s.provider_id = NEW.provider_id
            AND s.voided_at IS NULL AND s.starts_at < NEW.counts_until AND s.ends_at > NEW.starts_at) THEN
        {refuse("duty_beside_service", day="NEW.day")}
    END IF;
    RETURN NEW;
    """,
)

# A carer who goes home now leaves no arrival behind: it is refused only where it reaches back.
DUTY_COVERS_CHILDREN = Guard(
    name="duty_covers_children",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=FOUND,
    func=f"""
    IF NEW.voided_at IS NULL AND NEW.starts_at <= OLD.starts_at AND NEW.counts_until >= OLD.counts_until THEN
        RETURN NULL;
    END IF;
    {refuse_crowd("NEW.room_id", "OLD.starts_at", "OLD.counts_until")}
    RETURN NULL;
    """,
)

ROOM_NUMBER_HOLDS = Guard(
    name="room_number_holds",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=FOUND,
    func=f"""
    {lock_room("NEW.room_id")}
    {
        refuse_crowd(
            "NEW.room_id",
            "(NEW.valid_from::timestamp AT TIME ZONE 'Europe/Warsaw')",
            "'infinity'::timestamptz",
        )
    }
    RETURN NULL;
    """,
)

# A limit of the law, moved, lowered or taken away, meets the children of all rooms.
CARER_LIMIT_HOLDS = Guard(
    name="carer_limit_holds",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[*FOUND, ("whose", "BIGINT"), ("since", "TIMESTAMPTZ")],
    func=f"""
    since := (CASE TG_OP WHEN 'INSERT' THEN NEW.valid_from WHEN 'DELETE' THEN OLD.valid_from
        ELSE LEAST(OLD.valid_from, NEW.valid_from) END)::timestamp AT TIME ZONE 'Europe/Warsaw';
    FOR whose IN SELECT r.id FROM programmes_dayroom r ORDER BY r.id FOR NO KEY UPDATE LOOP
        {refuse_crowd("whose", "since", "'infinity'::timestamptz")}
    END LOOP;
    RETURN NULL;
    """,
)

# The row that is changed is its provider's lock, which a duty takes too.
PROVIDER_COVERS_DUTY = Guard(
    name="provider_covers_duty",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("starts_on", "ends_on", "offender_register_checked_on"),
    declare=[("seen", "DATE")],
    func=f"""
    SELECT min(d.day) INTO seen FROM programmes_duty d WHERE d.provider_id = NEW.id AND d.voided_at IS NULL
        AND (d.day NOT BETWEEN NEW.starts_on AND COALESCE(NEW.ends_on, 'infinity')
            OR NEW.offender_register_checked_on IS NULL OR NEW.offender_register_checked_on > d.day);
    IF seen IS NOT NULL THEN {refuse("provider_has_duty", day="seen")} END IF;
    RETURN NULL;
    """,
)

SERVICE_BESIDE_DUTY = Guard(
    name="service_beside_duty",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    IF NEW.voided_at IS NULL AND EXISTS (SELECT 1 FROM programmes_duty d
            WHERE d.provider_id = NEW.provider_id AND d.voided_at IS NULL
            AND d.starts_at < NEW.ends_at AND d.counts_until > NEW.starts_at) THEN
        {refuse("duty_beside_service", day="NEW.day")}
    END IF;
    RETURN NULL;
    """,
)

# The person was locked by the row's own guard, as a presence locks it.
ENROLMENT_COVERS_PRESENCE = Guard(
    name="enrolment_covers_presence",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("seen", "DATE")],
    func=f"""
    SELECT min(p.day) INTO seen FROM programmes_presence p
        WHERE p.enrolment_id = NEW.id AND p.voided_at IS NULL
        AND (NEW.voided_at IS NOT NULL OR NEW.starts_on IS NULL OR p.day < NEW.starts_on
            OR p.day > NEW.ends_on);
    IF seen IS NOT NULL THEN {refuse("enrolment_has_presence", day="seen")} END IF;
    RETURN NULL;
    """,
)

EDITION_COVERS_PRESENCE = Guard(
    name="edition_covers_presence",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("starts_on", "ends_on"),
    declare=[("seen", "DATE")],
    func=f"""
    SELECT min(p.day) INTO seen FROM programmes_presence p
        JOIN programmes_enrolment n ON n.id = p.enrolment_id
        WHERE n.edition_id = NEW.id AND p.voided_at IS NULL
        AND p.day NOT BETWEEN NEW.starts_on AND NEW.ends_on;
    IF seen IS NOT NULL THEN {refuse("edition_has_presence", day="seen")} END IF;
    RETURN NULL;
    """,
)

OF_CHILD = NotWhileRestricted(person_of("programmes_enrolment", "enrolment_id"))
