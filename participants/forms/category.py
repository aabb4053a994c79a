from django.db.models import Count, Max

from kis.lib.admin import DatedForm
from kis.lib.dates import DAY, polish
from participants.models import Eligibility, EligibilityCategory


class CategoryForm(DatedForm):
    """A wording of a category. It may end for the people who have it, once that was read and confirmed."""

    one_thing = ("code",)

    def touched_by_end(self, last_day) -> str:
        code = self.instance.code
        following = EligibilityCategory.objects.filter(code=code, valid_from=last_day + DAY)
        if following.exists():
            return ""
        theirs = Eligibility.objects.filter(category__code=code).lasting_behind(last_day)
        told = theirs.aggregate(people=Count("person", distinct=True), last=Max("established_on"))
        if not told["people"]:
            return ""
        return (
            f"Tę kategorię mają osoby: {told['people']} (ostatnio ustalono ją {polish(told['last'])}). "
            f"Po {polish(last_day)} nikogo już nie uprawni: każda z nich stanie na pulpicie pracownika, "
            "który ustali inną kategorię."
        )
