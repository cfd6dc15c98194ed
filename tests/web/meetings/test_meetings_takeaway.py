"""Papers to take away: only what one sees, names for Windows, made once for all, LibreOffice or not."""

import io
import re
import zipfile
from functools import partial

import pytest
from pypdf import PdfReader, PdfWriter

from factories import (
    make_attendance,
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_person,
    make_season,
    make_tree,
    make_user,
    make_version,
)
from vankien_web.common import office as libreoffice
from vankien_web.reviews import binding, takeaway
from vankien_web.reviews.models import Bundle, Progress
from vankien_web.reviews.tasks import takeaway as tasks
from vankien_web.units.models import PersonnelStatement, Role

pytestmark = pytest.mark.django_db
NAMES_FOR_WINDOWS = re.compile(r'[^<>:"\\|?*\x00-\x1f]*[^<>:"\\|?*\x00-\x1f. ]')


def pdf(pages=1, locked=""):
    writer, out = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    if locked:
        writer.encrypt(locked, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def hall(commune):
    """A meeting on a report (.docx), an outline (.pdf), a personnel plan and another matter."""
    tree = make_tree()
    office = make_user(tree.city, Role.OFFICE, sees_personnel=True)
    PersonnelStatement.objects.create(statement="…", signed_by=office)
    season, tree.keeper = make_season(tree.city), office
    congress, other = make_congress(season, tree.commune), make_congress(season, tree.office)
    report = make_version(make_draft(congress), data=commune, file_name='BCCT: "lần/1".docx').draft
    outline = make_version(
        make_draft(other, kind="outline", title="Đề cương"), data=pdf(2), file_name="dc.pdf"
    )
    plan = make_draft(congress, kind="personnel_plan", title="Đề án nhân sự")
    secret = make_version(plan, data=b"Danh sach du kien", file_name="nhan-su.txt")
    tree.meeting = make_meeting(tree.city, "Hội nghị: nghe <ba> đơn vị", state="called")
    make_item(tree.meeting, report, title="Báo cáo chính trị xã Ba", presenter="Tổ số 1", minutes=20)
    make_item(tree.meeting, secret.draft)
    make_item(tree.meeting, outline.draft, title="CON")
    make_item(tree.meeting, title="Việc khác? " + "rất dài " * 30)
    tree.member = make_user(tree.city, Role.COMMITTEE_MEMBER)
    tree.guest = make_person(tree.commune, Role.UNIT_SECRETARY).account
    make_attendance(tree.meeting, tree.guest.person, member=False)
    return tree


def unpacked(meeting, user):
    return zipfile.ZipFile(io.BytesIO(b"".join(takeaway.pack(takeaway.contents(meeting, user)))))


def run_to_the_end(bundle):
    """What the worker does, one task after another."""
    for _task in range(20):
        tasks.bind.call(bundle.pk)
        bundle.refresh_from_db()
        if not bundle.under_way:
            return bundle
    raise AssertionError("never ends")


def test_the_zip_holds_a_folder_an_item_and_the_files_as_they_were_brought(hall, commune):
    packed = unpacked(hall.meeting, hall.member)
    names = packed.namelist()
    assert names[:2] == ["00. Chương trình.html", "00. Chương trình.txt"]
    assert names[2] == "1. Báo cáo chính trị xã Ba/Dự thảo lần 1 - BCCT lần 1.docx"
    assert packed.read(names[2]) == commune
    assert packed.testzip() is None


def test_every_name_can_be_unpacked_on_windows(hall):
    make_item(hall.meeting, title="a" * 255, number=9)
    for name in unpacked(hall.meeting, hall.keeper).namelist():
        assert len(name) < 200
        for part in name.split("/"):
            assert NAMES_FOR_WINDOWS.fullmatch(part), part


@pytest.mark.parametrize(
    "name", ["CON", "nul.docx", "COM1.txt", " .hidden. ", "a/b\\c", "???", "x" * 400 + ".docx"]
)
def test_names_that_windows_keeps_for_itself_are_made_others(name):
    from vankien_web.common.packing import safe_name

    made = safe_name(name)
    assert NAMES_FOR_WINDOWS.fullmatch(made) and "/" not in made and len(made) < 120
    assert not re.match(r"(?i)(con|nul|com1)(\.|$)", made)
    assert made.endswith(".docx") == name.endswith(".docx")


def test_two_files_of_one_name_are_told_apart():
    from vankien_web.common.packing import unlike

    assert list(unlike(["a/B.docx", "a/b.docx", "c/b.docx"])) == ["a/B.docx", "a/(2) b.docx", "c/b.docx"]


def test_the_agenda_in_it_can_be_read_printed_and_followed(hall):
    packed = unpacked(hall.meeting, hall.member)
    page = packed.read("00. Chương trình.html").decode()
    assert "Hội nghị: nghe &lt;ba&gt; đơn vị" in page and "Tổ số 1" in page and "20 phút" in page
    assert "D%E1%BB%B1%20th%E1%BA%A3o" in page
    text = packed.read("00. Chương trình.txt").decode("utf-8-sig")
    assert "1. Báo cáo chính trị xã Ba\r\n" in text and "<" in text


def test_only_what_one_sees_is_in_it_and_the_numbers_betray_nothing(hall):
    keeper, member, guest = (
        takeaway.contents(hall.meeting, u) for u in (hall.keeper, hall.member, hall.guest)
    )
    assert [c.number for c in member.chapters] == [1, 2, 3] and len(keeper.chapters) == 4
    assert "nhân sự" not in str(member) and "nhan-su" in str(keeper)
    # the guest sees the own unit's document, and of the other's only that it is heard
    assert [len(c.sheets) for c in guest.chapters] == [1, 0, 0]
    assert len({keeper.key, member.key, guest.key}) == 3


def test_whoever_sees_the_same_gets_the_same_file(hall):
    again = make_user(hall.city, Role.COMMITTEE_MEMBER)
    assert takeaway.contents(hall.meeting, again).key == takeaway.contents(hall.meeting, hall.member).key
    made = [tasks.order(hall.meeting, takeaway.contents(hall.meeting, u)) for u in (again, hall.member)]
    assert made[0] == made[1] and Bundle.objects.count() == 1


def test_the_pdf_has_every_page_and_a_bookmark_for_each_item(hall, monkeypatch):
    told = takeaway.contents(hall.meeting, hall.member)
    bundle = run_to_the_end(tasks.order(hall.meeting, told))
    assert (bundle.state, bundle.left_out) == (Progress.DONE, [])
    bound = PdfReader(binding.bundle_path(bundle.key))
    outline = [entry for entry in bound.outline if not isinstance(entry, list)]
    assert [entry.title for entry in outline][:2] == ["1. Báo cáo chính trị xã Ba", "2. CON"]
    assert bound.get_destination_page_number(outline[1]) == len(bound.pages) - 2
    text = "".join(page.extract_text() for page in bound.pages)
    assert "Hội nghị: nghe <ba> đơn vị" in text and "Quảng Tâm" in text
    assert "nhân sự xã" not in text

    # Fifty people: no paper is converted again.
    monkeypatch.setattr(libreoffice, "to_pdf", lambda *_a, **_k: pytest.fail("converted again"))
    for _person in range(50):
        assert tasks.order(hall.meeting, told).state == Progress.DONE


def test_a_changed_agenda_is_bound_anew_from_papers_converted_once(hall, monkeypatch):
    converted = []
    monkeypatch.setattr(libreoffice, "to_pdf", lambda _s, **how: converted.append(how["suffix"]) or pdf())
    run_to_the_end(tasks.order(hall.meeting, takeaway.contents(hall.meeting, hall.member)))
    assert converted == [".docx", ".fodt"]
    make_item(hall.meeting, title="Bổ sung")
    run_to_the_end(tasks.order(hall.meeting, takeaway.contents(hall.meeting, hall.member)))
    assert converted == [".docx", ".fodt", ".fodt"] and Bundle.objects.count() == 2


@pytest.mark.parametrize("data", [b"%PDF-1.7 hong", pdf(locked="bi mat"), b"\x00\x01 khong ro"])
def test_what_cannot_be_bound_is_named_and_the_rest_is_there(hall, data, monkeypatch):
    monkeypatch.setattr(tasks, "_cover", lambda told, left_out: pdf())
    congress = make_congress(make_season(hall.province), hall.party_office)
    broken = make_version(make_draft(congress, title="Văn bản hỏng"), data=data, file_name="x.pdf").draft
    meeting = make_meeting(hall.city, state="called")
    make_item(meeting, broken)
    bundle = run_to_the_end(tasks.order(meeting, takeaway.contents(meeting, hall.member)))
    assert (bundle.state, bundle.left_out) == (Progress.DONE, ["Văn bản hỏng, Dự thảo lần 1"])
    assert len(PdfReader(binding.bundle_path(bundle.key)).pages) == 1


def test_a_task_that_is_killed_again_and_again_is_given_up(hall, monkeypatch):
    bundle = tasks.order(hall.meeting, takeaway.contents(hall.meeting, hall.member))
    monkeypatch.setattr(tasks, "_next", lambda _bundle: None)  # as if the process had ended there
    for _again in range(4):
        tasks.bind.call(bundle.pk)
    bundle.refresh_from_db()
    assert bundle.state == Progress.FAILED
    assert tasks.order(hall.meeting, takeaway.contents(hall.meeting, hall.member)).state == Progress.QUEUED


def test_a_restarted_worker_takes_up_what_was_left(hall, monkeypatch):
    bundle = tasks.order(hall.meeting, takeaway.contents(hall.meeting, hall.member))
    assert tasks.recover() == 1
    Bundle.objects.filter(pk=bundle.pk).update(state=Progress.DONE)
    assert tasks.recover() == 0


def test_what_nobody_asks_for_is_swept_and_made_again(hall, monkeypatch):
    monkeypatch.setattr(tasks, "_cover", lambda told, left_out: pdf())
    monkeypatch.setattr(libreoffice, "to_pdf", lambda *_a, **_k: pdf())
    told = takeaway.contents(hall.meeting, hall.member)
    bundle = run_to_the_end(tasks.order(hall.meeting, told))
    monkeypatch.setattr(binding, "KEPT", -1)
    binding.sweep()
    assert not tasks.ready(bundle)
    assert tasks.order(hall.meeting, told).state == Progress.QUEUED


# The pages


def test_the_page_makes_the_pdf_and_gives_it_to_who_sees_the_same(client, hall, monkeypatch):
    monkeypatch.setattr(libreoffice, "to_pdf", lambda *_a, **_k: pdf())
    home = f"/hop/{hall.meeting.pk}/tai-lieu/"
    client.force_login(hall.member)
    assert "Tạo tập PDF" in client.get(home).content.decode()
    assert client.get(f"/hop/{hall.meeting.pk}/tai-lieu.pdf").status_code == 302
    assert client.post(home + "tap/").status_code == 302
    assert "0/3" in client.get(home).content.decode()
    polled = client.get(home + "tien-do/")
    ask = partial(client.get, home + "tien-do/", headers={"If-None-Match": polled.headers["ETag"]})
    assert ask().status_code == 304
    run_to_the_end(Bundle.objects.get())
    assert ask().headers["HX-Refresh"] == "true"
    answer = client.get(f"/hop/{hall.meeting.pk}/tai-lieu.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    client.force_login(hall.guest)
    assert client.get(f"/hop/{hall.meeting.pk}/tai-lieu.pdf").status_code == 302  # sees less: another file


def test_without_libreoffice_the_page_says_so_and_the_zip_is_there(client, hall, monkeypatch):
    monkeypatch.setattr(libreoffice, "available", lambda: False)
    client.force_login(hall.member)
    page = client.get(f"/hop/{hall.meeting.pk}/tai-lieu/").content.decode()
    assert "chưa cài LibreOffice" in page and "Tạo tập PDF" not in page and "Tải tệp ZIP" in page
    assert client.post(f"/hop/{hall.meeting.pk}/tai-lieu/tap/").status_code == 404
    answer = client.get(f"/hop/{hall.meeting.pk}/tai-lieu.zip")
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_stranger_takes_nothing(client, hall):
    client.force_login(make_user(hall.other_province, Role.OFFICE))
    for end in ("tai-lieu/", "tai-lieu.pdf", "tai-lieu.zip", "tai-lieu/tien-do/"):
        assert client.get(f"/hop/{hall.meeting.pk}/{end}").status_code == 404
