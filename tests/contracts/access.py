import datetime

from django.utils import timezone

from contracts.certificates import contents
from contracts.models import ClubPaper, Dispute, LibraryGoal
from kis.accounts.models import Centre
from kis.documents.models import Export
from participants.models import (
    Break,
    Certificate,
    FollowUp,
    Note,
    Participation,
    Prolongation,
    Rating,
)
from tests.access import (
    CONTENT,
    COORDINATOR,
    GET,
    HEAD,
    INSPECTOR,
    POST,
    REGISTER,
    WORKER,
    Page,
)
from tests.contracts import annexed, made
from tests.contracts.reviews.held import reviewed_long_ago

WRITERS = frozenset({WORKER})
LIBRARY_WRITERS = frozenset({COORDINATOR, CONTENT})
LIBRARY_READERS = LIBRARY_WRITERS | {WORKER, HEAD, INSPECTOR}
READERS = frozenset({WORKER, COORDINATOR, HEAD})
FORM = (GET, POST)
D = datetime.date
SIGNED_ON = datetime.date(2020, 3, 2)


def records(known, users):
    """A contract in every state that has pages of its own, and a stay under one of them."""
    signed = made.signed(
        known.person, on=SIGNED_ON, ends_on=datetime.date(2099, 12, 31), by=users.worker
    )
    signed.keep_scan(
        made.Document.objects.keep(
            kind="scan",
            name="s.pdf",
            content=b"%PDF-",
            content_type="application/pdf",
            by=users.worker,
        )
    )
    return {
        "library_goal": LibraryGoal.objects.create(text="Stały rytm tygodnia"),
        "export": made_export(signed, users),
        "signed_contract": signed,
        **reviewed_long_ago(signed, users.worker),
        "printed_contract": made.printed(known.person, type="B", by=users.worker),
        "disputed": _disputed(known, users),
        "waiting_contract": made.waiting(known.person, type="B", by=users.worker),
        "draft_contract": made.draft(known.person, type="B", by=users.worker),
        "new_draft": made.draft(known.person, type="A", number="", by=users.worker),
        # Of today and on a referral: it takes the unemployed status away.
        "paper_contract": made.from_paper(
            known.person,
            on=timezone.localdate(),
            ends_on=datetime.date(2099, 12, 31),
            number=None,
            type="B",
            by=users.worker,
            pup_referral_number="PUP.1",
        ),
        "broken_contract": _broken(known, users),
        **_annexed(known, users, signed),
        **_ended_stay(known, users),
        **_running_stay(known, users),
        "club_paper": _club_paper(known, users),
    }


def _club_paper(known, users):
    return ClubPaper.objects.create(
        person=known.person,
        kind=ClubPaper.Kind.APPLICATION,
        document=made.Document.objects.keep(
            kind="club_papers",
            name="kis-zgloszenie.pdf",
            content=b"%PDF-",
            content_type="application/pdf",
            by=users.worker,
        ),
        made_on=SIGNED_ON,
        made_by=users.worker,
    )


def _running_stay(known, users):
    """With an open break, and a planned end that was put off."""
    stay = Participation.objects.create(
        person=known.person,
        starts_on=SIGNED_ON,
        planned_end_on=D(2029, 12, 31),
        rules_version="1",
        rules_read_on=SIGNED_ON,
        declaration_signed_on=SIGNED_ON,
        begun_by=users.worker,
    )
    pause = Break.objects.create(
        participation=stay, starts_on=D(2021, 1, 4), reason="care", made_by=users.worker
    )
    prolongation = Prolongation.objects.create(
        participation=stay,
        planned_before=D(2028, 12, 31),
        planned_end_on=stay.planned_end_on,
        reason="Kurs.",
        made_on=SIGNED_ON,
        made_by=users.worker,
    )
    return {"stay": stay, "break": pause, "prolongation": prolongation}


def _ended_stay(known, users):
    """Under the contract that was broken, with a certificate and a question that waits."""
    first, last = D(2019, 3, 4), D(2019, 6, 3)
    stay = Participation.objects.create(
        person=known.person,
        starts_on=first,
        planned_end_on=last,
        rules_version="1",
        rules_read_on=first,
        declaration_signed_on=first,
        begun_by=users.worker,
        ends_on=last,
        outcome="finished",
        contract_carried_out="yes",
        what_next="unknown",
        ended_by=users.worker,
    )
    certificate = Certificate.objects.create(
        participation=stay,
        year=2019,
        number=known.person.pk,
        facts=contents(stay, "Warsztat komputerowy", Centre.objects.current()),
        issued_on=last,
        issued_by=users.worker,
    )
    return {
        "ended_stay": stay,
        "rating": Rating.objects.create(
            participation=stay, moment="start", work=2, rated_by=users.worker
        ),
        "club_certificate": certificate,
        "follow_up": FollowUp.objects.create(participation=stay, months=3, due_on=D(2019, 9, 3)),
    }


def _disputed(known, users):
    contract = made.printed(known.person, type="A", by=users.worker)
    return Dispute.objects.create(
        contract=contract, passed_on=made.PRINTED_ON, matter="Terminy.", passed_by=users.worker
    )


def _annexed(known, users, goes_on):
    """Contracts of past years with an annex that waits for a signature and one that is signed."""
    facts = {"type": "B", "by": users.worker}
    waits = made.signed(known.person, on=D(2021, 1, 4), ends_on=D(2021, 12, 31), **facts)
    done = made.signed(known.person, on=D(2022, 1, 4), ends_on=D(2022, 12, 30), **facts)
    scan = made.Document.objects.keep(
        kind="scan", name="a.pdf", content=b"%PDF-", content_type="application/pdf", by=users.worker
    )
    signed = annexed.printed(done, on=D(2022, 3, 1))
    signed.sign(
        on=D(2022, 3, 1),
        by=users.worker,
        code=signed.live_print.code,
        today=D(2022, 3, 1),
        scan=scan,
    )
    return {
        "draft_annex": annexed.draft(goes_on),
        "printed_annex": annexed.printed(waits, on=D(2021, 3, 1)),
        "signed_annex": signed,
        "annexed_contract": done,
    }


def of_annex(name):
    def arguments(known):
        annex = getattr(known, name)
        return [known.person.pk, annex.contract_id, annex.pk]

    return arguments


def paper_of_annex(known):
    return [*of_annex("signed_annex")(known), known.signed_annex.signed_print_id]


def _broken(known, users):
    """It ran before the others; the note on it is of its first day."""
    first, last = datetime.date(2019, 3, 4), datetime.date(2019, 6, 3)
    contract = made.signed(known.person, on=first, ends_on=last, type="B", by=users.worker)
    note = Note.objects.create(
        person=known.person,
        at=datetime.datetime(2019, 3, 4, 12, tzinfo=datetime.UTC),
        kind="talk",
        text="Nie przychodzi.",
        author=users.worker,
    )
    contract.end(on=last, reason="broken", by=users.worker, today=last, breach_note=note)
    return contract


def made_export(signed, users):
    """The kept print of the contract, ready to be fetched."""
    now = timezone.now()
    export = Export.objects.create(
        kind="signed-contracts",
        title="Kontrakty z roku 2020",
        created_by=users.worker,
        created_at=now,
        expires_at=now + datetime.timedelta(hours=48),
    )
    export.items.create(
        title=signed.title,
        name="kontrakt-1-2020.pdf",
        number=signed.signed_print_id,
        person_number=signed.person_id,
        facts={"contract": signed.pk},
    )
    export.items.get().finish(signed.signed_print.document)
    return export


def of_person(known):
    return [known.person.pk]


def of(name):
    return lambda known: [known.person.pk, getattr(known, name).pk]


def of_library(known):
    return [known.library_goal.pk]


def paper_of(known):
    contract = known.signed_contract
    return [known.person.pk, contract.pk, contract.signed_print_id]


def dispute_of(known):
    return [known.person.pk, known.disputed.contract_id, known.disputed.pk]


def of_stay(name, stay="stay"):
    def arguments(known):
        row = getattr(known, name)
        return [known.person.pk, getattr(known, stay).pk, row.pk]

    return arguments


def written(name, arguments=of_person, methods=FORM, roles=WRITERS):
    return Page(f"contracts:{name}", roles, methods, arguments=arguments, own_cases=True)


def text(name, arguments):
    """Bytes with the wording: for those who may read it."""
    return Page(f"contracts:{name}", READERS, arguments=arguments, own_cases=True)


def own_export(name):
    """Of who ordered it alone, whatever others may read."""
    return Page(
        f"contracts:{name}",
        WRITERS,
        arguments=lambda known: [known.export.pk],
        scoped=False,
        own_cases=True,
        strangers=frozenset({COORDINATOR, HEAD, INSPECTOR}),
    )


def review_of(known):
    return [known.person.pk, known.signed_contract.pk, known.review.pk]


def planned_of(known):
    return [known.person.pk, known.signed_contract.pk, known.planned_review.pk]


PAGES = [
    Page("contracts:register", REGISTER | {INSPECTOR}),
    Page("contracts:library", LIBRARY_READERS),
    Page("contracts:library_goal", LIBRARY_READERS, arguments=of_library, scoped=False),
    Page("contracts:library_goal_new", LIBRARY_WRITERS, FORM),
    Page("contracts:library_goal_edit", LIBRARY_WRITERS, FORM, of_library, scoped=False),
    Page("contracts:exports", REGISTER | {INSPECTOR}, FORM),
    Page("contracts:table", REGISTER | {INSPECTOR}),
    Page("contracts:columns", REGISTER | {INSPECTOR}, (POST,)),
    Page("contracts:list", REGISTER | {INSPECTOR}),
    Page("contracts:list_order", REGISTER | {INSPECTOR}, (POST,)),
    own_export("export"),
    own_export("export_download"),
    Page("contracts:person", REGISTER, arguments=of_person),
    Page("contracts:contract", REGISTER, arguments=of("signed_contract")),
    Page("contracts:participation", REGISTER, arguments=of_person),
    Page("contracts:club_papers", REGISTER, arguments=of_person),
    written("club_papers_make", methods=(POST,), roles=frozenset({WORKER, COORDINATOR})),
    written("club_paper_void", of("club_paper"), roles=frozenset({WORKER, COORDINATOR})),
    text("club_paper", of("club_paper")),
    text("paper", paper_of),
    text("plain", of("signed_contract")),
    text("scan", of("signed_contract")),
    text("breach_paper", of("broken_contract")),
    written("new"),
    written("from_paper"),
    written("edit", of("draft_contract")),
    text("preview", of("draft_contract")),
    written("copy", of("draft_contract"), methods=(POST,)),
    written("discard", of("new_draft")),
    written("print", of("draft_contract"), methods=(POST,)),
    written("sign", of("printed_contract")),
    written("refuse", of("printed_contract")),
    written("dispute", of("printed_contract")),
    written("ask", of("draft_contract"), methods=(POST,)),
    Page("contracts:rule", frozenset({HEAD}), FORM, arguments=dispute_of),
    Page("contracts:approve", frozenset({HEAD}), FORM, arguments=of("waiting_contract")),
    written("back_to_draft", of("printed_contract")),
    written("end", of("signed_contract")),
    written("scan_add", of("signed_contract")),
    written("correct", of("paper_contract"), roles=frozenset({WORKER, COORDINATOR})),
    text("annex", of_annex("signed_annex")),
    text("annex_paper", paper_of_annex),
    text("annex_scan", of_annex("signed_annex")),
    text("wording", of("annexed_contract")),
    written("annex_new", of("annexed_contract")),
    written("annex_edit", of_annex("draft_annex")),
    written("annex_preview", of_annex("draft_annex"), methods=(GET,)),
    written("annex_print", of_annex("draft_annex"), methods=(POST,)),
    written("annex_discard", of_annex("draft_annex")),
    written("annex_sign", of_annex("printed_annex")),
    written("annex_back_to_draft", of_annex("printed_annex")),
    written("annex_void", of_annex("signed_annex"), roles=frozenset({WORKER, COORDINATOR})),
    written("void", of("signed_contract"), roles=frozenset({WORKER, COORDINATOR})),
    written("review_new", of("signed_contract")),
    text("review", review_of),
    text("review_sheet", review_of),
    text("review_scan", review_of),
    text("review_blank", planned_of),
    written("review_print", review_of, methods=(POST,)),
    written("review_scan_add", review_of),
    written("review_attempt", planned_of),
    written("review_void", review_of, roles=frozenset({WORKER, COORDINATOR})),
    written("begin", roles=frozenset({WORKER, COORDINATOR})),
    written("begin_commissioned", roles=frozenset({WORKER, COORDINATOR})),
    written("end_stay", of("stay"), roles=frozenset({WORKER, COORDINATOR})),
    *(
        written(name, arguments, roles=frozenset({WORKER, COORDINATOR}))
        for name, arguments in (
            ("prolong", of("stay")),
            ("stay_void", of("stay")),
            ("break_new", of("stay")),
            ("break_end", of_stay("break")),
            ("break_void", of_stay("break")),
            ("rating_start", of("stay")),
            ("rating_end", of("ended_stay")),
            ("certificate_new", of("ended_stay")),
            ("certificate_void", of_stay("club_certificate", "ended_stay")),
            ("follow_up", of("follow_up")),
        )
    ),
    text("certificate", of_stay("club_certificate", "ended_stay")),
]
