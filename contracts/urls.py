from django.urls import include, path

from contracts.views import (
    acts,
    annexes,
    club_papers,
    contract,
    draft,
    exports,
    from_paper,
    head,
    library,
    papers,
    participation,
    printing,
    register,
    reviews,
    signing,
    stays,
)

app_name = "contracts"

annex_urls = [
    # /osoby/<pk>/kontrakty/<contract_pk>/aneksy/<annex_pk>/
    path("", annexes.annex_page, name="annex"),
    path("edytuj/", annexes.annex_edit, name="annex_edit"),
    path("podglad/", annexes.annex_preview, name="annex_preview"),
    path("wydrukuj/", annexes.annex_print, name="annex_print"),
    path("wydruki/<int:print_pk>/", annexes.annex_paper, name="annex_paper"),
    path("wroc-do-edycji/", annexes.annex_back_to_draft, name="annex_back_to_draft"),
    path("podpisz/", signing.annex_sign, name="annex_sign"),
    path("skan/", annexes.annex_scan, name="annex_scan"),
    path("uniewaznij/", annexes.annex_void, name="annex_void"),
    path("usun/", annexes.annex_discard, name="annex_discard"),
]

contract_urls = [
    # /osoby/<pk>/kontrakty/<contract_pk>/
    path("", contract.contract_page, name="contract"),
    path("edytuj/", draft.contract_edit, name="edit"),
    path("podglad/", papers.contract_preview, name="preview"),
    path("wersja-prosta/", papers.contract_plain, name="plain"),
    path("wydrukuj/", printing.contract_print, name="print"),
    path("wydruki/<int:print_pk>/", papers.contract_paper, name="paper"),
    path("wroc-do-edycji/", acts.contract_back_to_draft, name="back_to_draft"),
    path("podpisz/", signing.contract_sign, name="sign"),
    path("do-zatwierdzenia/", head.contract_ask, name="ask"),
    path("zatwierdz/", head.contract_approve, name="approve"),
    path("spor/", head.contract_dispute, name="dispute"),
    path("spor/<int:dispute_pk>/rozstrzygnij/", head.dispute_rule, name="rule"),
    path("odmowa/", acts.contract_refuse, name="refuse"),
    path("zakoncz/", acts.contract_end, name="end"),
    path("uniewaznij/", acts.contract_void, name="void"),
    path("popraw/", from_paper.contract_correct, name="correct"),
    path("notatka-o-niedotrzymaniu/", papers.contract_breach_paper, name="breach_paper"),
    path("skan/", papers.contract_scan, name="scan"),
    path("skan/dodaj/", acts.contract_scan_add, name="scan_add"),
    path("ocen/", reviews.review_new, name="review_new"),
    path("oceny/<int:review_pk>/", reviews.review_page, name="review"),
    path("oceny/<int:review_pk>/arkusz/", reviews.review_sheet, name="review_sheet"),
    path("oceny/<int:review_pk>/wydrukuj/", reviews.review_print, name="review_print"),
    path("oceny/<int:review_pk>/skan/", reviews.review_scan, name="review_scan"),
    path("oceny/<int:review_pk>/skan/dodaj/", reviews.review_scan_add, name="review_scan_add"),
    path("oceny/<int:review_pk>/uniewaznij/", reviews.review_void, name="review_void"),
    path("planowane-oceny/<int:planned_pk>/arkusz/", reviews.review_blank, name="review_blank"),
    path("planowane-oceny/<int:planned_pk>/proba/", reviews.review_attempt, name="review_attempt"),
    path("kopiuj/", draft.contract_copy, name="copy"),
    path("usun/", draft.contract_discard, name="discard"),
    path("zmiany/", annexes.contract_wording, name="wording"),
    path("aneksy/nowy/", annexes.annex_new, name="annex_new"),
    path("aneksy/<int:annex_pk>/", include(annex_urls)),
]

stay_urls = [
    # /osoby/<pk>/udzial/<stay_pk>/
    path("zakoncz/", participation.participation_end, name="end_stay"),
    path("przedluz/", stays.prolong, name="prolong"),
    path("uniewaznij/", stays.stay_void, name="stay_void"),
    path("przerwy/nowa/", stays.break_new, name="break_new"),
    path("przerwy/<int:break_pk>/zakoncz/", stays.break_end, name="break_end"),
    path("przerwy/<int:break_pk>/uniewaznij/", stays.break_void, name="break_void"),
    path("ocena/poczatek/", stays.rating, {"moment": "start"}, name="rating_start"),
    path("ocena/koniec/", stays.rating, {"moment": "end"}, name="rating_end"),
    path("zaswiadczenia/wystaw/", stays.certificate_new, name="certificate_new"),
    path("zaswiadczenia/<int:certificate_pk>/", stays.certificate, name="certificate"),
    path(
        "zaswiadczenia/<int:certificate_pk>/uniewaznij/",
        stays.certificate_void,
        name="certificate_void",
    ),
]

club_paper_urls = [
    # /osoby/<pk>/udzial/pisma/
    path("", club_papers.club_papers, name="club_papers"),
    path("sporzadz/", club_papers.club_papers_make, name="club_papers_make"),
    path("<int:paper_pk>/", club_papers.club_paper, name="club_paper"),
    path("<int:paper_pk>/uniewaznij/", club_papers.club_paper_void, name="club_paper_void"),
]

person_urls = [
    # /osoby/<pk>/
    path("kontrakty/", contract.person_contracts, name="person"),
    path("kontrakty/nowy/", draft.contract_new, name="new"),
    path("kontrakty/z-papieru/", from_paper.contract_from_paper, name="from_paper"),
    path("kontrakty/<int:contract_pk>/", include(contract_urls)),
    path("udzial/", participation.participation, name="participation"),
    path("udzial/rozpocznij/", participation.participation_begin, name="begin"),
    path(
        "udzial/rozpocznij-z-art-200/",
        participation.participation_begin_commissioned,
        name="begin_commissioned",
    ),
    path("udzial/pisma/", include(club_paper_urls)),
    path("udzial/losy/<int:follow_up_pk>/", stays.follow_up, name="follow_up"),
    path("udzial/<int:stay_pk>/", include(stay_urls)),
]

library_urls = [
    # /kontrakty/biblioteka/
    path("", library.library, name="library"),
    path("nowy/", library.library_goal_new, name="library_goal_new"),
    path("<int:pk>/", library.library_goal, name="library_goal"),
    path("<int:pk>/edytuj/", library.library_goal_edit, name="library_goal_edit"),
]

urlpatterns = [
    path("kontrakty/", register.register, name="register"),
    path("kontrakty/biblioteka/", include(library_urls)),
    path("kontrakty/tabela/", register.contract_table, name="table"),
    path("kontrakty/kolumny/", register.contract_columns, name="columns"),
    path("kontrakty/wykaz/", register.contract_list, name="list"),
    path("kontrakty/wykaz/zlec/", register.contract_list_order, name="list_order"),
    path("kontrakty/wiele-naraz/", exports.exports, name="exports"),
    path("kontrakty/wiele-naraz/<int:pk>/", exports.export_page, name="export"),
    path(
        "kontrakty/wiele-naraz/<int:pk>/pobierz/", exports.export_download, name="export_download"
    ),
    path("osoby/<int:pk>/", include(person_urls)),
]
