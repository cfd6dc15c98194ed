"""A commune whose report was heard on 13/02/2020, and real versions of it as Word files."""

import io

from docx import Document

from factories import (
    make_congress,
    make_group,
    make_item,
    make_meeting,
    make_request,
    make_season,
    make_sentence,
    make_tree,
    make_user,
)
from vankien_web.common import clock
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.models import Draft, DraftState
from vankien_web.reviews.actions import answers
from vankien_web.units.models import Role

POVERTY = "Tỷ lệ hộ nghèo năm 2019 còn 1,25%, giảm 4,1% so với năm 2015; đến năm 2025 còn dưới 0,5%."
COOPERATIVE = "Thành lập mới 01 hợp tác xã dịch vụ nông nghiệp, thu hút 120 hộ thành viên tham gia."


class Case:
    """Its people by role, its congress, its draft with the version that the meeting heard, the meeting."""

    def __init__(self, sample):
        self.sample = sample
        self.tree = tree = make_tree()
        self.congress = make_congress(make_season(tree.province), tree.commune)
        self.secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
        self.drafter = make_user(tree.commune, Role.UNIT_DRAFTER)
        self.office = make_user(tree.city, Role.OFFICE)
        self.group = make_group(tree.city, tree.commune)
        self.member = self.group.head_user
        self.draft = actions.create_draft(self.congress, "political_report", by=self.secretary)
        self.bring()
        actions.share(self.draft, by=self.secretary)
        self.draft.refresh_from_db()
        self.meeting = make_meeting(tree.city, state="concluded")
        self.item = make_item(self.meeting, self.draft)
        actions.send_back(self.draft, "Theo kết luận hội nghị", by=self.office)

    def bring(self, *lines, cut=(), swap=None, read=True):
        """The next version: the sample, with lines put in after its first heading, cut, or swapped."""
        data = word(self.sample, lines, cut, swap or {})
        version = tasks.submit_version(
            Draft.objects.get(pk=self.draft.pk), [data], "báo cáo.docx", by=self.secretary
        )
        if read:
            tasks.examine.call(version.pk)
        self.draft = Draft.objects.get(pk=self.draft.pk)
        return self.draft.latest

    def asks(self, **fields):
        said = make_sentence(self.meeting, self.item, by=self.office)
        return make_request(self.meeting, self.draft, **{"sentence": said} | fields)

    def answer(self, request, kind="adopted", quote="", **fields):
        """By the secretary, naming where `quote` stands in the newest version."""
        return answers.answer(
            request, kind, "Đã tiếp thu.", place=self.place(quote), by=self.secretary, **fields
        )

    def place(self, quote):
        from vankien_web.reviews.passages import find

        reading = Draft.objects.get(pk=self.draft.pk).latest.reading
        return find(quote, reading.document, reading.sections, None) if quote else None

    def send(self):
        actions.share(self.draft, by=self.secretary)
        self.draft = Draft.objects.get(pk=self.draft.pk)
        assert self.draft.state == DraftState.SHARED


def word(sample, lines=(), cut=(), swap=None):
    """The sample's bytes with paragraphs added, removed (those that hold a text), or words replaced."""
    document, out = Document(io.BytesIO(sample)), io.BytesIO()
    swap = swap or {}
    for paragraph in list(document.paragraphs):
        if any(words in paragraph.text for words in cut):
            paragraph._p.getparent().remove(paragraph._p)
        for old, new in swap.items():
            if old in paragraph.text:
                text = paragraph.text.replace(old, new)
                for run in paragraph.runs[1:]:
                    run.text = ""
                paragraph.runs[0].text = text
    anchor = next(p for p in document.paragraphs if len(p.text) > 120)
    for line in lines:
        anchor.insert_paragraph_before(line)
    document.core_properties.comments = str(clock.now())
    document.save(out)
    return out.getvalue()
