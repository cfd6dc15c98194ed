"""Addresses of minutes, conclusion, trace."""

from django.urls import URLPattern, path

from vankien_web.reviews.views import asking, conclusion, drawing, minutes, trace

_MINUTES = "hop/<int:pk>/bien-ban/"
_ENTRY = _MINUTES + "<uuid:key>/"
_CONCLUSION = "hop/<int:pk>/ket-luan/"
_SENTENCE = _CONCLUSION + "cau/<uuid:key>/"
_REQUEST = _CONCLUSION + "yeu-cau/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(_MINUTES, minutes.minutes, name="minutes"),
    path(_MINUTES + "luu/", minutes.save_entry, name="save_entry"),
    path(_ENTRY + "chuyen/", minutes.move_entry, name="move_entry"),
    path(_ENTRY + "bo/", minutes.drop_entry, name="drop_entry"),
    path(_CONCLUSION, conclusion.conclusion, name="conclusion"),
    path(_CONCLUSION + "luu/", conclusion.save_sentence, name="save_sentence"),
    path(_CONCLUSION + "ban-hanh/", conclusion.issue, name="issue_conclusion"),
    path(_CONCLUSION + "han/", asking.set_due, name="set_due"),
    path(_CONCLUSION + "nguon/", drawing.sources, name="conclusion_sources"),
    path(_CONCLUSION + "nguon/lay/", drawing.draw, name="draw_sentence"),
    path(_CONCLUSION + "nguon/<int:sentence>/roi/", drawing.untie, name="untie_sentence"),
    path(_CONCLUSION + "y-kien/<int:opinion>/", drawing.note, name="note_opinion"),
    path(_SENTENCE + "chuyen/", conclusion.move_sentence, name="move_sentence"),
    path(_SENTENCE + "bo/", conclusion.drop_sentence, name="drop_sentence"),
    path(_SENTENCE + "thanh-yeu-cau/", asking.take_wish, name="take_wish"),
    path(_SENTENCE + "yeu-cau/", asking.ask, name="ask"),
    path(_REQUEST, asking.change, name="change_request"),
    path(_REQUEST + "luu/", asking.settle, name="settle_request"),
    path(_REQUEST + "bo/", asking.drop, name="drop_request"),
    path("hop/<int:pk>/doi-chieu/", trace.trace, name="trace"),
]
