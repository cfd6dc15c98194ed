"""Addresses of figures: a draft's ledger, verification, reference data, indicators."""

from django.urls import URLPattern, path

from vankien_web.figures.views import contradictions, indicators, ledger, reference, verification

_VERIFYING = "van-ban/<int:draft>/so-lieu/tham-dinh/"
_ONE = "tham-dinh/<int:pk>/"
_DATA = "so-lieu-doi-chieu/"

urlpatterns: list[URLPattern] = [
    path("van-ban/<int:draft>/so-lieu/", ledger.figures, name="draft_figures"),
    path("van-ban/<int:draft>/lan/<int:number>/so-lieu/", ledger.figures, name="version_figures"),
    path("van-ban/<int:draft>/lan/<int:number>/so-lieu/bang/", ledger.workbook, name="figures_workbook"),
    path("dai-hoi/<int:congress>/so-lieu/", contradictions.congress, name="congress_figures"),
    path("dai-hoi/<int:congress>/so-lieu/tong/", contradictions.sums, name="congress_sums"),
    path("chi-tieu/", indicators.indicators, name="indicators"),
    path("chi-tieu/<slug:indicator>/", indicators.indicator, name="indicator"),
    path("chi-tieu/<slug:indicator>/bang/", indicators.indicator_sheet, name="indicator_sheet"),
    path("van-ban/<int:draft>/chi-tieu/", indicators.draft_targets, name="draft_targets"),
    path("van-ban/<int:draft>/chi-tieu/bang/", indicators.draft_targets_sheet, name="draft_targets_sheet"),
    path("tham-dinh/", verification.verifications, name="verifications"),
    path(_VERIFYING, verification.verify_figures, name="verify_figures"),
    path(_VERIFYING + "gui/", verification.ask, name="ask_verification"),
    path(_VERIFYING + "khop/", verification.confirm_equal, name="confirm_equal"),
    path(_VERIFYING + "nhac/<int:unit>/", verification.remind, name="remind_department"),
    path(_ONE + "xac-nhan/", verification.confirm, name="confirm_figure"),
    path(_ONE + "sua/", verification.correct, name="correct_figure"),
    path(_ONE + "tra-lai/", verification.reject, name="reject_figure"),
    path(_ONE + "hoi-lai/", verification.ask_back, name="ask_back"),
    path(_ONE + "tra-loi/", verification.answer_back, name="answer_back"),
    path(_ONE + "chuyen/", verification.pass_on, name="pass_on"),
    path(_DATA, reference.references, name="references"),
    path(_DATA + "them/", reference.add_reference, name="add_reference"),
    path(_DATA + "<int:pk>/", reference.reference, name="reference"),
    path(_DATA + "<int:pk>/nghia/", reference.settle_reference, name="settle_reference"),
    path(_DATA + "<int:pk>/cach-doc/", reference.overrule_reference, name="overrule_reference"),
    path(_DATA + "<int:pk>/nhap/", reference.import_reference, name="import_reference"),
    path(_DATA + "<int:pk>/rut/", reference.withdraw_reference, name="withdraw_reference"),
    path(_DATA + "<int:pk>/bang/", reference.reference_sheet, name="reference_sheet"),
]
