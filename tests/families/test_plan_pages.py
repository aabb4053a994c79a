"""A plan on the screen: from its draft over the word of the social worker to the signature, and an annex."""

import pytest
from django.urls import reverse

from kis.families import plans
from kis.families.models import Plan, PlanGoal
from kis.families.plan_changes import changes
from kis.families.plan_paper import plan_content
from tests.families.factories import member
from tests.families.planned import DAY, SIGNED_ON, D, agreed, at_noon, draft, goal, printed, signed
from tests.papers import text as text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]


@pytest.fixture
def work(assignment):
    assignment.cooperation.refresh_from_db()
    return assignment.cooperation


def url(name, plan, *more):
    return reverse(f"families:{name}", args=[plan.cooperation.family_id, plan.pk, *more])


def goal_data(version="", **more):
    return {
        "text": "Dzieci chodzą do szkoły",
        "effect": "frekwencja 90%",
        "row_version": version,
        "actions-TOTAL_FORMS": "1",
        "actions-INITIAL_FORMS": "0",
        "actions-0-text": "Pobudka o siódmej",
        "actions-0-who": "matka",
        "actions-0-deadline": "30.06.2027",
    } | more


def test_a_plan_goes_from_its_draft_to_its_signature(users, work, client_of):
    assistant, worker = client_of(users.assistant), client_of(users.worker)
    begun = reverse("families:plan_begin", args=[work.family_id])
    assert assistant.post(begun).status_code == 302
    plan = Plan.objects.get()
    facts = {"difficulties": "Długi.", "made_with": "Anna Nowak", "row_version": plan.version}
    assert assistant.post(url("plan_edit", plan), facts).status_code == 302
    assert assistant.post(url("goal_new", plan), goal_data()).status_code == 302
    plan.refresh_from_db()
    assert "uzgodnienia z pracownikiem socjalnym" in assistant.get(url("plan_page", plan)).text
    worker.post(url("plan_agree", plan), {"row_version": plan.version})
    plan.refresh_from_db()
    assert plan.agreed_by == users.worker
    response = assistant.post(url("plan_print", plan), {"row_version": plan.version})
    paper = plan.prints.get()
    assert response.url == url("plan_paper", plan, paper.pk)
    kept = assistant.get(response.url)
    assert kept.content == paper.document.content
    words = text_of(kept.content)
    for said in ("Pobudka o siódmej", "30.06.2027", "frekwencja 90%", paper.code, "Długi."):
        assert said in words
    signing = {
        "code": paper.code,
        "signed_on": paper.printed_on.strftime("%d.%m.%Y"),
        "names": "Anna Nowak",
        "code_is_there": "on",
    }
    assert assistant.post(url("plan_sign", plan), signing).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.signed_print) == ("signed", paper)


def test_a_change_of_words_takes_the_agreement_back(users, work, client_of):
    plan = agreed(draft(work, users), users)
    facts = {"difficulties": "Inne.", "made_with": plan.made_with, "row_version": plan.version}
    client_of(users.assistant).post(url("plan_edit", plan), facts)
    plan.refresh_from_db()
    assert (plan.difficulties, plan.agreed_on) == ("Inne.", None)


def test_a_form_saved_without_a_change_keeps_the_agreement(users, work, client_of):
    plan = agreed(draft(work, users), users)
    facts = {
        "difficulties": plan.difficulties,
        "made_with": plan.made_with,
        "row_version": plan.version,
    }
    client_of(users.assistant).post(url("plan_edit", plan), facts)
    plan.refresh_from_db()
    assert plan.agreed_on == SIGNED_ON


def test_a_change_of_a_goal_takes_the_agreement_back(users, work, client_of):
    plan = agreed(draft(work, users), users)
    row = plan.goals.get()
    page = client_of(users.assistant).get(url("goal_edit", plan, row.pk))
    seen = page.context["page"].seen["actions"]
    data = goal_data(row.version, **{"seen-actions": seen})
    client_of(users.assistant).post(url("goal_edit", plan, row.pk), data)
    plan.refresh_from_db()
    assert plan.agreed_on is None
    assert [action.text for action in plan.goals.get().actions.all()] == ["Pobudka o siódmej"]


def test_the_word_is_given_on_what_was_seen(users, work, client_of):
    plan = draft(work, users)
    seen = plan.version
    plan.difficulties = "Inne."
    plan.save()
    client_of(users.worker).post(url("plan_agree", plan), {"row_version": seen})
    plan.refresh_from_db()
    assert plan.agreed_on is None


def test_a_stale_goal_is_refused_with_both_texts(users, work, client_of):
    plan = draft(work, users)
    row = plan.goals.get()
    page = client_of(users.assistant).get(url("goal_edit", plan, row.pk))
    seen, version = page.context["page"].seen["actions"], row.version
    plans.write_goal(
        Plan.objects.get(pk=plan.pk),
        PlanGoal.objects.get(pk=row.pk),
        [{"text": "Cudze działanie", "who": "ojciec", "deadline": D(2027, 1, 1)}],
    )
    data = goal_data(version, **{"seen-actions": seen})
    response = client_of(users.assistant).post(url("goal_edit", plan, row.pk), data)
    assert response.status_code == 200
    assert "Cudze działanie" in response.text
    assert "Pobudka o siódmej" in response.text
    assert plan.goals.get().actions.get().text == "Cudze działanie"


def test_a_button_adds_a_row_and_saves_nothing(users, work, client_of):
    plan = draft(work, users)
    data = goal_data(add="actions")
    response = client_of(users.assistant).post(url("goal_new", plan), data)
    assert 'name="actions-1-text"' in response.text
    assert plan.goals.count() == 1


def test_an_action_without_its_person_is_told(users, work, client_of):
    plan = draft(work, users)
    data = goal_data(**{"actions-0-who": ""})
    response = client_of(users.assistant).post(url("goal_new", plan), data)
    assert "kto je zrobi i do kiedy" in response.text
    assert plan.goals.count() == 1


def test_another_assistant_and_another_worker_find_nothing(users, work, client_of):
    plan = draft(work, users)
    assert client_of(users.colleague).get(url("plan_page", plan)).status_code == 404
    assert client_of(users.worker).get(url("plan_edit", plan)).status_code == 403
    assert client_of(users.head).get(url("plan_page", plan)).status_code == 200


def test_what_was_agreed_is_no_more_written_when_it_is_printed(users, work, client_of):
    plan = agreed(draft(work, users), users)
    printed(plan, users)
    response = client_of(users.assistant).get(url("plan_edit", plan))
    assert response.url == url("plan_page", plan)


def test_a_draft_is_discarded_and_a_printed_one_is_voided_by_another(users, work, client_of):
    plan = draft(work, users)
    client_of(users.assistant).post(url("plan_discard", plan))
    assert not Plan.objects.exists()
    plan = signed(work, users)
    client_of(users.worker).post(url("plan_void", plan), {"reason": "pomyłka"})
    assert not Plan.objects.exists()
    page = client_of(users.assistant).get(reverse("families:plan", args=[work.family_id]))
    assert "unieważniony" in page.text


def test_an_annex_begins_as_a_copy_and_tells_what_it_changes(users, work):
    first = signed(work, users)
    annex = plans.begin_plan(work, by=users.assistant)
    assert annex.ordinal == 1
    copy = annex.goals.get()
    assert (copy.text, copy.actions.get().text) == (first.goals.get().text, "Działanie 1")
    assert changes(first, annex) == []
    copy.text = "Dzieci mają dobre oceny"
    copy.save()
    goal(annex, "Matka wraca do pracy")
    told = changes(first, Plan.objects.get(pk=annex.pk))
    assert [(row["point"], row["act"]) for row in told] == [
        ("Cel 1", "zmieniono"),
        ("Nowy cel", "dodano"),
    ]
    assert "Dzieci chodzą do szkoły" in told[0]["was"]
    assert "Dzieci mają dobre oceny" in told[0]["is"]


def test_a_goal_dropped_by_an_annex_is_told(users, work):
    first = signed(work, users)
    annex = plans.begin_plan(work, by=users.assistant)
    plans.drop_goal(annex.goals.get())
    (row,) = changes(first, Plan.objects.get(pk=annex.pk))
    assert (row["act"], row["is"]) == ("usunięto", "usunięto")


def test_the_paper_of_an_annex_shows_the_difference(users, work):
    signed(work, users)
    annex = draft(work, users)
    copy = annex.goals.get()
    copy.text = "Dzieci mają dobre oceny"
    copy.save()
    agreed(annex, users, SIGNED_ON + DAY)
    paper = plans.print_for_signature(annex, by=users.assistant, at=at_noon(SIGNED_ON + DAY))
    words = text_of(paper.document.content)
    for said in ("Aneks nr 1", "plan z 20.03.2026", "Dzieci chodzą do szkoły", "Dzieci mają dobre"):
        assert said in words


def test_papers_tell_of_a_person_only_what_the_act_lists(users, work):
    row = member(work.family)
    text = str(plan_content(draft(work, users), SIGNED_ON))
    assert row.person.full_name in text
    assert row.person.pesel
    assert row.person.pesel not in text


def test_a_plan_changed_while_it_is_printed_is_not_kept(users, work, monkeypatch):
    plan = agreed(draft(work, users), users)
    made = plans.render_plan

    def and_change(facts, **more):
        member(work.family)
        return made(facts, **more)

    monkeypatch.setattr(plans, "render_plan", and_change)
    with pytest.raises(plans.Refused, match="W czasie drukowania"):
        plans.print_for_signature(plan, by=users.assistant, at=at_noon(SIGNED_ON))
    assert not plan.prints.exists()


def test_the_tab_asks_no_more_for_more_goals(users, work, client_of, django_assert_max_num_queries):
    plan = draft(work, users)
    for number in range(6):
        goal(plan, f"Cel {number}", actions=3)
    agreed(plan, users)
    paper = printed(plan, users)
    facts = {"code": paper.code, "by": users.assistant, "today": SIGNED_ON}
    plans.sign(plan, on=SIGNED_ON, names="Anna", **facts)
    client = client_of(users.assistant)
    address = reverse("families:plan", args=[work.family_id])
    client.get(address)
    with django_assert_max_num_queries(20):
        client.get(address)
