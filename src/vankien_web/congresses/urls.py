"""Addresses of seasons, the progress board and congresses."""

from django.urls import path

from vankien_web.congresses.views import board, congress, preparation, reports, seasons

_SEASON = "dot-dai-hoi/<int:pk>/"
_CONGRESS = "dai-hoi/<int:pk>/"
_BOARD = "tien-do/<int:season>/<int:unit>/"

urlpatterns = [
    path("dot-dai-hoi/", seasons.seasons, name="seasons"),
    path("dot-dai-hoi/moi/", seasons.new_season, name="new_season"),
    path(_SEASON, seasons.season, name="season"),
    path(_SEASON + "bo-quy-tac/<slug:pack>/", seasons.switch_pack, name="switch_pack"),
    path(_SEASON + "han-rieng/", seasons.override, name="override_deadline"),
    path(_SEASON + "han-rieng/<int:number>/bo/", seasons.lift, name="lift_override"),
    path(_SEASON + "don-vi/", seasons.open_congresses, name="open_congresses"),
    path(_SEASON + "ket-thuc/", seasons.close, name="close_season"),
    path("tien-do/", board.mine, name="board"),
    path("tien-do/don-vi/<int:unit>/", board.of_unit, name="board_of"),
    path("tien-do/<int:season>/", board.season_board, name="season_board"),
    path(_BOARD, board.unit_board, name="unit_board"),
    path(_BOARD + "excel/", board.board_sheet, name="board_sheet"),
    path(_CONGRESS, congress.congress, name="congress"),
    path(_CONGRESS + "ke-hoach/", congress.plan, name="plan_congress"),
    path(_CONGRESS + "giai-doan/<slug:verb>/", congress.stage, name="congress_stage"),
    path(_CONGRESS + "buoc/<slug:item>/", preparation.step, name="congress_step"),
    path(_CONGRESS + "ho-so/<slug:item>/", preparation.paper, name="congress_paper"),
    path(_CONGRESS + "tep/<slug:what>/<slug:item>/", preparation.attached, name="congress_file"),
    path(_CONGRESS + "bao-cao/", reports.reports, name="reports"),
    path(_CONGRESS + "bao-cao/moi/", reports.new_report, name="new_report"),
    path(_CONGRESS + "bao-cao/<int:number>/", reports.report, name="progress_report"),
    path(_CONGRESS + "lich-su/", congress.congress_history, name="congress_history"),
]
