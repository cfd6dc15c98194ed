"""One page with every part of the frame on it, rendered without a database: tests look at it, nobody else."""

import datetime
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.utils import translation

from vankien_web.common import clock
from vankien_web.common.frame import Stage, Tab
from vankien_web.common.models import Event

NAMES = {
    "my_work": "viec-cua-toi/",
    "board": "tien-do/",
    "drafts": "van-ban/",
    "units": "don-vi/",
    "quick_check": "ra-soat/",
    "search": "tim/",
    "account": "tai-khoan/",
    "account_login": "dang-nhap/",
    "account_logout": "dang-xuat/",
    "demo_roles": "vai/",
}


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    *(path(where, nothing, name=name) for name, where in NAMES.items()),
    path("", include("vankien_web.common.urls")),
]
DAY = datetime.date(2020, 2, 13)
PERSON = "Cán bộ Văn phòng 01"


class Person(SimpleNamespace):
    """Who is signed in, as far as the frame asks."""

    is_authenticated = True

    def __str__(self) -> str:
        return str(self.name)


class PersonForm(forms.Form):
    """Fields of every kind, two of them filled wrongly."""

    name = forms.CharField(label="Họ và tên", help_text="Viết như trong hồ sơ đảng viên.")
    born = forms.DateField(label="Ngày sinh", required=False)
    unit = forms.ChoiceField(label="Đơn vị", choices=[("1", "Đảng bộ xã Quảng Tâm")])
    part = forms.ChoiceField(
        label="Vai", widget=forms.RadioSelect, choices=[("1", "Bí thư"), ("2", "Ủy viên")]
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="Đã đối chiếu với bản giấy", required=False)


UNITS = [
    ("Đảng bộ xã Quảng Tâm", 11, 11, 214, DAY + datetime.timedelta(28), "now", "Đang chuẩn bị", ""),
    ("Đảng bộ UBND thành phố", 7, 12, 1234, DAY - datetime.timedelta(3), "late", "Quá hạn", "late"),
    ("Đảng bộ cơ quan cấp ủy", 0, 9, 96, DAY + datetime.timedelta(5), "soon", "Sắp đến hạn", "soon"),
    ("Đảng bộ phường minh họa 04", 9, 9, 187, DAY - datetime.timedelta(9), "done", "Đã báo cáo", "done"),
]


def context() -> dict[str, object]:
    return {
        "title": "Tiến độ đại hội đảng bộ cấp cơ sở",
        "crumbs": [("Bảng tiến độ", "/tien-do/"), ("Đảng bộ thành phố", "/tien-do/1/"), ("Cấp cơ sở", "")],
        "tabs": [
            Tab("Tiến độ", "/tien-do/"),
            Tab("Hồ sơ", "/tien-do/ho-so/", 12),
            Tab(
                "Số liệu",
                "/tien-do/sl/",
                parts=(Tab("Bảng", "/tien-do/sl/"), Tab("Thẩm định", "/tien-do/td/")),
            ),
            Tab("Lịch sử", "/tien-do/ls/", 0),
        ],
        "stages": [
            Stage("Chuẩn bị", "past", DAY),
            Stage("Đã thẩm định", "past", DAY),
            Stage("Đã duyệt", "now"),
            Stage("Phiên trù bị", "next"),
            Stage("Phiên chính thức", "next", DAY + datetime.timedelta(60)),
            Stage("Đã báo cáo", "next"),
        ],
        "units": [
            dict(zip(("name", "done", "all", "members", "due", "tone", "words", "row"), u, strict=True))
            for u in UNITS
        ],
        "form": PersonForm({"name": "", "born": "31/02/2020", "unit": "1", "part": "1"}),
        "events": [
            Event(
                at=clock.now(),
                actor_name=PERSON,
                verb="account_made",
                subject="user:1",
                number=12,
                hash="4f0c" * 16,
            )
        ],
        "page": Paginator(range(1234), 50).page(3),
        "day": DAY,
    }


def render(
    where: str = "/tien-do/", person: str | None = PERSON, template: str = "gallery.html", **more: object
) -> str:
    """The page at `where` as this person sees it on the day of the demonstration."""
    engine = {**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent]}
    known = engine["OPTIONS"]["context_processors"]
    engine["OPTIONS"] = engine["OPTIONS"] | {"context_processors": [p for p in known if ".site." not in p]}
    storage = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with (
        override_settings(
            ROOT_URLCONF="gallery",
            TEMPLATES=[engine],
            STORAGES=storage,
            VANKIEN_DEMO=True,
            VANKIEN_DEMO_DAY=DAY,
        ),
        translation.override("vi"),
    ):
        request = RequestFactory().get(where, {"trang": "3"})
        request.user = Person(name=person) if person else None
        acting = "cán bộ Văn phòng Thành ủy, Tổ công tác số 1" if person else ""
        return get_template(template).render(context() | {"acting_as": acting} | more, request)
