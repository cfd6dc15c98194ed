"""Addresses of requests and answers."""

from django.urls import URLPattern, path

from vankien_web.reviews.views import answers, extract, requests

_OF_DRAFT = "van-ban/<int:draft>/"
_ONE = "yeu-cau/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_OF_DRAFT + "yeu-cau/", requests.of_draft, name="draft_requests"),
    path(_OF_DRAFT + "yeu-cau.toml", requests.draft_toml, name="draft_requests_toml"),
    path(_OF_DRAFT + "so-lieu/trich/", extract.figure_extracts, name="figure_extracts"),
    path("yeu-cau/", requests.requests, name="requests"),
    path("yeu-cau/bang/", requests.requests_sheet, name="requests_sheet"),
    path(_ONE, requests.one, name="request"),
    path(_ONE + "tra-loi/", answers.answer, name="answer_request"),
    path(_ONE + "tra-loi/<int:number>/tep/", answers.answer_file, name="answer_file"),
    path(_ONE + "kiem-tra/", answers.check, name="check_request"),
    path(_ONE + "xac-nhan/", answers.close, name="close_request"),
    path(_ONE + "mo-lai/", answers.reopen, name="reopen_request"),
    path(_ONE + "muc-do/", answers.settle, name="settle_correction"),
    path(_ONE + "rut/", answers.take_back, name="take_back_correction"),
]
