"""Which people: whom a user sees and may write of, and who is found by words."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, ExpressionWrapper, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from kis.accounts.models import Deputy
from kis.accounts.rights import Role
from participants.misspelling import one_error_away
from participants.models.access import AREAS_OF_ROLE, Area, CaseAccess
from participants.models.inspected import inspected_by
from participants.models.opening import OPENERS, CaseOpening
from participants.models.restriction import Restriction
from participants.words import fold, fragments, is_short

PESEL_DIGITS = 11
ASKED_FOR_FIRST_NAMES = 5_000  # people


class Fold(Func):
    """Lower case without Polish letters and apostrophes, as the search compares."""

    function = "public.fold"
    output_field = models.TextField()


class BareNumber(Func):
    """Letters and digits of a document's number alone: ABC 123456 and abc123456 are one."""

    function = "regexp_replace"
    template = "UPPER(%(function)s(%(expressions)s, '[^[:alnum:]]', '', 'g'))"
    output_field = models.TextField()


def _number_near(word: str) -> Q:
    numbers = [number for number in one_error_away(word) if len(number) == PESEL_DIGITS]
    # The index on PESEL leaves people without one out, and the question must say so too.
    return Q(search__contains=word) | Q(~Q(pesel=""), pesel__in=numbers)


def reads_every_case(user) -> bool:
    """Of every person whom they see coordinator, head and an inspection read what is sensitive, too."""
    return bool(user.roles & {Role.COORDINATOR, Role.HEAD, Role.INSPECTOR})


def leads_cases(user) -> bool:
    """Cases are led by social workers and the coordinator."""
    return bool(user.roles & {Role.SOCIAL_WORKER, Role.COORDINATOR})


class PersonQuerySet(models.QuerySet):
    def files_of(self, whole: int):
        """Numbers of all files of the person for whom the file of this number stands."""
        return self.filter(Q(pk=whole) | Q(merged_into=whole)).values("pk")

    def visible_to(self, user):
        """People with an area, open or closed, that one of the user's roles covers, and whom an inspection
        covers that the user carries out.

        A supervisor and an accountant see nobody here: psu scopes its own pages by place and by pay list.
        """
        areas = {area for role in user.roles for area in AREAS_OF_ROLE.get(role, ())}
        seen = Q(Exists(Area.objects.filter(person=OuterRef("pk"), kind__in=areas)))
        if Role.INSPECTOR in user.roles:
            seen = seen | inspected_by(user) if areas else inspected_by(user)
        return self.filter(seen, erased_on=None)

    def writable_by(self, user, on):
        """Visible people whose case the user leads or was given; the coordinator writes in every case.

        A file merged into another takes nothing new.
        """
        return self.rows_writable_by(user, on).filter(merged_into=None)

    def rows_writable_by(self, user, on):
        """The same with merged files: what stands in one is carried on and put right by who writes in the
        case of the file that it was merged into.
        """
        return self.visible_to(user).filter(self._writes(user, on))

    def read_whole_by(self, user, on):
        """Whom the user reads with all that is sensitive: everybody whom they see, or the own cases."""
        return self.visible_to(user) if reads_every_case(user) else self.rows_writable_by(user, on)

    def with_writable(self, user, on):
        """Visible people, each with `writable`: whether the case is the user's to write in on the day, and
        `is_restricted`: whether nothing may be entered all the same (see Restriction).
        """
        writes = ExpressionWrapper(self._writes(user, on), output_field=models.BooleanField())
        return self.visible_to(user).annotate(writable=writes, is_restricted=self._is_restricted())

    def _is_restricted(self) -> Exists:
        """The processing of the data of the person, whichever of the files it was restricted in."""
        whole = Coalesce(OuterRef("merged_into"), OuterRef("pk"))
        of_files = Q(person=whole) | Q(person__merged_into=whole)
        return Exists(Restriction.objects.in_force().filter(of_files))

    def with_opening(self, user):
        """Each with `opening`: the number of the user's own that holds the person's case open now, or None.

        It opens the file alone: lists, tables and orders of papers withhold what they withheld before.
        """
        if not user.roles & set(OPENERS):
            return self.annotate(opening=Cast(Value(None), models.BigIntegerField()))
        first = Coalesce(OuterRef("merged_into"), OuterRef("pk"))
        opened = CaseOpening.objects.open_to(user).filter(person=first).order_by()
        return self.annotate(opening=Subquery(opened.values("pk")[:1]))

    def _writes(self, user, on):
        """The condition under which the user writes in the case of a visible person."""
        if Role.COORDINATOR in user.roles:
            return Q(Value(True))
        if Role.SOCIAL_WORKER not in user.roles:
            return Q(Value(False))
        return self._leads(user, on)

    def _leads(self, user, on):
        """The condition under which the case is the user's own: led, given for the day, or of somebody for
        whom the user stands in.

        The case of a merged file is the one of the file that it points to.
        """
        given = CaseAccess.objects.open(on).filter(user=user)
        absent = Deputy.objects.standing_in(on).order_by().filter(deputy=user.pk)
        own = Q(responsible=user) | Q(pk__in=given.values("person"))
        own |= Q(responsible__in=absent.values("absent"))
        first = self.model.objects.filter(own, pk=OuterRef("merged_into"))
        return Q(merged_into=None) & own | Q(Q(merged_into__isnull=False), Exists(first))

    def led_by(self, user, on):
        """Visible people whose case is the user's own: nobody for the roles that lead none."""
        return self.visible_to(user).filter(
            self._leads(user, on) if leads_cases(user) else Value(False)
        )

    def with_led(self, user, on):
        """Visible people, each with `led`: whether the case is the user's own."""
        led = self._leads(user, on) if leads_cases(user) else Q(Value(False))
        return self.visible_to(user).annotate(
            led=ExpressionWrapper(led, output_field=models.BooleanField())
        )

    def with_sensitive_for(self, user, on):
        """Visible people whose category and evidence the user may read: see PersonFile.sensitive."""
        return self.visible_to(user) if reads_every_case(user) else self.rows_writable_by(user, on)

    def found_by(self, words: str):
        """People with every fragment in their names or PESEL, in any order, without Polish letters: see Fold.

        One or two letters find beginnings of surnames only: a trigram index cannot help there.
        """
        found = self
        for fragment in fragments(words):
            folded = Fold(Value(fragment))
            if is_short(fragment):
                found = found.filter(folded_last_name__startswith=folded)
            else:
                found = found.filter(search__contains=folded)
        return found

    def nearly_found_by(self, words: str):
        """The same with one typing error forgiven in each longer word and in a whole PESEL.

        The index on surnames knows each that is one error away. First names have none: known are those of the
        people registered last, in an office all of them.
        """
        last = self.model.objects.order_by("-pk").values_list("first_name", flat=True)
        first_names = {fold(name) for name in set(last[:ASKED_FOR_FIRST_NAMES])}
        found = self
        for word in fragments(fold(words)):
            if is_short(word):
                found = found.found_by(word)
            elif word.isdigit():
                found = found.filter(_number_near(word))
            else:
                found = found.filter(self._name_near(word, first_names))
        return found

    def _name_near(self, word: str, first_names: set[str]) -> Q:
        """Asks first which of the surnames exist: hundreds that nobody bears would mislead the planner."""
        meant = one_error_away(word)
        surnames = self.model.objects.filter(folded_last_name__in=meant)
        borne = set(surnames.values_list("folded_last_name", flat=True).distinct())
        whole_words = (Q(search__contains=f" {name} ") for name in sorted(first_names & meant))
        return reduce(or_, whole_words, Q(search__contains=word) | Q(folded_last_name__in=borne))

    def in_polish_order(self):
        return self.order_by("last_name", "first_name", "pk")
