"""The results of elections on the site: typed or read from a file, sealed, erased with the plan."""

import io
import re
import zipfile

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vankien.votes import Ballot, Name
from vankien_web.common import history
from vankien_web.personnel.actions import keys, polls
from vankien_web.personnel.models import Poll, Row
from web.personnel.test_sealing import stored

COUNTS = {"summoned": 135, "present": 133, "issued": 133, "collected": 133, "valid": 131}


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def typed(scene):
    """What an office types: three names for two seats, the last two tied."""
    rows = list(scene.plan.rows.all())
    votes = dict(zip(rows, (128, 71, 61), strict=True))
    sent = COUNTS | {"body": "Ban Chấp hành (minh họa)", "congress": "delegates", "round": "first"}
    sent |= {"seats": 2, "excused": "", "invalid": "bầu quá số lượng: 2", "revision": 0}
    for row, agreed in votes.items():
        sent |= {f"on_{row.key}": "on", f"agreed_{row.key}": agreed, f"uncounted_{row.key}": ""}
    return sent


def entered(go, scene, sent):
    answer = go(scene.secretary, scene.at + "bau-cu/moi/", sent)
    assert answer.status_code == 302, text(answer)
    return answer.headers["Location"]


def test_the_result_stands_on_the_page_as_soon_as_the_counts_are_typed(scene, go, typed):
    page = go(scene.secretary, scene.at + "bau-cu/moi/?co-quan=committee").context["form"]
    assert [line[0].name for line in page.lines()][:1] == ["Ứng viên 01"]
    assert "Ban Chấp hành" in page["body"].value()
    there = entered(go, scene, typed)
    shown = text(go(scene.observer, there))
    for words in (
        "tính trên số được triệu tập sau khi trừ là 135",
        "từ 68 phiếu",
        "94,81%",
        "Đã bầu đủ 2 người",
    ):
        assert words in shown
    assert "190-QĐ/TW" in shown or "244-QĐ/TW" in shown
    assert "Ban Chấp hành (minh họa)" in text(go(scene.observer, scene.at + "bau-cu/"))
    assert "/bau-cu/" in go(scene.observer, scene.at).content.decode()


def test_the_second_round_is_prepared_from_the_first(scene, go, typed):
    second, third = list(scene.plan.rows.all())[1:]
    typed |= {f"agreed_{second.key}": 66, f"agreed_{third.key}": 66}
    there = entered(go, scene, typed)
    assert "Còn thiếu 1 người" in text(go(scene.secretary, there))
    key = there.rstrip("/").rpartition("/")[2]
    page = go(scene.secretary, f"{scene.at}bau-cu/moi/?sau={key}").context["form"]
    assert (page["round"].value(), page["seats"].value(), page["summoned"].value()) == ("further", 1, 135)
    assert [p.name for p, on, agreed, _u in page.lines() if on.value()] == ["Ứng viên 02", "Ứng viên 03"]
    assert {page[name].value() for name in ("present", "valid", f"agreed_{second.key}")} == {None}
    sent = typed | {"round": "further", "seats": 1, f"agreed_{second.key}": 70, f"agreed_{third.key}": 61}
    sent = {k: v for k, v in sent.items() if scene.first.key.hex not in k.replace("-", "")}
    assert "Đã bầu đủ 1 người" in text(go(scene.secretary, entered(go, scene, sent)))
    tied = typed | {f"agreed_{second.key}": 69, f"agreed_{third.key}": 69, "valid": 133, "invalid": ""}
    key = entered(go, scene, tied).rstrip("/").rpartition("/")[2]
    page = go(scene.secretary, f"{scene.at}bau-cu/moi/?sau={key}").context["form"]
    assert (page["round"].value(), page["seats"].value()) == ("tie", 1)
    for wrong in ("x", scene.plan.key, "00000000-0000-4000-8000-000000000000"):
        assert go(scene.secretary, f"{scene.at}bau-cu/moi/?sau={wrong}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"valid": 134}, "nhiều hơn số phiếu thu về"),
        ({"invalid": "bầu quá số lượng: 5"}, "không bằng 133 phiếu thu về"),
        ({"excused": "bị tạm giam"}, "Mỗi dòng ghi một lý do"),
        ({"seats": 0}, "lớn hơn hoặc bằng"),
        ({"excused": "bị tạm giam: 9"}, "nhiều hơn số vắng mặt"),
    ],
)
def test_counts_that_cannot_be_are_refused_and_nothing_typed_is_lost(scene, go, typed, changes, words):
    answer = go(scene.secretary, scene.at + "bau-cu/moi/", typed | changes)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Ban Chấp hành (minh họa)" in answer.content.decode()
    assert not Poll.objects.exists()


def test_votes_and_the_ballot_go_together(scene, go, typed):
    first = scene.first.key
    without = {k: v for k, v in typed.items() if k != f"on_{first}"}
    assert "không có trong danh sách bầu" in text(go(scene.secretary, scene.at + "bau-cu/moi/", without))
    empty = typed | {f"agreed_{first}": ""}
    assert "không có thì ghi 0" in text(go(scene.secretary, scene.at + "bau-cu/moi/", empty))
    assert not Poll.objects.exists()


def test_a_reason_that_the_rules_do_not_name_is_asked_about_and_counted(scene, go, typed):
    shown = text(go(scene.secretary, entered(go, scene, typed | {"excused": "linh tinh: 1"})))
    assert "135 - 1 = 134" in shown
    assert "chưa thấy trong" in shown
    assert "Cần đối chiếu lại: 1" in text(go(scene.secretary, scene.at + "bau-cu/"))


def test_counts_are_set_right_and_two_people_are_told_of_each_other(scene, go, typed):
    there = entered(go, scene, typed)
    page = go(scene.secretary, there + "sua/").context["form"]
    sent = {name: page[name].value() for name in page.fields if page[name].value() not in (None, "")}
    before = Poll.objects.get().opened()
    assert go(scene.secretary, there + "sua/", sent).status_code == 302
    assert Poll.objects.get().opened() == before
    late = go(scene.office, there + "sua/", sent | {"valid": 130, "invalid": "3"})
    assert late.status_code == 409
    assert Poll.objects.get().opened() == before
    assert (
        go(scene.office, there + "sua/", sent | {"revision": 1, "seats": 1, "valid": 131}).status_code == 422
    )
    assert go(scene.office, there + "bo/", {}).status_code == 302
    assert not Poll.objects.exists()
    assert go(scene.office, there + "sua/", sent).status_code == 404


def test_the_minute_is_a_paper_for_who_may_take_it_away(scene, go, typed):
    there = entered(go, scene, typed)
    for address in (there + "bien-ban/", scene.at + "bau-cu/bien-ban/"):
        answer = go(scene.office, address)
        assert answer.headers["Cache-Control"] == "no-store"
        words = "\n".join(p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs)
        assert "Ứng viên 01: 128 phiếu (94,81%)" in words
        assert go(scene.observer, address).status_code == 404
    assert history.stream(scene.plan).filter(verb="personnel_exported").count() == 2
    assert zipfile.is_zipfile(io.BytesIO(answer.content))


FILE = """
body = "Ban Chấp hành"
seats = 1
summoned = 21
present = 20
issued = 20
collected = 20
valid = 20
[[candidate]]
name = "Ứng viên 01"
agreed = 12
[[candidate]]
name = "ứng viên  02"
agreed = 8
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("x", "x", None),
        ("ứng viên  02", "Người Lạ", "Không có trong danh sách nhân sự của đề án: Người Lạ"),
        ("seats = 1", "", "phieu.toml: thiếu mục “seats”"),
        ("valid = 20", "valid = 30", "nhiều hơn số phiếu thu về"),
    ],
)
def test_a_file_of_the_command_line_gives_the_same(scene, go, old, new, words):
    data = FILE.replace(old, new, 1).encode()
    answer = go(scene.secretary, scene.at + "bau-cu/tep/", {"file": SimpleUploadedFile("phieu.toml", data)})
    if words is None:
        assert answer.status_code == 302
        assert "Đã bầu đủ 1 người" in text(go(scene.secretary, answer.headers["Location"]))
    else:
        assert (answer.status_code, Poll.objects.count()) == (422, 0)
        assert words in text(answer)


def test_what_is_no_workbook_is_told(scene, go):
    file = SimpleUploadedFile("phieu.xlsx", b"PK\x03\x04")
    answer = go(scene.secretary, scene.at + "bau-cu/tep/", {"file": file})
    assert (answer.status_code, "Excel" in text(answer)) == (422, True)


def test_everything_of_a_ballot_is_sealed_rotated_and_erased(scene, go, typed):
    typed |= {"body": "Cơ Quan Kín", "summoned": 98317}
    there = entered(go, scene, typed)
    go(scene.secretary, there)
    assert [table for table, said in stored() if "Kín" in said or "98317" in said] == []
    before = bytes(Poll.objects.get().sealed)
    assert keys.rotate() == 1 + Row.objects.count() + 1
    assert bytes(Poll.objects.get().sealed) != before
    assert Poll.objects.get().opened().summoned == 98317
    sent = {"reason": "Hết nhiệm kỳ", "revision": 0}
    assert go(scene.secretary, scene.at + "xoa-ten/", sent).status_code == 302
    assert not Poll.objects.exists()
    assert {go(scene.secretary, at).status_code for at in (there, scene.at + "bau-cu/")} == {404}


def test_events_of_a_ballot_hold_nothing_of_it(scene, go, typed):
    there = entered(go, scene, typed)
    for end in ("", "sua/", "bien-ban/"):
        go(scene.secretary, there + end)
    go(scene.secretary, scene.at + "bau-cu/")
    events = list(history.stream(scene.plan))
    assert {e.verb for e in events} >= {"poll_entered", "personnel_read", "personnel_exported"}
    assert not any(word in str(e.details) for e in events for word in ("Ứng viên", "minh họa", "128"))
    assert sum(e.verb == "personnel_read" for e in events) == 3


def test_who_may_not_is_answered_as_if_there_were_none(scene, go, typed):
    there = entered(go, scene, typed)
    lists = [scene.at + f"bau-cu/{end}" for end in ("", "moi/", "tep/", "bien-ban/")]
    for user in [*scene.others, scene.administrator]:
        for address in [*lists, *(there + end for end in ("", "sua/", "bo/", "bien-ban/"))]:
            for data in (None, {"revision": 0}):
                assert go(user, address, data).status_code in (404, 405)
    for end in ("sua/", "bien-ban/"):
        assert go(scene.observer, there + end).status_code == 404
    assert go(scene.observer, there + "bo/", {}).status_code == 404
    with pytest.raises(PermissionDenied):
        polls.enter(scene.plan, [Poll.objects.get().opened()], by=scene.observer)
    one = Ballot("x", 1, (Name("Người Lạ", 3),), 5, 5, 5, 5, 5)
    with pytest.raises(ValidationError):
        polls.enter(scene.plan, [one], by=scene.secretary)


def test_pages_of_many_ballots_ask_the_database_as_often_as_of_one(scene, go, typed, client):
    def asked(address):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return sum("SAVEPOINT" not in query["sql"] for query in seen.captured_queries)

    counts = []
    for many in (1, 6):
        for _n in range(many):
            there = entered(go, scene, typed)
        ends = ("bau-cu/", "bau-cu/moi/?co-quan=committee", "bau-cu/bien-ban/")
        counts.append([asked(at) for at in (there, there + "sua/", *(scene.at + end for end in ends))])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
