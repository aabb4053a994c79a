"""A plan of work from its first draft to its signature, and the wording in force."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.forms.draft_buttons import with_row
from contracts.views.papers import pdf
from contracts.views.printing import seen_version
from kis.accounts.once import begun_once, saves_once
from kis.families import plans
from kis.families.forms.plans import ACTIONS, GoalPage, PlanForm, SignForm
from kis.families.models import Plan, PlanGoal
from kis.families.plan_changes import changes, former_of
from kis.families.scope import led_family, own_family, readable_family
from kis.families.tabs import family_page
from kis.families.views.act import act_page
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, carried_out, refusals
from participants.forms.voiding import VoidForm

READ = permission_required("families.view_family", raise_exception=True)
WORK = permission_required("families.work", raise_exception=True)
TAB, KIND = "families:plan", "family_plan"


def plan_of(file, plan_pk) -> Plan:
    """Voided ones too."""
    rows = Plan.with_voided.filter(cooperation__family=file.family)
    people = ("cooperation__family__social_worker", "agreed_by", "created_by", "voided_by")
    return get_object_or_404(rows.select_related(*people), pk=plan_pk)


def _own(request, pk, plan_pk):
    file = own_family(request, pk, kind=KIND)
    return file, plan_of(file, plan_pk)


def _to(plan):
    return redirect("families:plan_page", plan.cooperation.family_id, plan.pk)


@READ
@require_GET
def plan_tab(request, pk):
    """The wording in force, what is being written, and all that there was."""
    file = readable_family(request, pk, kind=KIND)
    known = Plan.with_voided.filter(cooperation__family=file.family)
    rows = list(known.select_related("cooperation").order_by("-cooperation", "-ordinal", "-pk"))
    work = file.cooperation
    in_force = plans.plan_in_force(work, file.on) if work else None
    goes_on = work is not None and work.starts_on is not None and work.ended_on is None
    open_one = next((row for row in rows if row.is_draft or row.is_waiting), None)
    may_begin = goes_on and open_one is None and _may_work(file)
    context = {
        "plan": in_force,
        "open_one": open_one,
        "plans": rows,
        "goes_on": goes_on,
        "may_begin": may_begin,
    }
    return family_page(request, file, "families/plans/tab.html", TAB, context)


def _may_work(file) -> bool:
    return file.user.has_perm("families.work") and file.is_worked_with


def may_void(file, row) -> bool:
    """By a second person: the family's social worker, or the head."""
    user = file.user
    sees = file.is_led or user.has_perm("families.assign")
    return sees and user.has_perm("families.void_work") and row.author != user and not row.voided_at


@WORK
@post_or_back(TAB)
@saves_once
def plan_begin(request, pk):
    file = own_family(request, pk, kind=KIND)
    if file.cooperation is None:
        raise Http404
    try:
        plan = plans.begin_plan(file.cooperation, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect(TAB, pk))
    return redirect("families:plan_edit", pk, plan.pk)


@READ
@require_GET
def plan_page(request, pk, plan_pk):
    file = readable_family(request, pk, kind=KIND)
    plan = plan_of(file, plan_pk)
    former = former_of(plan) if plan.ordinal else None
    may_work = _may_work(file) and not plan.voided_at
    context = {
        "plan": plan,
        "goals": plan.goals.prefetch_related("actions"),
        "lacks": plans.plan_lacks(plan, file.on) if plan.is_draft else [],
        "changes": changes(former, plan) if former else [],
        "prints": plan.prints.select_related("printed_by"),
        "live_print": plan.live_print if plan.is_waiting else None,
        "may_work": may_work,
        "may_agree": plan.is_draft
        and not plan.agreed_on
        and file.is_led
        and request.user.has_perm("families.agree_plan"),
        "may_void": plan.was_printed and may_void(file, plan),
        "may_discard": may_work and plan.is_draft and not plan.was_printed,
    }
    return family_page(request, file, "families/plans/plan.html", TAB, context)


@WORK
@require_http_methods(["GET", "POST"])
def plan_edit(request, pk, plan_pk):
    file, plan = _own(request, pk, plan_pk)
    if not plan.is_draft:
        messages.warning(request, "Tego planu nie można już edytować.")
        return redirect("families:plan_page", pk, plan_pk)
    form = PlanForm(request.POST or None, instance=plan)
    if carried_out(request, form, form.save_plan):
        messages.success(request, "Zapisano szkic. Teraz cele i działania.")
        return _to(plan)
    return _act(request, file, plan, form, f"{plan.title}: opis")


def _act(request, file, plan, form, title, **more):
    more = {"plan": plan, "template": "families/plans/act.html"} | more
    return act_page(request, file, form, title, back=TAB, **more)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def goal_new(request, pk, plan_pk):
    file, plan = _own(request, pk, plan_pk)
    return _goal(request, file, plan, PlanGoal(plan=plan))


@WORK
@require_http_methods(["GET", "POST"])
def goal_edit(request, pk, plan_pk, goal_pk):
    file, plan = _own(request, pk, plan_pk)
    return _goal(request, file, plan, get_object_or_404(plan.goals, pk=goal_pk))


def _goal(request, file, plan, goal):
    """One button saves, another adds a row and saves nothing."""
    if not plan.is_draft:
        messages.warning(request, "Tego planu nie można już edytować.")
        return redirect("families:plan_page", file.family.pk, plan.pk)
    if request.method == "GET":
        page = GoalPage(plan, goal, request.POST or None, wants_saving=not request.POST)
        return _goal_page(request, file, plan, page)
    if request.POST.get("add") == ACTIONS:
        page = GoalPage(plan, goal, with_row(request.POST, ACTIONS, {}), wants_saving=False)
        return _goal_page(request, file, plan, page)
    saved = False
    with transaction.atomic():
        plan.lock()
        page = GoalPage(plan, goal, request.POST)
        if page.is_valid():
            with refusals(page.form):
                page.save()
            saved = page.form.is_valid()
    if not saved:
        return _goal_page(request, file, plan, page)
    messages.success(request, "Zapisano cel i jego działania.")
    return _to(plan)


def _goal_page(request, file, plan, page):
    title = "Popraw cel" if page.goal.pk else "Nowy cel"
    more = {"page": page, "template": "families/plans/goal.html"}
    return _act(request, file, plan, page.form, f"{plan.title}: {title.lower()}", **more)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def goal_drop(request, pk, plan_pk, goal_pk):
    file, plan = _own(request, pk, plan_pk)
    goal = get_object_or_404(plan.goals, pk=goal_pk)
    goal.plan = plan
    if request.method == "POST":
        return _done(request, plan, lambda: plans.drop_goal(goal), "Usunięto cel ze szkicu.")
    hint = f"„{goal.text}” razem z działaniami zniknie ze szkicu."
    return _act(request, file, plan, None, "Usunąć cel?", hint=hint, submit="Usuń cel", warns=True)


def _done(request, plan, act, words, there=None):
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(_to(plan))
    messages.success(request, words)
    return there or _to(plan)


@permission_required("families.agree_plan", raise_exception=True)
@post_or_back("families:plan_page")
def plan_agree(request, pk, plan_pk):
    file = led_family(request, pk, kind=KIND)
    plan = plan_of(file, plan_pk)
    facts = {"by": request.user, "on": file.on, "version": seen_version(request)}
    words = "Uzgodniono plan. Asystent może go wydrukować do podpisu."
    return _done(request, plan, lambda: plans.agree(plan, **facts), words)


# Not one transaction: the print makes its paper between two short ones, which hold no lock meanwhile.
@transaction.non_atomic_requests
@WORK
@post_or_back("families:plan_page")
def plan_print(request, pk, plan_pk):
    _, plan = _own(request, pk, plan_pk)
    try:
        with begun_once(request) as is_first:
            if not is_first:
                words = (
                    "Wydruk do podpisu zlecono jeden raz. Ponowne naciśnięcie niczego nie dodało."
                )
                messages.info(request, words)
                return _to(plan)
            facts = {"by": request.user, "at": timezone.now(), "version": seen_version(request)}
            paper = plans.print_for_signature(plan, **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to(plan)
    messages.success(
        request,
        f"{plan.title} czeka na podpis. Wydrukuj oba egzemplarze; na papierze jest kod {paper.code}.",
    )
    return redirect("families:plan_paper", pk, plan_pk, paper.pk)


@READ
@require_GET
def plan_preview(request, pk, plan_pk):
    """The draft as it would be printed, for whoever is to agree, too; else the kept paper."""
    file = readable_family(request, pk, act="preview", kind=KIND)
    plan = plan_of(file, plan_pk)
    if not plan.is_draft:
        paper = plan.prints.first()
        if paper is None:
            raise Http404
        return redirect("families:plan_paper", pk, plan_pk, paper.pk)
    try:
        paper = plans.preview(plan, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to(plan)
    return pdf(paper, f"plan-pracy-{plan.pk}-szkic.pdf")


@READ
@require_GET
def plan_paper(request, pk, plan_pk, print_pk):
    """The very bytes that were printed for signature."""
    file = readable_family(request, pk, act="download", kind=KIND)
    plan = plan_of(file, plan_pk)
    paper = get_object_or_404(plan.prints.select_related("document__stored"), pk=print_pk)
    return pdf(paper.document.content, paper.document.name)


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def plan_back(request, pk, plan_pk):
    file, plan = _own(request, pk, plan_pk)
    if request.method == "POST":
        facts = {"by": request.user, "at": timezone.now(), "version": seen_version(request)}
        words = "Plan jest znowu szkicem. Dawny wydruk nie jest już ważny."
        return _done(request, plan, lambda: plan.back_to_draft(**facts), words)
    paper = plan.live_print
    hint = (
        f"Wydruk z kodem {paper.code} przestanie być ważny; zabierz oba egzemplarze."
        if paper
        else "Ten plan nie ma ważnego wydruku."
    )
    return _act(request, file, plan, None, "Wrócić do edycji?", hint=hint, submit="Wróć do edycji")


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def plan_sign(request, pk, plan_pk):
    file, plan = _own(request, pk, plan_pk)
    form = SignForm(request.POST or None, plan=plan, on=file.on)
    if carried_out(request, form, lambda: form.sign(plan, by=request.user, today=file.on)):
        messages.success(request, "Zapisano podpisanie. Plan obowiązuje i jest zamknięty.")
        return _to(plan)
    title = f"Zarejestruj podpisanie: {plan.title}"
    return _act(request, file, plan, form, title, submit="Zarejestruj podpisanie")


@WORK
@require_http_methods(["GET", "POST"])
@saves_once
def plan_discard(request, pk, plan_pk):
    file, plan = _own(request, pk, plan_pk)
    if request.method == "POST":
        return _done(request, plan, plan.discard, "Szkic usunięto.", redirect(TAB, pk))
    hint = "Treści szkicu nie będzie można przywrócić."
    return _act(
        request, file, plan, None, "Usunąć szkic?", hint=hint, submit="Usuń szkic", warns=True
    )


@permission_required("families.void_work", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def plan_void(request, pk, plan_pk):
    file = voiding_family(request, pk, KIND)
    plan = plan_of(file, plan_pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: plan.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Plan unieważniono. Zostaje widoczny i już nie obowiązuje.")
        return _to(plan)
    about = {"submit": "Unieważnij plan", "voids": True}
    return _act(request, file, plan, form, f"Unieważnij: {plan.title}", **about)


def voiding_family(request, pk, kind):
    """Of its social worker, or of who assigns."""
    file = readable_family(request, pk, act="edit", kind=kind)
    if not (file.is_led or request.user.has_perm("families.assign")):
        raise Http404
    return file
