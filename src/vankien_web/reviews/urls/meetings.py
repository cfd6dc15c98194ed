"""Addresses of meetings: preparing, calling, agenda, attendance, pictures, papers to take away."""

from django.urls import path

from vankien_web.reviews.views import agenda, attendance, meetings, pictures, takeaway

_ONE = "hop/<int:pk>/"
_ITEM = _ONE + "muc/<int:item>/"
_PICTURE = _ONE + "anh/<int:picture>/"

urlpatterns = [
    path("hop/", meetings.meetings, name="meetings"),
    path("hop/moi/", meetings.plan, name="plan_meeting"),
    path(_ONE, meetings.meeting, name="meeting"),
    path(_ONE + "sua/", meetings.change, name="change_meeting"),
    path(_ONE + "buoc/<slug:verb>/", meetings.step, name="meeting_step"),
    path(_ONE + "huy/", meetings.cancel, name="cancel_meeting"),
    path(_ONE + "lich-su/", meetings.meeting_history, name="meeting_history"),
    path(_ONE + "lich.ics", meetings.calendar_file, name="meeting_calendar"),
    path(_ONE + "muc/", agenda.choose, name="choose_item"),
    path(_ONE + "muc/moi/", agenda.add, name="add_item"),
    path(_ITEM, agenda.change, name="change_item"),
    path(_ITEM + "chuyen/", agenda.move, name="move_item"),
    path(_ITEM + "bo/", agenda.drop, name="drop_item"),
    path(_ITEM + "ban-moi/", agenda.take_version, name="take_version"),
    path(_ITEM + "ket-qua/", agenda.outcome, name="item_outcome"),
    path(_ITEM + "van-nhat-tri/", agenda.opposed, name="item_opposed"),
    path("van-ban/<int:draft>/dua-ra-hop/", agenda.schedule, name="schedule_draft"),
    path(_ONE + "thanh-phan/", attendance.attendance, name="attendance"),
    path(_ONE + "thanh-phan/theo-chuc-vu/", attendance.fill, name="fill_attendance"),
    path(_ONE + "thanh-phan/them/", attendance.call, name="call_person"),
    path(_ONE + "thanh-phan/<int:row>/bo/", attendance.uncall, name="uncall_person"),
    path(_ONE + "anh/", pictures.pictures, name="pictures"),
    path(_PICTURE, pictures.picture, name="picture"),
    path(_PICTURE + "nho/", pictures.thumbnail, name="thumbnail"),
    path(_PICTURE + "sua/", pictures.caption, name="change_caption"),
    path(_PICTURE + "bo/", pictures.remove, name="remove_picture"),
    path(_ONE + "tai-lieu/", takeaway.takeaway, name="takeaway"),
    path(_ONE + "tai-lieu/tap/", takeaway.bind, name="bind_papers"),
    path(_ONE + "tai-lieu/tien-do/", takeaway.progress, name="binding_progress"),
    path(_ONE + "tai-lieu.pdf", takeaway.bound, name="bound_papers"),
    path(_ONE + "tai-lieu.zip", takeaway.packed, name="packed_papers"),
]
