"""Sealed packages on the site: sealed below, brought in any order, counted once, opened to their origin."""

import itertools
import re
import stat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories import make_person
from vankien import synthesis
from vankien.synthesis import Conference, Contribution, Remark
from vankien_web.common import storage
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.reviews import sealkeys, synthesized
from vankien_web.reviews.models import KnownKey, OpinionPackage
from vankien_web.units.models import Role
from web.collating_scene import Collecting

pytestmark = pytest.mark.django_db
ABOUT = "Dự thảo Báo cáo chính trị"
CITY = ("Đảng bộ tỉnh Một", "Đảng bộ thành phố Hai")
POVERTY = "Bổ sung số liệu hộ nghèo năm 2019"


def package(tmp_path, name, remarks, *, number=1, key=None, unit=None, below=(), about=ABOUT):
    """(bytes, key): as a unit below seals it on a machine of its own."""
    key = key or synthesis.new_key()
    own = Contribution(
        about,
        (*CITY, name) if unit is None else unit,
        number,
        f"2020-02-{number:02}T08:00:00+07:00",
        ("I. KINH TẾ", "II. VĂN HÓA"),
        (Conference("h1", f"Hội nghị {name}", "2020-02-10", 30),),
        tuple(Remark(heading, text, "h1", 2, 3) for heading, text in remarks),
        (),
        tuple(sorted(read.top for read in below)),
    )
    top = synthesis.seal(own, key)
    target = tmp_path / f"{name}-{number}.goi"
    synthesis.write(top.id, synthesis.united(below) | {top.id: top}, target)
    return target.read_bytes(), key


class Office:
    def __init__(self, scene, person=None):
        self.scene, self.person, self.unit = scene, person or scene.office, scene.tree.city
        self.client = scene.client(self.person)
        self.home = f"/goi-y-kien/{self.unit.pk}/"

    def bring(self, *files):
        sent = [SimpleUploadedFile(f"{n}.goi", data) for n, data in enumerate(files)]
        return self.client.post(self.home, {"packages": sent}, follow=True).content.decode()

    def confirm(self):
        for one in OpinionPackage.objects.filter(holder=self.unit, own=False):
            self.client.post(f"{self.home}goi/{one.pk}/xac-nhan/")

    def lines(self, about=ABOUT):
        page = self.client.get(f"{self.home}tong-hop/", {"ve": about})
        return page.content.decode() if page.status_code == 200 else ""

    def seal(self, **fields):
        return self.client.post(f"{self.home}niem-phong/", {"consultation": ABOUT, "collation": ""} | fields)


@pytest.fixture
def office(tmp_path):
    return Office(Collecting(tmp_path))


@pytest.fixture
def three(tmp_path):
    """Three units, one of which sent a second package."""
    one, key = package(tmp_path, "Xã 01", [("I. KINH TẾ", POVERTY), ("II. VĂN HÓA", "Nên viết gọn")])
    two, _key = package(tmp_path, "Xã 02", [("I. KINH TẾ", f"Đề nghị {POVERTY.lower()}")])
    again, _key = package(tmp_path, "Xã 01", [("I. KINH TẾ", POVERTY)], number=2, key=key)
    return one, two, again


def told(page):
    """What the page of lines says, without its frame."""
    return [re.sub(r"<[^>]+>", " ", table) for table in re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL)]


class TestBrought:
    def test_nothing_counts_before_its_key_is_confirmed(self, office, three):
        page = office.bring(*three[:2])
        assert page.count("Chưa xác nhận khóa") == 2
        assert office.lines() == ""
        one = OpinionPackage.objects.get(sender__endswith="Xã 01")
        assert one.mark in page
        office.confirm()
        assert KnownKey.objects.count() == 2
        assert "Chưa xác nhận khóa" not in office.client.get(office.home).content.decode()
        assert POVERTY in office.lines()

    def test_any_order_and_twice_give_the_same_lines(self, office, three, tmp_path):
        found = set()
        for order in itertools.permutations(three):
            OpinionPackage.objects.all().delete()
            office.bring(*order, order[0])
            office.confirm()
            assert OpinionPackage.objects.count() == 3
            found.add("".join(told(office.lines())))
        assert len(found) == 1
        assert "Nên viết gọn" not in found.pop()  # the second package of that unit says it no more

    def test_numbers_stand_behind_each_line(self, office, three):
        office.bring(*three)
        office.confirm()
        page = " ".join(office.lines().split())
        assert "2 đơn vị, 2 hội nghị, 60 lượt người dự, 6 ý kiến; tổng hợp thành 1 dòng" in page
        cells = re.findall(r'<td class="num"[^>]*>(\d+)</td>', page)
        assert cells == ["6", "4", "2"]

    def test_a_line_opens_to_its_origin(self, office, three):
        office.bring(*three)
        office.confirm()
        page = office.client.get(f"{office.home}tong-hop/1/", {"ve": ABOUT}).content.decode()
        assert "Xã 01" in page
        assert "Hội nghị Xã 02, 10/02/2020" in page
        assert f"Đề nghị {POVERTY.lower()}" in page
        assert office.client.get(f"{office.home}tong-hop/9/", {"ve": ABOUT}).status_code == 404

    def test_another_key_for_a_known_unit_is_told(self, office, three, tmp_path):
        office.bring(three[0])
        office.confirm()
        foreign, _key = package(tmp_path, "Xã 01", [("I. KINH TẾ", "Bỏ hết")], number=9)
        page = office.bring(foreign)
        assert "Trước đây đã xác nhận một khóa khác" in page
        assert "Bỏ hết" not in office.lines()
        assert POVERTY in office.lines()

    def test_a_letter_that_was_changed_is_refused(self, office, three):
        data = bytearray(three[0])
        data[len(data) // 3] ^= 1
        page = office.bring(bytes(data), b"PK no package", three[1])
        assert OpinionPackage.objects.count() == 1
        assert "không phải gói tổng hợp" in page
        assert "Đã nhận gói của" in page

    def test_nobody_speaks_in_the_name_of_a_neighbour(self, office, tmp_path):
        forged, _key = package(tmp_path, "Xã 02", [("I. KINH TẾ", "Giả")], number=99)
        path = tmp_path / "gia.goi"
        path.write_bytes(forged)
        below = [synthesis.read(path)]
        sent, _key = package(tmp_path, "Xã 01", [("I. KINH TẾ", "Thật")], below=below)
        assert "nói thay" in office.bring(sent)
        assert OpinionPackage.objects.count() == 0

    def test_too_many_for_a_page_is_said(self, office, three, monkeypatch):
        monkeypatch.setattr(synthesized, "MOST", 5)
        office.bring(*three)
        office.confirm()
        assert "vankien synthesis merge" in office.lines()


class TestSealed:
    def test_what_was_collected_goes_up_without_names(self, office, tmp_path, settings):
        scene = office.scene
        planted = scene.copies("Ủy viên 01", "Ủy viên 02")
        office.seal(collation=scene.collation.pk, conference="Hội nghị BTV", held="13/02/2020", people="11")
        made = OpinionPackage.objects.get(own=True)
        read = synthesis.read(storage.path(made.sha256))
        said = read.sealed[read.top].contribution
        assert said.unit == CITY
        assert len(said.remarks) == len(planted) == made.opinions
        assert (said.conferences[0].held, said.conferences[0].people) == ("2020-02-13", 11)
        assert "Ủy viên 01" not in read.sealed[read.top].data.decode()
        assert {r.heading for r in said.remarks} <= set(said.headings)
        key = settings.DATA / sealkeys.FOLDER / f"{office.unit.pk}.pem"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert made.mark in office.client.get(office.home).content.decode()

    def test_with_all_that_came_from_below(self, office, three, tmp_path):
        office.bring(*three)
        office.confirm()
        office.seal()
        office.seal()
        first, second = OpinionPackage.objects.filter(own=True).order_by("number")
        assert (first.number, second.number, first.key) == (1, 2, second.key)
        answer = office.client.get(f"{office.home}goi/{second.pk}/tep/")
        path = tmp_path / "len.goi"
        path.write_bytes(b"".join(answer.streaming_content))
        read = synthesis.read(path)
        assert {one.contribution.unit[-1] for one in read.sealed.values()} == {"Xã 01", "Xã 02", CITY[-1]}
        assert synthesis.synthesis(read.sealed.values()).opinions == 6

    def test_the_level_above_takes_it(self, office, three, tmp_path):
        office.bring(*three)
        office.confirm()
        office.seal()
        made = OpinionPackage.objects.get(own=True)
        above = Office(office.scene, make_person(office.scene.tree.province, Role.OFFICE))
        above.unit = office.scene.tree.province
        above.home = f"/goi-y-kien/{above.unit.pk}/"
        above.bring(storage.path(made.sha256).read_bytes())
        above.confirm()
        assert told(above.lines()) == told(office.lines())

    def test_nothing_is_not_sealed(self, office):
        assert office.seal().status_code == 422
        assert OpinionPackage.objects.count() == 0

    def test_while_copies_are_read_nothing_is_sealed(self, office):
        scene = office.scene
        scene.copies("Ủy viên 01")
        scene.collation.copies.update(state="reading")
        assert office.seal(collation=scene.collation.pk).status_code == 422


def test_only_who_writes_for_the_unit_reaches_its_packages(office, three):
    office.bring(three[0])
    one = OpinionPackage.objects.get()
    for person in (office.scene.chair, office.scene.member, office.scene.secretary):
        client = office.scene.client(person)
        for part in ("", "niem-phong/", f"tong-hop/?ve={ABOUT}", f"goi/{one.pk}/tep/"):
            assert client.get(office.home + part).status_code == 404
        assert client.post(f"{office.home}goi/{one.pk}/xac-nhan/").status_code == 404
    assert KnownKey.objects.count() == 0
    own = office.scene.client(office.scene.secretary)
    assert own.get(f"/goi-y-kien/{office.scene.tree.commune.pk}/").status_code == 200
    assert own.get(f"/goi-y-kien/{office.scene.tree.commune.pk}/goi/{one.pk}/tep/").status_code == 404


def test_nothing_of_a_personnel_plan_goes_up(office):
    scene = office.scene
    scene.copies("Ủy viên 01")
    Draft.objects.filter(pk=scene.draft.pk).update(kind=PERSONNEL)
    assert office.seal(collation=scene.collation.pk).status_code == 422
    assert OpinionPackage.objects.count() == 0
