"""Addresses of services, costs, settlements and their papers."""

from django.urls import path

from kis.programmes.views import costs, own_services, service_papers, services, settlements

EDITION = "programy/<int:pk>/"
OF_ONE = f"{EDITION}uslugi/<int:number>/"
CARD = f"{OF_ONE}<int:provider>/<month:month>/"
COSTS = f"{EDITION}koszty/"
SETTLEMENTS = f"{EDITION}rozliczenia/"
MONTH = f"{SETTLEMENTS}<month:month>/"
FROZEN = f"{SETTLEMENTS}wpis/<int:number>/"

urlpatterns = [
    path("programy/moje/", own_services.own_services, name="own_services"),
    path(f"{EDITION}uslugi/", services.services, name="services"),
    path(OF_ONE, services.services_of, name="services_of"),
    path(f"{OF_ONE}karta/", services.card_asked, name="card_asked"),
    path(f"{OF_ONE}doby/", services.stay_new, name="stay_new"),
    path(CARD, services.card, name="service_card"),
    path(f"{CARD}wydruk/", service_papers.card_paper, name="card_paper"),
    path(f"{CARD}ewidencja/", service_papers.costs_paper, name="costs_paper"),
    path(f"{OF_ONE}wpis/<int:service>/uniewaznij/", services.service_void, name="service_void"),
    path(COSTS, costs.costs, name="costs"),
    path(f"{COSTS}<int:number>/nowy/", costs.cost_new, name="cost_new"),
    path(f"{COSTS}<int:number>/<int:cost>/uniewaznij/", costs.cost_void, name="cost_void"),
    path(SETTLEMENTS, settlements.settlements, name="settlements"),
    path(f"{SETTLEMENTS}calosc/rozlicz/", settlements.settle_whole, name="settle_whole"),
    path(MONTH, settlements.settlement_month, name="settlement_month"),
    path(f"{MONTH}rozlicz/", settlements.settle_month, name="settle_month"),
    path(FROZEN, settlements.settlement, name="settlement"),
    path(f"{FROZEN}otworz/", settlements.settlement_reopen, name="settlement_reopen"),
    path(f"{FROZEN}wydruk/", service_papers.settlement_paper, name="settlement_paper"),
]
