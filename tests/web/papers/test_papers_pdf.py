"""A paper as PDF: its words can be searched, a page is found; without LibreOffice nothing is ordered."""

import pytest
from pypdf import PdfReader

from vankien_web.common import office, storage
from vankien_web.drafts.tasks import examine
from vankien_web.reviews import binding
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.models import Rendition
from vankien_web.reviews.papers.pages import page_of, squeezed
from vankien_web.reviews.tasks import papers as tasks
from web.papers_case import make_case


def test_the_words_of_the_pdf_can_be_searched(db):
    case = make_case()
    paper = actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
    Rendition.objects.create(source=paper.sha256)
    tasks.lay_out.call(paper.sha256)
    made = Rendition.objects.get(source=paper.sha256)
    if not office.available():
        assert made.failed
        return
    text = PdfReader(binding.converted(paper.sha256)).pages[0].extract_text()
    assert "Bổ sung tỷ lệ hộ nghèo" in text
    assert page_of("Bổ sung tỷ lệ hộ nghèo", made.texts) == 1


def test_a_paper_that_is_made_again_meanwhile_is_laid_out_for_nothing(db, monkeypatch):
    made = Rendition.objects.create(source="0" * 64)

    def convert(source):
        made.delete()
        raise binding.Unbound("failed")

    monkeypatch.setattr(binding, "convert", convert)
    tasks.lay_out.call(made.source)
    assert not Rendition.objects.exists()


def test_a_draft_that_somebody_brought_is_read_before_any_paper():
    assert tasks.lay_out.priority < examine.priority


def test_pages_that_were_swept_are_laid_out_again(db, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(office, "available", lambda: True)
    source, _size = storage.keep([b"PK"], 2)
    Rendition.objects.create(source=source, texts=["một"])
    with django_capture_on_commit_callbacks() as ordered:
        made = tasks.order(source)
    assert made.waits
    assert len(ordered) == 1
    with django_capture_on_commit_callbacks() as again:
        tasks.order(source)
    assert again == []


def test_without_libreoffice_nothing_is_ordered(db, monkeypatch):
    monkeypatch.setattr(office, "available", lambda: False)
    case = make_case()
    paper = actions.make_paper(case.meeting, "bien-ban", by=case.office, then=tasks.laid_out)
    assert not Rendition.objects.exists()
    assert storage.path(paper.sha256).is_file()


@pytest.mark.parametrize(
    ("passage", "page"),
    [
        ("Tỷ lệ hộ nghèo giảm còn 2,1%", 2),
        ("tỷ lệ  hộ\nnghèo giảm còn 2,1 %", 2),
        ("Văn hóa - xã hội", None),
        ("không có ở đâu cả trong văn bản", None),
        ("", None),
    ],
)
def test_a_page_is_said_only_where_the_passage_stands_once(passage, page):
    pages = ["Văn hóa - xã hội. Mở đầu.", "Tỷ lệ hộ nghèo giảm còn 2,1%. Văn hoá – xã hội."]
    assert page_of(passage, [squeezed(text) for text in pages]) == page
