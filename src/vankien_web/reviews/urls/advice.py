"""Addresses of enquiries to other services."""

from django.urls import URLPattern, path

from vankien_web.reviews.views import advice

_ONE = "tham-van/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("tham-van/", advice.advice_list, name="advice_list"),
    path("van-ban/<int:draft>/tham-van/", advice.of_draft, name="draft_advice"),
    path("van-ban/<int:draft>/tham-van/hoi/", advice.ask, name="ask_advice"),
    path(_ONE, advice.advice, name="advice"),
    path(_ONE + "hoi-lai/", advice.ask_again, name="ask_again"),
    path(_ONE + "rut/", advice.withdraw, name="withdraw_advice"),
    path(_ONE + "nhac/", advice.remind, name="remind_advice"),
]
