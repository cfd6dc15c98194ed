"""A commune's report whose figures were sent to the departments of its city."""

from datetime import timedelta
from functools import cache

from factories import make_unit, make_user
from vankien_web.common import clock
from vankien_web.drafts import actions as drafts
from vankien_web.figures.actions import asking
from vankien_web.figures.models import Reference, Value, Verification
from vankien_web.units.models import Role
from web.document_scene import Scene
from web.permissions.world import docx

HEAD = ("BÁO CÁO CHÍNH TRỊ", "Nhiệm kỳ 2015 - 2020", "I. KẾT QUẢ")
INCOME = "Thu nhập bình quân đầu người năm 2019 đạt {} triệu đồng/người/năm."
REVENUE = "Thu ngân sách trên địa bàn năm 2019 đạt {} tỷ đồng."
POOR = "Tỷ lệ hộ nghèo năm 2019 còn {}%."
TALKS = "Năm 2019 Đảng ủy tổ chức {} buổi đối thoại với nhân dân."


@cache
def text(income="47,5", revenue="12,4", poor="1,2", talks="5", *, before=()):
    lines = (INCOME.format(income), REVENUE.format(revenue), POOR.format(poor), TALKS.format(talks))
    return docx((*HEAD, *before, *lines))


class Asked(Scene):
    """The report of `text()` was sent up; `ask` sends its figures out."""

    def __init__(self):
        super().__init__()
        self.statistics = make_unit("Chi cục Thống kê thành phố Thanh Hóa", self.city, kind="khac")
        self.finance = make_unit("Phòng Tài chính", self.city, kind="khac")
        self.verifier = make_user(self.statistics, Role.VERIFIER)
        self.accountant = make_user(self.finance, Role.VERIFIER)
        self.draft = self.sent(text())

    def figure(self, part):
        """The one of the version sent up whose sentence has these words."""
        self.draft.refresh_from_db()
        return self.draft.sent.figures.get(sentence__contains=part)

    def ask(self, *parts, department=None, days=7):
        department = department or self.statistics
        some = [self.figure(part) for part in parts]
        asking.ask(self.draft, {department: some}, clock.today() + timedelta(days=days), by=self.office)
        return [Verification.objects.get(draft=self.draft, key=f.key) for f in some]

    def again(self, data):
        """The unit brings the next version and sends it up."""
        drafts.send_back(self.draft, "Bổ sung", by=self.office)
        self.draft.refresh_from_db()
        self.bring(self.draft, data)
        drafts.share(self.draft, by=self.secretary)
        self.draft.refresh_from_db()

    def value(self, figure, value, *, unit=None, department=None, source="Niên giám thống kê 2019"):
        """What a department's own workbook says of it."""
        department = department or self.statistics
        reference = Reference.objects.create(
            department=department,
            source=source,
            file_name="so-lieu.xlsx",
            sha256="0" * 64,
            size=1,
            by=self.verifier,
        )
        return Value.objects.create(
            reference=reference,
            indicator=figure.indicator,
            about=self.unit,
            unit_path=figure.unit_path,
            period=figure.moment or figure.period,
            unit=figure.unit if unit is None else unit,
            value=value,
        )
