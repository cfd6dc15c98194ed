"""Addresses of reviewers' copies."""

from django.urls import URLPattern, path

from vankien_web.reviews.views import collating, replying, taking_up

_ONE = "tong-hop/<int:pk>/"
_COPY = _ONE + "ban/<int:copy>/"

urlpatterns: list[URLPattern] = [
    path("van-ban/<int:draft>/tong-hop/", collating.collation, name="collation"),
    path(_ONE, collating.remarks, name="collation_remarks"),
    path(_ONE + "tien-do/", collating.progress, name="collation_progress"),
    path(_ONE + "nguoi/", collating.names, name="collation_names"),
    path(_ONE + "ban-chung/", collating.order_master, name="order_master"),
    path(_ONE + "ban-chung.docx", collating.master_file, name="master_file"),
    path(_ONE + "bang.<slug:ending>", collating.table, name="collation_table"),
    path(_ONE + "gop-y/<int:remark>/tach/", collating.set_apart, name="set_remark_apart"),
    path(_ONE + "gop-y/<int:remark>/tra-loi/", replying.answer, name="answer_remark"),
    path(_ONE + "y-kien/", taking_up.take_up, name="take_up_remarks"),
    path(_ONE + "gop-y/<int:remark>/yeu-cau/", taking_up.ask, name="ask_from_remark"),
    path(_COPY + "tep/", collating.copy_file, name="reviewer_copy"),
    path(_COPY + "tra-loi.docx", replying.answered_copy, name="answered_copy"),
    path(_COPY + "bo/", collating.drop_copy, name="drop_copy"),
]
