"""The addresses of this room; whoever may not know of a plan is answered 404 by each."""

from django.urls import path

from vankien_web.personnel.views import candidates, files, log, plans, polls

_PLAN = "nhan-su/<uuid:key>/"

urlpatterns = [
    path("nhan-su/dai-hoi/<int:pk>/", plans.of_congress, name="congress_personnel"),
    path("nhan-su/luot-xem/", log.counts, name="personnel_counts"),
    path(_PLAN, plans.plan, name="personnel_plan"),
    path(_PLAN + "so-luong/", plans.frame, name="personnel_frame"),
    path(_PLAN + "ung-vien/moi/", candidates.add, name="add_candidate"),
    path(_PLAN + "ung-vien/<uuid:row>/", candidates.candidate, name="candidate"),
    path(_PLAN + "ung-vien/<uuid:row>/dua-ra/", candidates.take_out, name="take_out_candidate"),
    path(_PLAN + "buoc/<int:step>/", candidates.votes, name="personnel_votes"),
    path(_PLAN + "bau-cu/", polls.polls, name="polls"),
    path(_PLAN + "bau-cu/moi/", polls.add, name="add_poll"),
    path(_PLAN + "bau-cu/tep/", polls.take_in, name="import_polls"),
    path(_PLAN + "bau-cu/bien-ban/", polls.minute, name="polls_minute"),
    path(_PLAN + "bau-cu/<uuid:poll>/", polls.poll, name="poll"),
    path(_PLAN + "bau-cu/<uuid:poll>/sua/", polls.change, name="change_poll"),
    path(_PLAN + "bau-cu/<uuid:poll>/bo/", polls.take_out, name="take_out_poll"),
    path(_PLAN + "bau-cu/<uuid:poll>/bien-ban/", polls.minute, name="poll_minute"),
    path(_PLAN + "nhap/", files.take_in, name="import_candidates"),
    path(_PLAN + "in/", files.on_paper, name="print_personnel"),
    path(_PLAN + "excel/", files.workbook, name="personnel_workbook"),
    path(_PLAN + "de-an/", files.paper, name="personnel_paper"),
    path(_PLAN + "nhat-ky/", log.log, name="personnel_log"),
    path(_PLAN + "xoa-ten/", plans.erase, name="erase_names"),
]
