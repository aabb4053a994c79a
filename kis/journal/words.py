"""What the access log keeps as short words, as a person reads it."""

ACTS = {
    "login": "logowanie",
    "logout": "wylogowanie",
    "login_failed": "nieudane logowanie",
    "login_doubtful": "logowanie po wielu nieudanych próbach",
    "login_ended": "zakończenie logowania przez program",
    "session_ended": "zakończenie otwartych logowań",
    "factor_added": "dodanie składnika logowania",
    "factor_removed": "usunięcie składnika logowania",
    "factor_reset": "skasowanie utraconego składnika logowania",
    "factor_lost": "zgłoszenie utraconego składnika logowania",
    "factor_kept": "odmowa skasowania składnika logowania",
    "spare_codes": "wydanie kodów zapasowych",
    "code_failed": "niepoprawny kod przy logowaniu",
    "directory": "połączenie konta z katalogiem urzędu",
    "address_changed": "zmiana nazwy użytkownika albo adresu e-mail konta",
    "password_changed": "zmiana hasła",
    "password_invited": "zaproszenie do ustawienia hasła, pokazane administratorowi",
    "password_mailed": "zaproszenie do ustawienia hasła, wysłane na adres konta",
    "phone_invited": "zaproszenie telefonu",
    "phone_joined": "podłączenie telefonu",
    "refused": "odmowa dostępu",
    "shut_out": "brak ważnego upoważnienia",
    "erase": "usunięcie danych",
    "prune_journal": "usunięcie starych wpisów dziennika",
    "reveal_pesel": "odsłonięcie numeru PESEL",
    "open_case": "otwarcie cudzej sprawy",
    "open_scan": "otwarcie skanu",
    "review_contract": "ocena",
}
# What changes how one gets into an account, or may be somebody else's coming in: its owner reads them, and
# is written to of the told ones.
SECURITY = [
    *["address_changed", "directory", "factor_added", "factor_removed", "factor_reset"],
    *["login_doubtful", "password_changed", "password_invited", "password_mailed"],
    *["phone_invited", "phone_joined", "spare_codes"],
]
# The e-mail with an invitation tells of itself.
TOLD = [act for act in SECURITY if act != "password_mailed"]
# Others are named by their beginning: view_contract, print, download_annex.
BEGINNINGS = {
    "view": "obejrzenie",
    "read": "przeczytanie",
    "preview": "podgląd wydruku",
    "print": "wydruk",
    "download": "pobranie",
    "edit": "formularz zmiany",
}
KINDS = {
    "account": "konto",
    "activity": "zajęcia",
    "annex": "aneks",
    "annex_print": "aneks",
    "assistants_list": "lista asystentów rodziny",
    "attendance": "obecność",
    "attendance_list": "lista obecności",
    "attendance_month": "miesiąc obecności",
    "bank_file": "plik do banku",
    "case_opening": "sprawa otwarta z podaniem powodu",
    "certificate": "zaświadczenie",
    "club_paper": "pismo klubu",
    "consultation": "konsultacja",
    "contract": "kontrakt",
    "contract_list": "wykaz kontraktów",
    "day_room": "dziecko w świetlicy",
    "documents": "dokumenty",
    "evidence": "dokument kategorii",
    "family": "rodzina",
    "family_assessment": "ocena sytuacji rodziny",
    "family_court": "pismo do sądu o rodzinie",
    "family_history": "historia rodziny",
    "family_monitoring": "monitorowanie rodziny",
    "family_plan": "plan pracy z rodziną",
    "history": "historia zmian",
    "import": "lista stanu początkowego",
    "import_row": "wiersz listy stanu początkowego",
    "family_visit": "wizyta asystenta rodziny",
    "journal": "dziennik dostępu",
    "pay_list": "lista wypłat",
    "person": "karta osoby",
    "print": "kontrakt",
    "programme": "udział w programie",
    "programme_card": "karta zgłoszenia do programu",
    "psu": "PSU",
    "psu_day": "dzień PSU",
    "psu_month": "miesiąc PSU",
    "psu_sheet": "karta miesiąca PSU",
    "refund": "wniosek o refundację",
    "review": "ocena kontraktu",
    "signed_list": "podpisana lista",
    "state": "stan programu",
    "data_request": "wniosek RODO",
    "person_copy": "kopia danych osoby",
    "project": "udział w projekcie UE",
    "programme_figures": "wskaźniki programu",
    "destruction": "spis do brakowania",
    "information": "informacja o danych",
    # tables that were taken away
    "accident_list": "wykaz wypadków",
    "candidate_list": "wykaz kandydatów do PUP",
    "eligible_list": "lista do PUP",
    "figure_people": "osoby z liczb PSU",
    "notice_list": "wykaz zawiadomień",
    "people_list": "wykaz osób",
    "project_file": "plik uczestników projektu",
    "referral_list": "wykaz skierowań",
    # on the day of an inspection
    "completeness": "kompletność dokumentów",
    "inspection": "osoby objęte kontrolą",
    "inspection_answer": "odpowiedź dla kontroli",
    "inspection_package": "pakiet na kontrolę",
    "long_list": "długa lista",
}
# Pages that were refused are kept by the name of their address: these are its beginnings.
PAGES = {
    "participants": "karta osoby",
    "contracts": "kontrakty",
    "psu": "PSU",
    "activities": "zajęcia",
    "programmes": "programy",
    "reports": "sprawozdania",
    "inspection": "kontrola",
    "imports": "stan początkowy",
    "oversight": "dziennik dostępu",
    "privacy": "ochrona danych",
    "accounts": "konta",
    "entry": "logowanie",
    "desk": "pulpit",
    "admin": "słowniki i administracja",
}


def act_word(act: str) -> str:
    return ACTS.get(act) or BEGINNINGS.get(act.partition("_")[0], act)


def kind_word(kind: str) -> str:
    namespace, colon, _ = kind.partition(":")
    if colon:
        return PAGES.get(namespace, namespace)
    return KINDS.get(kind, kind)
