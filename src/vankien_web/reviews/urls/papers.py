"""Addresses of official papers and templates."""

from django.urls import URLPattern, path

from vankien_web.reviews.views import paper, papers, templates, verification

_OF_MEETING = "hop/<int:pk>/giay-to/"
_ONE = "giay-to/<int:pk>/"
_UNIT = "giay-to/mau/<int:unit>/"
_FORM = _UNIT + "<slug:form>/"

urlpatterns: list[URLPattern] = [
    path(_OF_MEETING, papers.meeting_papers, name="meeting_papers"),
    path(_OF_MEETING + "lap/", papers.make_papers, name="make_papers"),
    path(_OF_MEETING + "lap/<slug:form>/", papers.make_paper, name="make_paper"),
    path("giay-to/", papers.papers, name="papers"),
    path(_ONE, paper.paper, name="paper"),
    path(_ONE + "ban-hanh/", paper.issue_paper, name="issue_paper"),
    path(_ONE + "thu-hoi/", paper.withdraw_paper, name="withdraw_paper"),
    path(_ONE + "van-ban.docx", paper.paper_docx, name="paper_docx"),
    path(_ONE + "van-ban.pdf", paper.paper_pdf, name="paper_pdf"),
    path("giay-to/mau/", templates.paper_templates, name="paper_templates"),
    path(_UNIT, templates.paper_templates, name="unit_templates"),
    path(_UNIT + "tieu-de/", templates.letterhead, name="letterhead"),
    path(_UNIT + "so/", templates.series, name="paper_series"),
    path(_FORM, templates.paper_template, name="paper_template"),
    path(_FORM + "tep/<slug:which>.docx", templates.template_file, name="template_file"),
    path(_FORM + "bo/", templates.withdraw_template, name="withdraw_template"),
    path("giay-to/doi-chieu/", verification.verify_paper, name="verify_paper"),
]
