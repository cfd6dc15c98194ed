"""A department of a city with its verifier, and workbooks that it brings."""

import xlsxwriter

from factories import make_unit, make_user
from vankien_web.common import clock
from vankien_web.figures.actions import reference as actions
from vankien_web.figures.models import Value
from vankien_web.units.models import Role

HEAD = ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2018", "Năm 2019")
INCOME = (1, "Thu nhập bình quân đầu người", "triệu đồng/người/năm", 45.2, 49.7)
POOR = (2, "Tỷ lệ hộ nghèo", "%", 2.7, 1.87)


def workbook(tmp_path, *rows, name="a.xlsx", title="MỘT SỐ CHỈ TIÊU CHỦ YẾU"):
    path = tmp_path / name
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Biểu 1")
        sheet.write(0, 0, title)
        for r, row in enumerate(rows, 2):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    return path.read_bytes()


class Scene:
    def __init__(self):
        self.city = make_unit("Đảng bộ thành phố Hai", kind="huyen-tp", level="tren-co-so")
        self.commune = make_unit("Đảng bộ xã Quảng Tâm", self.city, short_name="Quảng Tâm")
        self.other = make_unit("Đảng bộ xã Quảng Phú", self.city)
        self.statistics = make_unit("Chi cục Thống kê", self.city, kind="khac")
        self.verifier = make_user(self.statistics, Role.VERIFIER)
        self.office = make_user(self.city, Role.OFFICE)

    def bring(self, data, *, as_of=None, by=None, department=None, source="Niên giám 2019"):
        return actions.bring(
            department or self.statistics, [data], "so-lieu.xlsx", source,
            as_of or clock.today(), self.city, by=by or self.verifier,
        )  # fmt: skip

    def take(self, data, choices=None, **more):
        reference = self.bring(data, **more)
        actions.import_values(reference, choices or {}, seen=True, revision=0, by=self.verifier)
        reference.refresh_from_db()
        return reference

    def standing(self, indicator="ho_ngheo", period="2019"):
        found = Value.objects.standing().filter(indicator=indicator, period=period)
        return [v.value for v in found]
