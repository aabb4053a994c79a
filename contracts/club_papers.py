"""What each paper of the club says of a person on a day; nothing is typed for it.

Many see application, declaration, rules, clause and resignation: they say nothing of the category. The card
is for the file. *Co proszę przynieść* and *Moje terminy* are carried about by the person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contracts.certificates import tells_a_secret
from contracts.club_texts import ACT, CLAUSE, DECLARATION, RULES, blocks, by_sex, filled
from contracts.file_parts import ContractsPart
from contracts.models import ClubPaper, PlannedReview, SocialContract
from kis.accounts.models import Centre
from kis.documents.models import PaperText
from kis.lib.dates import DAY, in_full, polish
from kis.lib.money import NBSP
from kis.lib.pdf import SetPaper
from kis.lib.refusals import Refused
from participants.file import DUE_DAYS, PersonFile
from participants.file_parts import EligibilityPart, StayPart
from participants.models import Admission, Evidence

Kind = ClubPaper.Kind
KEYS = {Kind.DECLARATION: DECLARATION, Kind.RULES: RULES, Kind.CLAUSE: CLAUSE}
WORDED = "contracts/club/worded_print.html"
APPLICATION = "contracts/club/application_print.html"
RESIGNATION = "contracts/club/resignation_print.html"
CARD = "contracts/club/card_print.html"
PLAIN = "contracts/club/plain_print.html"


@dataclass(frozen=True)
class Made:
    """A paper to be printed, and the wording that stands on it."""

    kind: Kind
    paper: SetPaper
    text: PaperText | None = None


def paper_of(kind: Kind, file: PersonFile) -> Made:
    """Raises Refused where the centre has no wording for the day."""
    text = wording(kind, file.on) if kind in KEYS else None
    name, template, facts = _PAPERS[kind](file, text)
    person, centre = file.person, Centre.objects.current()
    context = {
        "centre": centre,
        "dated": polish(file.on),
        "is_large": person.reads_with_difficulty,
        **facts,
    }
    return Made(kind, SetPaper(template, context, name), text)


def wording(kind: Kind, on) -> PaperText:
    text = PaperText.objects.on(on).filter(key=KEYS[kind]).first()
    if text is None:
        raise Refused(
            f"Na {polish(on)} nie ma treści pisma „{kind.label}”. Dodaje ją administrator merytoryczny w "
            f"tekstach na pismach, pod kluczem {KEYS[kind]}. Niczego nie sporządzono."
        )
    return text


# what several papers share


def _identity(file: PersonFile) -> list[tuple[str, str]]:
    person = file.person
    return [
        ("Nazwisko i imiona", person.all_names),
        ("Data urodzenia", polish(person.born_on)),
        ("PESEL lub dokument tożsamości", person.identification),
        ("Miejsce zamieszkania lub pobytu", person.address),
        ("Telefon", person.phone),
    ]


def _names(centre: Centre) -> dict[str, str]:
    """What texts have in braces."""
    town = " ".join(filter(None, [centre.postal_code, centre.town]))
    address = ", ".join(filter(None, [centre.street, town]))
    phone = f"tel. {centre.phone.replace(' ', NBSP)}" if centre.phone else ""
    return {
        "osrodek": centre.name,
        "klub": centre.club_name,
        "gmina": centre.municipality,
        "kontakt": ", ".join(filter(None, [address, phone, centre.email])),
        "iod": _data_officer(centre),
    }


def _data_officer(centre: Centre) -> str:
    """Who it is and how to reach them; where nobody is entered, by letter to the centre."""
    phone = centre.data_officer_phone.replace(" ", NBSP)
    direct = [centre.data_officer_email, f"tel. {phone}" if phone else ""]
    contact = ", ".join(filter(None, direct))
    if contact and centre.data_officer:
        return f"Inspektorem ochrony danych jest {centre.data_officer}. Kontakt: {contact}."
    if contact:
        return f"Kontakt do inspektora ochrony danych: {contact}."
    by_letter = "na adres ośrodka, z dopiskiem „Inspektor ochrony danych”."
    if centre.data_officer:
        return f"Inspektorem ochrony danych jest {centre.data_officer}. Można napisać {by_letter}"
    return f"Do inspektora ochrony danych można napisać {by_letter}"


def _signing(file: PersonFile, label: str = "data i podpis") -> list[dict[str, str]]:
    """The person, and who helps: of one that cannot write by art. 79 of the civil code."""
    person = file.person
    helpers = [
        (
            "imię, nazwisko i podpis osoby, która podpisuje w imieniu niemogącej pisać",
            "cannot_write",
        ),
        ("data i podpis osoby, która odczytała pismo", "reads_with_difficulty"),
        ("data i podpis osoby, która tłumaczyła", "needs_interpreter"),
    ]
    own = "data i odcisk palca" if person.cannot_write else label
    return [
        {"name": person.full_name, "label": own},
        *({"name": "", "label": words} for words, column in helpers if getattr(person, column)),
    ]


def _taken(label: str = "data i podpis osoby, która przyjęła pismo") -> dict[str, str]:
    return {"name": "", "label": label}


# in the centre's own words


def _worded(file: PersonFile, text: PaperText) -> list:
    return blocks(filled(text.text, _names(Centre.objects.current()), file.person.sex))


def _declaration(file, text):
    facts = {
        "heading": "Deklaracja uczestnictwa",
        "subtitle": "w klubie integracji społecznej",
        "facts": _identity(file),
        "blocks": _worded(file, text),
        "signatures": [*_signing(file), _taken()],
    }
    return "Deklaracja uczestnictwa w KIS", WORDED, facts


def _rules(file, text):
    read = by_sex(file.person.sex, "Zapoznałam", "Zapoznałem")
    facts = {
        "heading": "Regulamin klubu integracji społecznej",
        "subtitle": f"obowiązuje od {polish(text.valid_from)}",
        "blocks": _worded(file, text),
        "closing": f"{read} się z regulaminem z {polish(text.valid_from)} i jeden egzemplarz mam u siebie.",
        "signatures": _signing(file),
    }
    return f"Regulamin KIS z {polish(text.valid_from)}", WORDED, facts


def _clause(file, text):
    given = by_sex(file.person.sex, "Otrzymałam", "Otrzymałem")
    facts = {
        "heading": "Informacja o danych osobowych",
        "subtitle": f"klub integracji społecznej · wersja z {polish(text.valid_from)}",
        "blocks": _worded(file, text),
        "closing": f"{given} tę informację i jeden egzemplarz mam u siebie.",
        "signatures": _signing(file),
    }
    return f"Informacja o danych osobowych z {polish(text.valid_from)}", WORDED, facts


# of the person's facts alone


def _application(file, _):
    person = file.person
    joining = by_sex(person.sex, "uczestniczka", "uczestnik")
    facts = {
        "basis": f"art. 18 {ACT}",
        "facts": [
            *_identity(file),
            ("Kto zgłasza", person.get_reported_by_display()),
            ("Data zgłoszenia", polish(person.reported_on)),
        ],
        "wish": f"Chcę brać udział w zajęciach klubu jako {joining}. Wiem, że udział jest dobrowolny.",
        "signatures": [*_signing(file), _taken("data i podpis osoby, która przyjęła zgłoszenie")],
        "decision": _decision(file),
    }
    return "Zgłoszenie do KIS", APPLICATION, facts


def _decision(file) -> str:
    """The decision on an application, where there is one; it gives no reason."""
    made = Admission.objects.filter(person__in=file.files).last_first().first()
    return f"{made.get_what_display().capitalize()} {polish(made.decided_on)}." if made else ""


def _known_voluntary() -> str:
    return (
        f"że udział jest dobrowolny i powodu nie trzeba podawać (art. 18 ust. 3 {ACT}), że po zakończeniu "
        "udziału należy się zaświadczenie (art. 18 ust. 5a) i że rezygnacja może mieć wpływ na kontrakt "
        "socjalny, o czym warto wcześniej porozmawiać z pracownikiem socjalnym."
    )


def _known_commissioned() -> str:
    """Of a group of art. 200: art. 18 ust. 3–5 do not apply, the certificate does."""
    return (
        f"że po zakończeniu udziału należy się zaświadczenie (art. 18 ust. 5a {ACT}) i że przed rezygnacją "
        "z udziału ze skierowania PUP warto porozmawiać z urzędem pracy."
    )


def _resignation(file, _):
    stay, sex = file.part(StayPart).last, file.person.sex
    runs = stay and stay.ends_on is None
    since = f", trwającego od {polish(stay.starts_on)}" if runs else ""
    is_commissioned = runs and stay.is_commissioned
    facts = {
        "facts": _identity(file),
        "words": f"Rezygnuję z udziału w klubie integracji społecznej{since}.",
        "known": f"{by_sex(sex, 'Zostałam poinformowana', 'Zostałem poinformowany')}, "
        f"{_known_commissioned() if is_commissioned else _known_voluntary()}",
        "signatures": [*_signing(file), _taken()],
    }
    return "Rezygnacja z udziału w KIS", RESIGNATION, facts


def _card(file, _):
    person = file.person
    facts = {
        "heading": f"Karta {by_sex(person.sex, 'uczestniczki', 'uczestnika')}",
        "number": person.file_number,
        "sections": [
            ("Osoba", [*_identity(file), *_background(file)]),
            ("Kategoria i dokument", _category(file)),
            ("Sytuacja", _situation(file)),
            ("Udział w klubie", _stay(file)),
        ],
        "signatures": [
            {"name": str(person.responsible), "label": "data i podpis osoby, która prowadzi"}
        ],
    }
    return f"Karta {by_sex(person.sex, 'uczestniczki', 'uczestnika')} KIS", CARD, facts


def _background(file) -> list[tuple[str, str]]:
    person = file.person
    return [
        ("Płeć", person.get_sex_display()),
        ("Obywatelstwo", person.citizenship),
        ("Wykształcenie", person.get_education_display()),
        ("Zawód", person.profession),
        ("Uprawnienia", person.qualifications),
        ("Praca dotychczas", person.work_history),
        ("Gospodarstwo domowe", person.household),
    ]


def _category(file) -> list[tuple[str, str]]:
    """Of a sensitive one nothing for a reader without the right."""
    main = file.part(EligibilityPart).answer.main
    if main is None:
        return [("Kategoria", "nieustalona")]
    named = ("Kategoria", main.category.name_for(sensitive=file.sensitive))
    if not file.sensitive:
        return [named]
    papers = [_paper_line(paper) for paper in main.papers_recorded if not paper.voided_at]
    return [named, ("Ustalono dnia", polish(main.established_on)), ("Dokument", "\n".join(papers))]


def _paper_line(paper: Evidence) -> str:
    until = f"ważny do {polish(paper.good_until)}" if paper.good_until else "bezterminowo"
    issuer = f" ({paper.issuer})" if paper.issuer else ""
    return f"{paper.get_kind_display()}{issuer} z {polish(paper.issued_on)}, {until}"


def _situation(file) -> list[tuple[str, str]]:
    person = file.person
    since = f"od {polish(person.assistance_since)}" if person.assistance_since else ""
    help_given = ", ".join(filter(None, [since, person.assistance_kind]))
    return [
        ("Rynek pracy", person.get_labour_status_display()),
        ("Pomoc społeczna", help_given),
        ("Wywiad środowiskowy", polish(person.interview_on)),
        ("Znak sprawy", person.case_mark),
    ]


def _stay(file) -> list[tuple[str, str]]:
    stay = file.part(StayPart).last
    contracts = [
        f"{contract.number}, {polish(contract.signed_on)} – {polish(contract.last_day)}"
        for contract in file.part(ContractsPart).contracts
        if contract.is_binding
    ]
    rows = [
        ("Zgłoszenie", polish(file.person.reported_on)),
        ("Rodzaj udziału", stay.get_kind_display() if stay else ""),
        ("Kontrakt socjalny", "\n".join(contracts)),
        ("Początek udziału", polish(stay.starts_on) if stay else ""),
        ("Planowany koniec", polish(stay.planned_end_on) if stay else ""),
    ]
    if stay and stay.ends_on:
        rows.append(("Koniec", f"{polish(stay.ends_on)}, {stay.get_outcome_display()}"))
    return rows


# for the person, in plain words and large print


def _bring(file, _):
    facts = {
        "opening": "Na następne spotkanie w klubie proszę wziąć:",
        "items": things_to_bring(file),
    }
    return "Co proszę przynieść", PLAIN, facts | _asking(file)


OWN_PAPER = "dokument, o którym była rozmowa z pracownikiem socjalnym"


def things_to_bring(file: PersonFile) -> list[str]:
    """What is missing; of a sensitive category the paper is not named, for others may see the list."""
    part, things = file.part(EligibilityPart), []
    if not file.person.identification:
        things.append("dowód osobisty, paszport albo inny dokument ze zdjęciem")
    if _needs_evidence(file):
        things.append(_evidence_asked(part.answer.main))
    if not any(not check.voided_at for check in part.recorded.checks):
        things.append("decyzje o zasiłku, emeryturze lub rencie, jeśli są")
    return things


def _needs_evidence(file) -> bool:
    answer = file.part(EligibilityPart).answer
    runs_out = answer.good_until and answer.good_until < file.on + DUE_DAYS * DAY
    return answer.main is not None and (not answer.has_evidence or bool(runs_out))


def _evidence_asked(main) -> str:
    category, asked = main.category, main.category.evidence_asked.strip()
    if category.is_sensitive or not asked or tells_a_secret(asked):
        return OWN_PAPER
    # Of several sentences the first one: the others are advice for staff.
    first = asked.split(". ")[0].rstrip(".")
    return first[0].lower() + first[1:]


def _dates(file, _):
    items = [f"{in_full(day)} – {words}" for day, words in coming_dates(file)]
    facts = {"opening": "Te dni są ważne. Kartkę można powiesić w domu.", "items": items}
    return "Moje terminy", PLAIN, facts | _asking(file)


def coming_dates(file: PersonFile) -> list[tuple]:
    """(day, plain words), the nearest first: no kind of paper and nothing of the category."""
    on, stay = file.on, file.part(StayPart).last
    found = [
        (review.on, "rozmowa o kontrakcie z pracownikiem socjalnym") for review in _reviews(file)
    ]
    found += [
        (contract.last_day, f"ostatni dzień kontraktu nr {contract.number}")
        for contract in file.part(ContractsPart).contracts
        if contract.is_binding and contract.last_day >= on
    ]
    if until := file.part(EligibilityPart).answer.good_until:
        found.append(
            (
                until,
                "do tego dnia jest ważny dokument potrzebny w klubie; wcześniej trzeba przynieść nowy",
            )
        )
    if stay and stay.ends_on is None:
        found.append((stay.planned_end_on, "planowany koniec udziału w klubie"))
    if until := file.person.identity_valid_until:
        found.append((until, "do tego dnia jest ważny dokument tożsamości"))
    return sorted(row for row in found if row[0] >= on)


def _reviews(file):
    reviews = PlannedReview.objects.unsettled().in_force(file.on)
    contracts = SocialContract.objects.binding().filter(person__in=file.files)
    return reviews.filter(contract__in=contracts, on__gte=file.on)


def _asking(file) -> dict[str, Any]:
    centre, worker = Centre.objects.current(), file.person.responsible
    return {
        "name": file.person.full_name,
        "worker": str(worker),
        "phone": centre.club_phone or centre.phone,
    }


_PAPERS: dict[Kind, Callable] = {
    Kind.APPLICATION: _application,
    Kind.DECLARATION: _declaration,
    Kind.RULES: _rules,
    Kind.CLAUSE: _clause,
    Kind.CARD: _card,
    Kind.RESIGNATION: _resignation,
    Kind.BRING: _bring,
    Kind.DATES: _dates,
}
