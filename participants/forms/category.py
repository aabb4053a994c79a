from django.db.models import Count, Exists, Max, OuterRef, Q

from kis.lib.admin import DatedForm
from kis.lib.dates import DAY, polish
from participants.models import CommissionLimit, Eligibility, EligibilityCategory, Participation


class CategoryForm(DatedForm):
    """A wording of a category. It may end for the people who have it, once that was read and confirmed."""

    one_thing = ("code",)

    def undone_by_end(self, last_day) -> str:
        """A stay that began later stands on the category: only a day behind its beginning is one."""
        if self._goes_on_after(last_day):
            return ""
        began = _begun_on(self.instance.code, last_day)
        if began is None:
            return ""
        return (
            f"Na podstawie tej kategorii udział w KIS rozpoczęto jeszcze {polish(began)}. Ostatni dzień nie "
            "może być wcześniejszy, bo cofnąłby tę decyzję."
        )

    def touched_by_end(self, last_day) -> str:
        if self._goes_on_after(last_day):
            return ""
        theirs = Eligibility.objects.filter(category__code=self.instance.code)
        told = theirs.lasting_behind(last_day).aggregate(
            people=Count("person", distinct=True), last=Max("established_on")
        )
        if not told["people"]:
            return ""
        return (
            f"Tę kategorię mają osoby: {told['people']} (ostatnio ustalono ją {polish(told['last'])}). "
            f"Po {polish(last_day)} nikogo już nie uprawni: każda z nich stanie na pulpicie pracownika, "
            "który ustali inną kategorię."
        )

    def _goes_on_after(self, last_day) -> bool:
        following = EligibilityCategory.objects.filter(
            code=self.instance.code, valid_from=last_day + DAY
        )
        return following.exists()


def _begun_on(code: int, after):
    """The last day behind that one on which a stay began with this as the main category; None without any."""
    grounds = Eligibility.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=OuterRef("starts_on")),
        person=OuterRef("person"),
        category__code=code,
        is_main=True,
        established_on__lte=OuterRef("starts_on"),
    )
    begun = Participation.objects.filter(Exists(grounds), starts_on__gt=after)
    return begun.aggregate(last=Max("starts_on"))["last"]


class AcceptedForm(DatedForm):
    """A kind of paper that a category accepts. Its end touches nobody: papers that people have stay."""

    one_thing = ("code", "kind")

    def touched_by_end(self, last_day) -> str:
        return ""


class CommissionForm(DatedForm):
    """Numbers of a commissioned stay, which is ruled by those of its first day: they stay with it."""

    def undone_by_end(self, last_day) -> str:
        following = CommissionLimit.objects.filter(valid_from=last_day + DAY)
        begun = Participation.objects.filter(
            kind=Participation.Kind.COMMISSIONED, starts_on__gt=last_day
        )
        last = None if following.exists() else begun.aggregate(last=Max("starts_on"))["last"]
        if last is None:
            return ""
        return (
            f"Według tych liczb udział z art. 200 rozpoczęto jeszcze {polish(last)}. Ostatni dzień nie może "
            "być wcześniejszy, chyba że od następnego dnia jest nowe brzmienie."
        )

    def touched_by_end(self, last_day) -> str:
        return ""


class LimitForm(DatedForm):
    """Numbers of law or of projects. Their end touches nobody: what was begun under them goes on."""

    def touched_by_end(self, last_day) -> str:
        return ""
