"""Addresses of drafts: those of congresses, and quick checks."""

from django.urls import path

from vankien_web.drafts import downloads
from vankien_web.drafts.views import comparing, document, lists, quick, steps

_ONE = "van-ban/<int:draft>/"
_OTHER = _ONE + "lan/<int:number>/"

urlpatterns = [
    path("ra-soat/", quick.check, name="quick_check"),
    path("ra-soat/bo-quy-tac/", quick.rules, name="rules"),
    path("ra-soat/ban-mau/<slug:name>/", quick.sample, name="sample"),
    path("van-ban/", lists.drafts, name="drafts"),
    path("dai-hoi/<int:congress>/van-ban/", lists.of_congress, name="congress_drafts"),
    path(_ONE, document.text, name="draft"),
    path(_ONE + "ra-soat/", document.findings, name="draft_findings"),
    path(_ONE + "so-sanh/", comparing.comparison, name="draft_comparison"),
    path(_ONE + "so-sanh/ban-word/", downloads.redline, name="comparison_redline"),
    path(_ONE + "lich-su/", document.history, name="draft_history"),
    path(_ONE + "tien-do/", document.progress, name="progress"),
    path(_ONE + "ban-goc/", downloads.original, name="original"),
    path(_ONE + "nhan-xet/", downloads.annotated, name="annotated"),
    path(_ONE + "ket-qua/", downloads.report, name="report"),
    path(_OTHER, document.text, name="version"),
    path(_OTHER + "ra-soat/", document.findings, name="version_findings"),
    path(_OTHER + "tien-do/", document.progress, name="version_progress"),
    path(_OTHER + "ban-goc/", downloads.original, name="version_original"),
    path(_OTHER + "nhan-xet/", downloads.annotated, name="version_annotated"),
    path(_OTHER + "ket-qua/", downloads.report, name="version_report"),
    path(_ONE + "nop/", steps.submit, name="submit_version"),
    path(_ONE + "gui/", steps.share, name="share_draft"),
    path(_ONE + "tra-lai/", steps.send_back, name="return_draft"),
    path(_ONE + "san-sang/", steps.make_ready, name="make_draft_ready"),
    path(_ONE + "bo-qua/<int:finding>/", steps.waive, name="waive_finding"),
    path(_ONE + "bo-qua/<int:waiver>/go/", steps.lift, name="lift_waiver"),
    path(_ONE + "xoa/", steps.delete, name="delete"),
]
