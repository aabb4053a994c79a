"""The faults of families past the guards; see tests.desk.consistency.plants."""

import datetime

from django.contrib.auth.models import Group
from django.db.models import F
from django.utils import timezone

from kis.accounts.models import Deputy, User
from kis.documents.models import NumberSeries
from kis.families.models import (
    Assessment,
    Assignment,
    Assistant,
    AssistantLimit,
    Cooperation,
    Family,
    FamilyMember,
    Plan,
    Visit,
)
from kis.lib.dates import DAY
from participants.models import Area
from tests.desk.consistency.plants import (
    breaks,
    copy_of,
    second_file,
    somebody,
    without_constraint,
    without_guards,
)

FAR = datetime.date(2098, 1, 1)


def at_work():
    rows = Assignment.objects.filter(ends_on=None, cooperation__basis="consent")
    return rows.select_related("assistant", "cooperation").order_by("pk").first()


def a_child():
    return FamilyMember.objects.filter(part="child", alternating_reason="").order_by("pk").first()


@breaks("assistant_roles")
def _():
    Assistant.objects.first().user.groups.add(Group.objects.get(name="accountant"))


@breaks("assistant_stands_in")
def _():
    Deputy.objects.create(
        absent=User.objects.get(username="socjalna"),
        deputy=Assistant.objects.first().user,
        entered_by=User.objects.get(username="kierownik"),
        reason="urlop",
        starts_on=FAR,
        ends_on=FAR,
    )


@breaks("assistant_leads_family")
def _():
    row = at_work()
    with without_guards():
        Family.objects.filter(pk=row.cooperation.family_id).update(
            social_worker=row.assistant.user_id
        )


@breaks("assistant_overloaded")
def _():
    with without_guards():
        AssistantLimit.objects.create(
            assistant=at_work().assistant,
            valid_from=at_work().starts_on,
            families=0,
            reason="połowa etatu",
            set_by=somebody(),
        )


@breaks("assistant_out_of_service")
def _():
    with without_guards():
        rows = Assistant.objects.filter(pk=at_work().assistant_id)
        rows.update(offender_register_checked_on=None)


@breaks("family_work_days")
def _():
    with without_guards():
        Cooperation.objects.filter(pk=at_work().cooperation_id).update(consent_on=None)


@breaks("family_member_twice")
def _():
    row = FamilyMember.objects.filter(part="parent").order_by("pk").first()
    other = second_file(row.person)
    with without_guards():
        copy_of(row, person=other)


@breaks("child_in_two_families")
def _():
    row = a_child()
    other = second_file(row.person)
    with without_guards():
        copy_of(row, person=other, family=Family.objects.exclude(pk=row.family_id).first())


@breaks("family_member_outside_area")
def _():
    row = a_child()
    with without_guards():
        own = Area.objects.filter(person=row.person, kind="families")
        own.update(starts_on=row.starts_on + DAY)


@breaks("family_numbers")
def _():
    NumberSeries.objects.filter(kind="family_assignment").update(last=F("last") + 1)


@breaks("family_plan_paper")
def _():
    row = Plan.objects.signed().exclude(assessments=None).first()
    with without_guards():
        row.prints.update(printed_on=FAR)


@breaks("family_papers_in_work")
def _():
    row = Cooperation.objects.exclude(monitoring=None).first()
    with without_guards():
        Cooperation.objects.filter(pk=row.pk).update(monitoring_ended_on=row.ended_on)


@breaks("family_assessed_plan")
def _():
    row = Assessment.objects.handed_over().exclude(plan=None).first()
    with without_guards():
        row.progress.all()[0].delete()


def a_visit():
    return Visit.objects.held().order_by("pk").first()


@breaks("visit_outside_assignment")
def _():
    row = a_visit()
    with without_guards():
        Visit.objects.filter(pk=row.pk).update(day=datetime.date(2000, 1, 1))


@breaks("visits_at_one_time")
def _():
    row = a_visit()
    once = without_constraint("families_visit", "visit_assistant_once")
    with once, without_guards():
        copy_of(row, client_key="")


@breaks("visit_names_strangers")
def _():
    with without_guards():
        Visit.objects.filter(pk=a_visit().pk).update(topics=[0])


@breaks("families_voided_alone")
def _():
    row = Cooperation.objects.waiting().first()
    whole = without_constraint("families_cooperation", "cooperation_voided_whole")
    with whole, without_guards():
        Cooperation.objects.filter(pk=row.pk).update(
            voided_at=timezone.now(), voided_by=row.entered_by, void_reason="pomyłka"
        )
