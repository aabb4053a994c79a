from django.urls import path

from psu import start
from psu.accidents import views as accidents
from psu.agreements import annexes, past_months, received, views as agreements
from psu.candidates import views as candidates
from psu.events.views import events, notices
from psu.figures import views as in_figures
from psu.hours.views import phone, sheet
from psu.months.views import closing, month_page, status_news
from psu.needs import views as needs
from psu.pay_lists.views import bank, corrections, pay_list as pay_lists, refunds
from psu.person_papers import views as person_papers
from psu.proofs.views import confirmations, signed_lists
from psu.referrals import consents as years, views as referrals

app_name = "psu"

urlpatterns = [
    path("psu/", start.start, name="start"),
    path("psu/czeka/<slug:what>/", start.waiting, name="waiting"),
    # psu/liczby/
    path("psu/liczby/", in_figures.figures_page, name="figures"),
    path("psu/liczby/osoby/", in_figures.figure_people, name="figure_people"),
    path("psu/liczby/dni/", in_figures.year_days_page, name="year_days"),
    path("psu/liczby/xlsx/", in_figures.figures_xlsx, name="figures_xlsx"),
    path("psu/liczby/limity/", in_figures.limits, name="limits"),
    path("psu/skierowania/", start.referral_list, name="referrals"),
    path("psu/skierowania/tabela/", start.referral_table, name="referrals_table"),
    # psu/dzis/, psu/miesiac/: the supervisor's phone
    path("psu/dzis/", phone.today, name="today"),
    path("psu/dzis/<day:day>/", phone.today, name="day"),
    path("psu/dzis/<day:day>/<int:pk>/zapisz/", phone.day_save, name="day_save"),
    path("psu/dzis/<day:day>/potwierdz/<int:pk>/", confirmations.day_confirm, name="day_confirm"),
    path("psu/dzis/<day:day>/plan/", phone.day_plan, name="day_plan"),
    path("psu/dzis/zdarzenie/", events.event_new, name="event_new"),
    path("psu/miesiac/", phone.own_month, name="own_month"),
    path("psu/miesiac/<month:month>/", phone.own_month, name="own_month_of"),
    # psu/zdarzenia/
    path("psu/zdarzenia/<int:pk>/", events.event, name="event"),
    path("psu/zdarzenia/<int:pk>/uniewaznij/", events.event_void, name="event_void"),
    path("psu/zdarzenia/<int:pk>/zawiadomienie/", notices.notice_new, name="notice_new"),
    path("psu/zdarzenia/<int:pk>/odstap/", notices.notice_waive, name="notice_waive"),
    # psu/zawiadomienia/
    path("psu/zawiadomienia/", notices.notices, name="notices"),
    path("psu/zawiadomienia/<int:pk>/zmien/", notices.notice_edit, name="notice_edit"),
    path("psu/zawiadomienia/<int:pk>/wyslane/", notices.notice_send, name="notice_send"),
    path("psu/zawiadomienia/<int:pk>/uniewaznij/", notices.notice_void, name="notice_void"),
    path("psu/zawiadomienia/<int:pk>/pdf/", notices.notice_pdf, name="notice_pdf"),
    # psu/wypadki/
    path("psu/wypadki/<int:pk>/", accidents.accident, name="accident"),
    path("psu/wypadki/<int:pk>/zmien/", accidents.accident_edit, name="accident_edit"),
    path("psu/wypadki/<int:pk>/zawiadomiono/", accidents.accident_follow, name="accident_follow"),
    path("psu/wypadki/<int:pk>/zus/", accidents.accident_hand, name="accident_hand"),
    path("psu/wypadki/<int:pk>/dodaj-skan/", accidents.accident_scan_add, name="accident_scan_add"),
    path("psu/wypadki/<int:pk>/uniewaznij/", accidents.accident_void, name="accident_void"),
    path("psu/wypadki/<int:pk>/pdf/", accidents.accident_pdf, name="accident_pdf"),
    path("psu/wypadki/<int:pk>/skan/", accidents.accident_scan, name="accident_scan"),
    # psu/plany/: of needs, for a year
    path("psu/plany/", needs.needs_plans, name="needs_plans"),
    path("psu/plany/nowy/", needs.needs_plan_new, name="needs_plan_new"),
    path("psu/plany/<int:pk>/", needs.needs_plan, name="needs_plan"),
    path("psu/plany/<int:pk>/popraw/", needs.needs_plan_edit, name="needs_plan_edit"),
    path("psu/plany/<int:pk>/wyslany/", needs.needs_plan_send, name="needs_plan_send"),
    path("psu/plany/<int:pk>/uniewaznij/", needs.needs_plan_void, name="needs_plan_void"),
    path("psu/plany/<int:pk>/pdf/", needs.needs_plan_pdf, name="needs_plan_pdf"),
    # psu/kandydaci/: and the list of eligible persons
    path("psu/kandydaci/", candidates.candidates, name="candidates"),
    path("psu/kandydaci/tabela/", candidates.candidate_table, name="candidates_table"),
    path(
        "psu/kandydaci/<int:pk>/wycofaj/", candidates.candidate_withdraw, name="candidate_withdraw"
    ),
    path("psu/kandydaci/lista/", candidates.eligible_list_new, name="eligible_list_new"),
    path("psu/kandydaci/lista/<int:pk>/", candidates.eligible_list, name="eligible_list"),
    path(
        "psu/kandydaci/lista/<int:pk>/wyslana/",
        candidates.eligible_list_send,
        name="eligible_list_send",
    ),
    path(
        "psu/kandydaci/lista/<int:pk>/uniewaznij/",
        candidates.eligible_list_void,
        name="eligible_list_void",
    ),
    path(
        "psu/kandydaci/lista/<int:pk>/pdf/", candidates.eligible_list_pdf, name="eligible_list_pdf"
    ),
    # psu/miejsca/
    path("psu/miejsca/", start.places, name="places"),
    path("psu/miejsca/<int:pk>/<month:month>/", sheet.sheet, name="sheet"),
    path("psu/miejsca/<int:pk>/<month:month>/zapisz/", sheet.sheet_save, name="sheet_save"),
    path("psu/miejsca/<int:pk>/<month:month>/komorki/", sheet.sheet_cells, name="sheet_cells"),
    path(
        "psu/miejsca/<int:pk>/<month:month>/wklejanie/",
        sheet.sheet_preview,
        name="sheet_preview",
    ),
    path(
        "psu/miejsca/<int:pk>/<month:month>/lista-pusta/",
        sheet.attendance_blank,
        name="attendance_blank",
    ),
    path(
        "psu/miejsca/<int:pk>/<month:month>/lista-z-wpisami/",
        sheet.attendance_filled,
        name="attendance_filled",
    ),
    path(
        "psu/miejsca/<int:pk>/<month:month>/podpisana-lista/",
        signed_lists.signed_list,
        name="signed_list",
    ),
    path(
        "psu/miejsca/<int:pk>/<month:month>/podpisana-lista/skan/",
        signed_lists.signed_list_scan,
        name="signed_list_scan",
    ),
    path(
        "psu/miejsca/<int:pk>/<month:month>/potwierdz/",
        confirmations.month_confirm,
        name="month_confirm",
    ),
    # psu/porozumienia/
    path("psu/porozumienia/", agreements.agreement_list, name="agreements"),
    path("psu/porozumienia/nowe/", agreements.agreement_new, name="agreement_new"),
    path("psu/porozumienia/<int:pk>/", agreements.agreement_details, name="agreement"),
    path("psu/porozumienia/<int:pk>/zmien/", agreements.agreement_edit, name="agreement_edit"),
    path("psu/porozumienia/<int:pk>/usun/", agreements.agreement_delete, name="agreement_delete"),
    path(
        "psu/porozumienia/<int:pk>/aneks/",
        annexes.agreement_annex_new,
        name="agreement_annex_new",
    ),
    path(
        "psu/aneksy/<int:pk>/uniewaznij/",
        annexes.agreement_annex_void,
        name="agreement_annex_void",
    ),
    path(
        "psu/porozumienia/<int:pk>/sprzed-programu/<month:month>/",
        past_months.past_month,
        name="past_month",
    ),
    path("psu/porozumienia/<int:pk>/wykaz/<month:month>/", received.pup_list, name="pup_list"),
    path("psu/porozumienia/<int:pk>/miesiac/<month:month>/", month_page.month, name="month"),
    path(
        "psu/porozumienia/<int:pk>/miesiac/<month:month>/policz/",
        month_page.month_count,
        name="month_count",
    ),
    path(
        "psu/porozumienia/<int:pk>/miesiac/<month:month>/sprawdz/",
        closing.month_review,
        name="month_review",
    ),
    path(
        "psu/porozumienia/<int:pk>/miesiac/<month:month>/zamknij/",
        closing.month_close,
        name="month_close",
    ),
    path("psu/zamykanie/<int:pk>/", closing.close_order, name="close_order"),
    path(
        "psu/porozumienia/<int:pk>/miesiac/<month:month>/ewidencja/",
        person_papers.month_record_pdf,
        name="month_record_pdf",
    ),
    path(
        "psu/porozumienia/<int:pk>/miesiac/<month:month>/ewidencja/xlsx/",
        person_papers.month_record_xlsx,
        name="month_record_xlsx",
    ),
    # psu/miesiace/: a person's month
    path("psu/miesiace/<int:pk>/sprawdz/", closing.month_review_one, name="month_review_one"),
    path("psu/miesiace/<int:pk>/zwroc/", closing.month_send_back, name="month_send_back"),
    path("psu/miesiace/<int:pk>/otworz/", closing.month_reopen, name="month_reopen"),
    # psu/listy/
    path("psu/listy/", pay_lists.pay_list_list, name="pay_lists"),
    path("psu/listy/<int:pk>/", pay_lists.pay_list_details, name="pay_list"),
    path("psu/listy/<int:pk>/pdf/", pay_lists.pay_list_pdf, name="pay_list_pdf"),
    path("psu/listy/<int:pk>/xlsx/", pay_lists.pay_list_xlsx, name="pay_list_xlsx"),
    path("psu/listy/<int:pk>/sprawdz/", pay_lists.pay_list_check, name="pay_list_check"),
    path("psu/listy/<int:pk>/zatwierdz/", pay_lists.pay_list_approve, name="pay_list_approve"),
    path("psu/listy/<int:pk>/zwroc/", pay_lists.pay_list_return, name="pay_list_return"),
    path("psu/listy/<int:pk>/wyplata/", pay_lists.pay_list_pay, name="pay_list_pay"),
    path("psu/listy/<int:pk>/wniosek-o-refundacje/", refunds.refund_new, name="refund_new"),
    path(
        "psu/listy/<int:pk>/refundacja-wplynela/",
        pay_lists.pay_list_settle_refund,
        name="pay_list_settle_refund",
    ),
    path(
        "psu/listy/<int:pk>/sprostuj/<int:person_pk>/",
        corrections.payment_correct,
        name="payment_correct",
    ),
    path("psu/listy/<int:pk>/plik-do-banku/", bank.bank_file, name="bank_file"),
    path(
        "psu/listy/<int:pk>/osoba/<int:person_pk>/",
        person_papers.pay_list_slip,
        name="pay_list_slip",
    ),
    # psu/refundacje/: applications for the refund of a month's paid lists
    path("psu/refundacje/", refunds.refund_list, name="refunds"),
    path("psu/refundacje/<int:pk>/", refunds.refund, name="refund"),
    path("psu/refundacje/<int:pk>/pdf/", refunds.refund_pdf, name="refund_pdf"),
    path("psu/refundacje/<int:pk>/xlsx/", refunds.refund_xlsx, name="refund_xlsx"),
    path("psu/refundacje/<int:pk>/wyslano/", refunds.refund_send, name="refund_send"),
    path("psu/refundacje/<int:pk>/wplyw/", refunds.refund_settle, name="refund_settle"),
    path("psu/refundacje/<int:pk>/uniewaznij/", refunds.refund_void, name="refund_void"),
    # psu/pliki/: given to the bank
    path("psu/pliki/<int:pk>/", bank.bank_file_download, name="bank_file_download"),
    # psu/sprostowania/: of a way of payment on a list
    path(
        "psu/sprostowania/<int:pk>/zatwierdz/",
        corrections.payment_correction_confirm,
        name="payment_correction_confirm",
    ),
    path(
        "psu/sprostowania/<int:pk>/odrzuc/",
        corrections.payment_correction_reject,
        name="payment_correction_reject",
    ),
    path(
        "psu/sprostowania/<int:pk>/pdf/",
        corrections.payment_correction_pdf,
        name="payment_correction_pdf",
    ),
    # a person's file
    path("osoby/<int:pk>/psu/", referrals.person_psu, name="person"),
    path("osoby/<int:pk>/psu/skierowanie/", referrals.referral_new, name="referral_new"),
    path("osoby/<int:pk>/psu/lista/", candidates.candidate_new, name="candidate_new"),
    path("osoby/<int:pk>/psu/pisma/", person_papers.person_papers, name="person_papers"),
    path(
        "osoby/<int:pk>/psu/zaswiadczenie/", person_papers.certificate_new, name="certificate_new"
    ),
    path("osoby/<int:pk>/psu/zestawienie/", person_papers.statement_new, name="statement_new"),
    path("psu/pisma/<int:pk>/pdf/", person_papers.person_paper_pdf, name="person_paper_pdf"),
    path("psu/pisma/<int:pk>/xlsx/", person_papers.person_paper_xlsx, name="person_paper_xlsx"),
    path(
        "psu/pisma/<int:pk>/uniewaznij/", person_papers.person_paper_void, name="person_paper_void"
    ),
    path("osoby/<int:pk>/psu/wypadki/", accidents.accidents, name="accidents"),
    path("osoby/<int:pk>/psu/wypadek/", accidents.accident_new, name="accident_new"),
    path("osoby/<int:pk>/psu/status/", status_news.news_new, name="news_new"),
    path("osoby/<int:pk>/psu/dni/<int:year>/", years.year_consent_new, name="year_consent_new"),
    path("psu/zgody/<int:pk>/uniewaznij/", years.year_consent_void, name="year_consent_void"),
    path(
        "osoby/<int:pk>/psu/kontrakt/<int:contract_pk>/",
        status_news.contract_checked,
        name="contract_checked",
    ),
    path("psu/skierowania/<int:pk>/zmien/", referrals.referral_edit, name="referral_edit"),
    path("psu/skierowania/<int:pk>/zakoncz/", referrals.referral_end, name="referral_end"),
    path("psu/skierowania/<int:pk>/uniewaznij/", referrals.referral_void, name="referral_void"),
    # psu/status/: news of a lost status
    path("psu/status/zamkniete-miesiace/", status_news.late_news, name="late_news"),
    path("psu/status/<int:pk>/", status_news.news_decide, name="news_decide"),
    path("psu/status/<int:pk>/uniewaznij/", status_news.news_void, name="news_void"),
]
