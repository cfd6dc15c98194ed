"""Units and people from Excel: every row is shown, then all are written or none."""

import io
import re

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from factories import make_person, make_tree, make_user
from vankien_web.common.models import Event
from vankien_web.units.models import Person, Post, Role, Unit

pytestmark = pytest.mark.django_db
UNITS = ("Mã đơn vị", "Tên đơn vị", "Loại", "Cấp", "Mã đơn vị cấp trên", "Từ ngày")
PEOPLE = ("STT", "Họ và tên", "Chức vụ", "Mã đơn vị", "Vai trò", "Từ ngày")


def workbook(heads, *rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, "DANH SÁCH")
        for number, row in enumerate((heads, *rows), start=2):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("danh-sach.xlsx", out.getvalue())


@pytest.fixture
def tree(client):
    tree = make_tree()
    client.force_login(make_user(tree.city, Role.OFFICE))
    return tree


def sealed(page):
    return re.search(r'name="rows" value="([^"]+)"', page.content.decode()).group(1)


def test_units_are_shown_first_then_founded_with_their_tree(tree, client):
    address = f"/don-vi/{tree.city.pk}/nhap-don-vi/"
    file = workbook(
        UNITS,
        ("xa-moi", "Đảng bộ xã Mới", "xã", "cơ sở", "", "01/02/2019"),
        ("cb-1", "Chi bộ thôn 1", "Chi bộ", "chi bộ", "xa-moi", ""),
        (tree.commune.code, tree.commune.name, "xa-phuong", "co-so", tree.city.code, ""),
    )
    page = client.post(address, {"file": file})
    assert not Unit.objects.filter(code="xa-moi").exists()
    answer = client.post(address, {"rows": sealed(page)})
    assert answer.status_code == 302
    cell = Unit.objects.get(code="cb-1")
    assert cell.parent.code == "xa-moi"
    assert cell.path.startswith(tree.city.path)
    assert Unit.objects.filter(code=tree.commune.code).count() == 1
    assert Event.objects.filter(verb="unit_founded").count() == 2


def test_one_bad_row_and_nothing_is_written(tree, client):
    address = f"/don-vi/{tree.city.pk}/nhap-don-vi/"
    file = workbook(
        UNITS,
        ("xa-moi", "Đảng bộ xã Mới", "xã", "cơ sở", "", "31/02/2019"),
        ("xa-moi", "Đảng bộ xã Lặp", "hành tinh", "cơ sở", "", ""),
        ("xa-xa", "Đảng bộ xã Xa", "xã", "cơ sở", tree.other_province.code, ""),
        (tree.other_commune.code, "Đảng bộ xã Trộm", "xã", "cơ sở", "", ""),
    )
    page = client.post(address, {"file": file})
    assert page.status_code == 422
    text = page.content.decode()
    for row in (4, 5, 6, 7):
        assert re.search(rf"Dòng {row}\b", text), row
    assert tree.other_commune.name not in text
    assert 'name="rows"' not in text
    assert Unit.objects.count() == 7


def test_people_of_one_name_are_one_person_with_several_posts(tree, client):
    address = f"/don-vi/{tree.city.pk}/nhap-nguoi/"
    file = workbook(
        PEOPLE,
        (1, "Cán bộ Văn phòng 91", "Chánh Văn phòng", tree.city.code, "", "01/01/2018"),
        (2, "Cán bộ Văn phòng 91", "Bí thư chi bộ", tree.office.code, "", "01/01/2019"),
    )
    page = client.post(address, {"file": file})
    assert client.post(address, {"rows": sealed(page)}).status_code == 302
    person = Person.objects.get(name="Cán bộ Văn phòng 91")
    assert sorted(p.title for p in person.posts.all()) == ["Bí thư chi bộ", "Chánh Văn phòng"]
    again = client.post(address, {"file": workbook(PEOPLE, (1, person.name, "Chánh Văn phòng",
                                                            tree.city.code, "", "01/01/2018"))})  # fmt: skip
    assert "Ghi các dòng này" in again.content.decode()
    assert Post.objects.filter(person=person).count() == 2


def test_an_office_imports_no_administrator(tree, client):
    file = workbook(PEOPLE, (1, "Cán bộ 92", "Quản trị", tree.city.code, "administrator", "01/01/2018"))
    page = client.post(f"/don-vi/{tree.city.pk}/nhap-nguoi/", {"file": file})
    assert page.status_code == 422
    assert not Person.objects.filter(name="Cán bộ 92").exists()


def test_a_preview_of_another_person_or_unit_is_not_accepted(tree, client):
    address = f"/don-vi/{tree.city.pk}/nhap-don-vi/"
    page = client.post(address, {"file": workbook(UNITS, ("m", "Đảng bộ xã M", "xã", "cơ sở", "", ""))})
    rows = sealed(page)
    client.force_login(make_user(tree.city, Role.OFFICE))
    client.post(address, {"rows": rows})
    assert not Unit.objects.filter(code="m").exists()


def test_who_may_not_manage_finds_no_such_page(tree, client):
    client.force_login(make_person(tree.city, Role.CHAIR).account)
    assert client.get(f"/don-vi/{tree.city.pk}/nhap-don-vi/").status_code == 404


def test_the_sample_workbook_reads_back(tree, client):
    for which in ("nhap-don-vi", "nhap-nguoi"):
        data = client.get(f"/don-vi/{tree.city.pk}/{which}/mau/").content
        page = client.post(f"/don-vi/{tree.city.pk}/{which}/", {"file": SimpleUploadedFile("a.xlsx", data)})
        assert "Dòng" in page.content.decode()
        assert page.status_code in (200, 422)
