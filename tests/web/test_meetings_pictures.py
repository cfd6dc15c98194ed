"""Pictures of a meeting: only the picture is kept, hostile files are refused in one sentence."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from factories import make_attendance, make_meeting, make_person, make_unit, make_user
from vankien_web.common import history, storage
from vankien_web.common.conflict import Conflict
from vankien_web.reviews import images
from vankien_web.reviews.actions import pictures as actions
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db
SENTENCE_ENDS = (".", "…")


@pytest.fixture
def city():
    return make_unit("Đảng bộ thành phố Hai", kind="huyen-tp", level="tren-co-so")


@pytest.fixture
def office(city):
    return make_user(city, Role.OFFICE)


@pytest.fixture
def meeting(city):
    return make_meeting(city, state="open")


def drawn(kind="JPEG", size=(640, 400), mode="RGB", colour="red", **how):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **how)
    return out.getvalue()


def sent(data, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, data)


def opened(sha256):
    return Image.open(storage.path(sha256))


def from_a_telephone():
    """A JPEG that tells where, when and by which device it was taken, and lies on its side."""
    notes = Image.Exif()
    notes[0x0110] = "Máy chụp riêng"
    notes[0x0112] = 6
    notes.get_ifd(0x8825).update({1: "N", 2: (19.0, 48.0, 0.0), 3: "E", 4: (105.0, 46.0, 0.0)})
    return drawn(exif=notes, comment=b"ghi chu rieng")


def test_nothing_but_the_picture_is_kept(meeting, office, django_capture_on_commit_callbacks):
    data = from_a_telephone()
    assert b"Exif" in data and Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    with django_capture_on_commit_callbacks(execute=True):
        made = actions.add_picture(meeting, sent(data), "Toàn cảnh hội nghị", by=office)
    for sha256 in (made.sha256, made.thumbnail):
        kept = storage.path(sha256).read_bytes()
        assert b"Exif" not in kept and b"ghi chu rieng" not in kept and "Máy chụp".encode() not in kept
        assert not opened(sha256).getexif()
    assert (made.width, made.height) == (400, 640)  # set upright
    assert made.file_name == "IMG_0001.jpg"


@pytest.mark.parametrize(
    ("kind", "mode", "name"),
    [("PNG", "RGBA", "a.png"), ("PNG", "P", "b.png"), ("WEBP", "RGB", "c.webp"), ("JPEG", "CMYK", "d.jpg")],
)
def test_every_kind_becomes_a_jpeg(meeting, office, kind, mode, name):
    made = actions.add_picture(meeting, sent(drawn(kind, mode=mode, colour=0), name), "Ảnh", by=office)
    assert opened(made.sha256).format == "JPEG" and opened(made.sha256).mode == "RGB"


def test_a_large_picture_is_made_smaller_and_its_thumbnail_small(meeting, office):
    made = actions.add_picture(meeting, sent(drawn(size=(6000, 3000))), "Ảnh", by=office)
    assert (made.width, made.height) == (2400, 1200) == opened(made.sha256).size
    assert opened(made.thumbnail).size == (480, 240) == made.shown


def bomb(side):
    """A PNG of a few hundred bytes that claims side × side pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rest = chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rest


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"khong phai anh",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        drawn("GIF"),
        drawn("TIFF"),
        drawn()[:900],
        b"\xff\xd8\xff\xe0" + bytes(200),
        bomb(9000),
        bomb(60_000),
    ],
    ids=["empty", "text", "svg", "pdf", "gif", "tiff", "cut", "hollow", "bomb", "large bomb"],
)
def test_what_is_no_picture_is_refused_in_one_sentence(meeting, office, data):
    with pytest.raises(ValidationError) as refused:
        actions.add_picture(meeting, sent(data, "anh.jpg"), "Ảnh", by=office)
    (sentence,) = refused.value.message_dict["file"]
    assert sentence.endswith(SENTENCE_ENDS) and len(sentence) < 200
    assert not meeting.pictures.exists() and not history.stream(meeting).exists()


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("decoded"))
    with pytest.raises(images.Unusable):
        images.made_anew(io.BytesIO(bomb(9000)))


def test_a_file_that_is_too_large_is_refused(meeting, office, settings):
    settings.VANKIEN_UPLOAD_BYTES = 1000
    with pytest.raises(ValidationError) as refused:
        actions.add_picture(meeting, sent(drawn()), "Ảnh", by=office)
    assert "MB" in refused.value.message_dict["file"][0]


def test_a_caption_is_asked_for_and_two_who_write_it_are_told(meeting, office):
    with pytest.raises(ValidationError):
        actions.add_picture(meeting, sent(drawn()), "  ", by=office)
    made = actions.add_picture(meeting, sent(drawn()), "Toàn cảnh", by=office)
    actions.change_caption(made, "Toàn cảnh hội nghị", by=office, revision=0)
    with pytest.raises(Conflict):
        actions.change_caption(type(made).objects.get(), "Khai mạc", by=office, revision=0)
    assert [e.verb for e in history.stream(meeting)] == ["picture_added", "picture_changed"]


def test_a_removed_picture_takes_its_files_along(meeting, office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = actions.add_picture(meeting, sent(drawn()), "Ảnh", by=office)
    hashes = made.sha256, made.thumbnail
    assert all(storage.path(sha256).is_file() for sha256 in hashes)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_picture(made, by=office)
    assert not any(storage.path(sha256).is_file() for sha256 in hashes)


def test_only_the_office_and_only_once_the_meeting_has_begun(city, meeting, office):
    for role in (Role.CHAIR, Role.COMMITTEE_MEMBER, Role.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            actions.add_picture(meeting, sent(drawn()), "Ảnh", by=make_user(city, role))
    for state in ("planned", "called", "cancelled"):
        with pytest.raises(PermissionDenied):
            actions.add_picture(make_meeting(city, state=state), sent(drawn()), "Ảnh", by=office)
    late = make_meeting(city, state="concluded")
    assert actions.add_picture(late, sent(drawn()), "Ảnh", by=office)


def test_who_was_called_sees_them_and_a_stranger_does_not(client, city, meeting, office):
    guest = make_person(make_unit("Đảng bộ xã Ba", city), Role.UNIT_SECRETARY)
    make_attendance(meeting, guest, member=False)
    made = actions.add_picture(meeting, sent(drawn()), "Toàn cảnh <hội nghị>", by=office)
    client.force_login(guest.account)
    page = client.get(f"/hop/{meeting.pk}/anh/").content.decode()
    assert "Toàn cảnh &lt;hội nghị&gt;" in page and 'type="file"' not in page
    for address in (f"/hop/{meeting.pk}/anh/{made.pk}/", f"/hop/{meeting.pk}/anh/{made.pk}/nho/"):
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    assert client.post(f"/hop/{meeting.pk}/anh/", {"caption": "x", "file": sent(drawn())}).status_code == 403
    client.force_login(make_user(make_unit(kind="tinh", level="tinh"), Role.OFFICE))
    assert client.get(f"/hop/{meeting.pk}/anh/{made.pk}/").status_code == 404
    other = make_meeting(city, state="open")
    client.force_login(office)
    assert client.get(f"/hop/{other.pk}/anh/{made.pk}/").status_code == 404
