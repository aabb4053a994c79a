"""Which files are probably one person's: the question of duplicates, of a stretch of the register at once.

The whole register is never asked: whoever opens the list sees the first pairs of the next few thousand people
in Polish order, and goes on behind them.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from participants.models import Person
from participants.words import DASHES

# People, and the further ones where those have too few pairs for a page.
LOOKED_THROUGH = (300, 900)
# As participants.duplicates asks of one: a given name in common and a surname in common, of a doubled one its
# part; or the two exchanged. Each becomes keys that two people either share or do not. Of two doubled
# surnames a common part is not enough, so one of the two keys must be a whole name.
# Keys are made of those few alone whom an index finds near: born on a day alike, or for somebody without a
# birth date by the names. Of two with one the lower number asks, of two without it as well.
PAIRS = """
WITH asked AS (
    SELECT p.id, p.born_on, p.identity_number, {surname} AS surname,
        array_remove({given_in_search}, p.pesel) AS given
    FROM participants_person p WHERE p.id = ANY(%(people)s)
), words AS (
    SELECT id, born_on, word, name FROM asked, unnest(surname) word, unnest(given) name
    WHERE length(word) > 2 OR cardinality(surname) = 1
), near AS (
    SELECT one.id AS one, two.id AS two
    FROM words one, unnest(ARRAY[one.born_on, one.born_on - 1, one.born_on + 1, {exchanged}]) AS day
    JOIN participants_person two ON two.born_on = day
    WHERE two.id > one.id AND two.merged_into_id IS NULL
        AND strpos(two.search, one.word) > 0 AND strpos(two.search, one.name) > 0
    UNION SELECT one.id, two.id
    FROM words one JOIN participants_person two
        ON two.search LIKE '%%' || one.word || '%%' AND two.search LIKE '%%' || one.name || '%%'
    WHERE one.born_on IS NULL AND two.merged_into_id IS NULL
        AND two.id <> one.id AND (two.born_on IS NOT NULL OR two.id > one.id)
), said AS (
    SELECT p.id, {surname} AS surname, {called} AS called, {given} AS given
    FROM participants_person p
    WHERE p.id = ANY(ARRAY(SELECT one FROM near UNION SELECT two FROM near))
), keys AS (
    SELECT id, array_to_string(ARRAY(SELECT part FROM unnest(surname) part ORDER BY 1), ' ') AS key,
        unnest(given) AS given, 'whole' AS kind FROM said
    UNION SELECT id, part, name, 'part' FROM said, unnest(surname) part, unnest(given) name
        WHERE cardinality(surname) > 1 AND length(part) > 2
    UNION SELECT id, array_to_string(ARRAY(SELECT part FROM unnest(called) part ORDER BY 1), ' '),
        unnest(surname), 'exchanged' FROM said
), found AS (
    SELECT near.one, near.two, FALSE AS same_document
    FROM near JOIN keys his ON his.id = near.one JOIN keys theirs ON theirs.id = near.two
        AND theirs.key = his.key AND theirs.given = his.given AND 'whole' IN (his.kind, theirs.kind)
    UNION SELECT one.id, two.id, TRUE
    FROM asked one JOIN participants_person two ON {two_number} = {one_number}
        AND two.identity_number <> '' AND two.id > one.id AND two.merged_into_id IS NULL
    WHERE {one_number} <> ''
)
SELECT found.one, least(found.one, found.two) AS first, greatest(found.one, found.two) AS second,
    bool_or(found.same_document)
FROM found WHERE NOT EXISTS (SELECT 1 FROM participants_toldapart apart
    WHERE apart.first_id = least(found.one, found.two) AND apart.second_id = greatest(found.one, found.two)
        AND apart.undone_at IS NULL)
GROUP BY found.one, found.two
"""


# The date with day and month exchanged, where that is another date.
EXCHANGED = """CASE WHEN date_part('day', one.born_on) <= 12 THEN make_date(
    date_part('year', one.born_on)::int, date_part('day', one.born_on)::int,
    date_part('month', one.born_on)::int) END"""


@dataclass(frozen=True)
class Stretch:
    """Pairs found, as numbers of two files, the lower one first, and whether the document is the same.

    `reached`: whose file was looked at last, None where the register ends.
    """

    found: list[tuple[int, int, bool]]
    reached: int | None


def probable_pairs(user, *, most: int, after: int | None = None) -> Stretch:
    """Behind the file `after`, as far as `most` pairs are found, and a few more where one file has them.

    Of files that the user sees, but for those told apart. At most eight queries.
    """
    found = []
    for people in LOOKED_THROUGH:
        stretch = _stretch(user, most - len(found), after, people)
        found += stretch.found
        after = stretch.reached
        if after is None or len(found) >= most:
            break
    return Stretch(found, after)


def _stretch(user, most: int, after: int | None, count: int) -> Stretch:
    visible = Person.objects.visible_to(user)
    people = visible.filter(merged_into=None).in_polish_order()
    if after and (last := visible.filter(pk=after).first()):
        people = people.filter(_behind(last))
    numbers = list(people.values_list("pk", flat=True)[: count + 1])
    asked = numbers[:count]
    place = {number: place for place, number in enumerate(asked)}
    pairs = sorted(_asked(asked), key=lambda pair: (place[pair[0]], *pair[1:]))
    others = {number for _, *two, _ in pairs for number in two} - place.keys()
    seen = place.keys() | set(visible.filter(pk__in=others).values_list("pk", flat=True))
    pairs = [pair for pair in pairs if {pair[1], pair[2]} <= seen]
    last = place[pairs[most - 1][0]] if len(pairs) > most else len(asked)
    shown = [pair for pair in pairs if place[pair[0]] <= last]
    is_more = len(shown) < len(pairs) or len(numbers) > len(asked)
    reached = shown[-1][0] if len(shown) < len(pairs) else asked[-1] if is_more else None
    return Stretch([(first, second, same) for _, first, second, same in shown], reached)


def _behind(last: Person) -> Q:
    """In Polish order, by the index on names."""
    namesakes = Q(first_name__lt=last.first_name) | Q(first_name=last.first_name, pk__lte=last.pk)
    return Q(last_name__gte=last.last_name) & ~Q(namesakes, last_name=last.last_name)


def _asked(people: list[int]) -> list[tuple[int, int, int, bool]]:
    if not people:
        return []
    text = PAIRS.format(
        surname=_parts("p.folded_last_name"),
        called=_parts("public.fold(p.first_name)"),
        given=_parts("public.fold(p.first_name || ' ' || p.second_name)"),
        given_in_search=_parts("substr(p.search, length(p.folded_last_name) + 1)"),
        exchanged=EXCHANGED,
        one_number=_bare("one.identity_number"),
        two_number=_bare("two.identity_number"),
    )
    with connection.cursor() as cursor:
        cursor.execute(text, {"people": people, "dashes": DASHES})
        return cursor.fetchall()


def _parts(name: str) -> str:
    in_spaces = f"translate({name}, %(dashes)s, repeat(' ', length(%(dashes)s)))"
    return f"array_remove(string_to_array({in_spaces}, ' '), '')"


def _bare(number: str) -> str:
    """In the words of the index, see BareNumber."""
    return f"UPPER(REGEXP_REPLACE({number}, '[^[:alnum:]]', '', 'g'))"
