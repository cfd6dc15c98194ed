"""A finding set aside stays so for the same passage, and for no other."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from docx import Document as Word

from factories import make_congress, make_season, make_tree, make_user
from vankien import word
from vankien.model import Block, Document, Finding, Place
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.fingerprint import fingerprint
from vankien_web.drafts.models import Waiver
from vankien_web.units.models import Role

BLOCKS = (Block(0, "I. Kết quả", label="I. "), Block(1, "Thu nhập đạt 47,5 triệu."), Block(2, "Đạt 48,2."))
DOCUMENT = Document("docx", BLOCKS)
FINDING = Finding(
    "VK401",
    {
        "indicator": "thu_nhap_bq",
        "indicator_name": "Thu nhập",
        "count": 2,
        "other_place": {"block": 2, "quote": "48,2"},
    },
    Place(1, 13, 17, "I", "47,5"),
)


def moved(document, by=3):
    """The same text with `by` paragraphs put in before it."""
    before = tuple(Block(i, f"Đoạn thêm {i}.") for i in range(by))
    return replace(document, blocks=before + tuple(replace(b, index=b.index + by) for b in document.blocks))


def test_the_same_passage_elsewhere_is_the_same_finding():
    place = replace(FINDING.place, block=4, section="II")
    params = FINDING.params | {
        "other_place": {"block": 5, "quote": "48,2"},
        "count": 3,
        "indicator_name": "TN",
    }
    assert fingerprint(FINDING, DOCUMENT) == fingerprint(Finding("VK401", params, place), moved(DOCUMENT))


def test_spelling_of_tones_and_numbering_do_not_change_a_passage():
    one = Document("docx", (Block(0, "1. Đảng ủy hòa giải.", label="1. "),))
    two = Document("docx", (Block(0, "2. Đảng uỷ hoà giải.", label="2. "),))
    found = [
        Finding("VK102", {"part": "results"}, Place(0, 0, 20, None, d.blocks[0].text[3:])) for d in (one, two)
    ]
    assert fingerprint(found[0], one) == fingerprint(found[1], two)


@pytest.mark.parametrize(
    "other",
    [
        replace(FINDING, code="VK402"),
        replace(FINDING, params=FINDING.params | {"indicator": "ho_ngheo"}),
        replace(FINDING, place=Place(1, 0, 8, "I", "Thu nhập")),
        replace(FINDING, place=None),
    ],
)
def test_another_finding_is_another(other):
    assert fingerprint(FINDING, DOCUMENT) != fingerprint(other, DOCUMENT)


@pytest.mark.parametrize("block", [1, 2])
def test_a_changed_passage_is_another_finding(block):
    blocks = tuple(replace(b, text=b.text + " Nay sửa.") if b.index == block else b for b in BLOCKS)
    assert fingerprint(FINDING, DOCUMENT) != fingerprint(FINDING, Document("docx", blocks))


def test_without_a_place_the_numbers_tell():
    long, longer = (
        Finding("VK105", {"words": n, "limit": 9000, "variant": "document"}) for n in (9500, 12000)
    )
    assert fingerprint(long, DOCUMENT) == fingerprint(long, moved(DOCUMENT))
    assert fingerprint(long, DOCUMENT) != fingerprint(longer, DOCUMENT)


class Desk:
    """A commune's report with its first version."""

    def __init__(self, data):
        tree = make_tree()
        congress = make_congress(make_season(tree.city), tree.commune)
        self.secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
        self.office = make_user(tree.city, Role.OFFICE)
        self.draft = actions.create_draft(congress, "political_report", by=self.secretary)
        self.bring(data)
        self.client = Client()
        self.client.force_login(self.secretary)

    def bring(self, data):
        tasks.examine.call(tasks.submit_version(self.draft, [data], "x.docx", by=self.secretary).pk)
        self.draft.refresh_from_db()
        return self.draft.latest

    def finding(self, code, version=None):
        return (version or self.draft.latest).findings.filter(code=code).exclude(severity="").first()

    def page(self, part="ra-soat/"):
        return self.client.get(f"/van-ban/{self.draft.pk}/{part}").content.decode()


@pytest.fixture
def desk(db, commune):
    return Desk(commune)


def edited(data, tmp_path, change):
    (tmp_path / "old.docx").write_bytes(data)
    document = Word(str(tmp_path / "old.docx"))
    change(document)
    document.save(str(tmp_path / "new.docx"))
    return (tmp_path / "new.docx").read_bytes()


def test_set_aside_it_is_in_no_count_and_in_no_list_of_what_is_open(desk, tmp_path):
    before = desk.draft.latest.found
    address = f"/van-ban/{desk.draft.pk}/bo-qua/{desk.finding('VK301').pk}/"
    desk.client.post(address, {"reason": "Số liệu ở phụ lục riêng"})
    desk.draft.refresh_from_db()
    assert desk.draft.latest.found == before - 1
    page = desk.page()
    assert "Số liệu ở phụ lục riêng" in page
    assert f"{desk.secretary} bỏ qua ngày" in page
    assert desk.page("").count('class="remark') == before - 1
    report = desk.page("ket-qua/")
    assert report.count('class="code"') == before
    assert "Số liệu ở phụ lục riêng" in report
    (tmp_path / "a.docx").write_bytes(desk.client.get(f"/van-ban/{desk.draft.pk}/nhan-xet/").content)
    assert len(word.read(tmp_path / "a.docx").comments) == before - 1
    assert "Dự thảo lần 1, " in desk.client.get("/van-ban/").content.decode()


def test_it_stays_for_the_same_passage_in_the_next_version(desk, commune, tmp_path):
    for code in ("VK301", "VK201", "VK401"):  # with a place, without one, with two
        actions.waive(desk.finding(code), "Không cần", by=desk.secretary)

    def push(document):
        first = next(p for p in document.paragraphs if len(p.text) > 80)
        for n in range(3):
            first.insert_paragraph_before(f"Đoạn được thêm vào trước, không có gì cần xem lại lần {n}.")

    before = desk.finding("VK401")
    desk.draft.refresh_from_db()
    open_before = desk.draft.latest.open
    version = desk.bring(edited(commune, tmp_path, push))
    after = desk.finding("VK401", version)
    assert after.place["block"] == before.place["block"] + 3
    assert after.fingerprint == before.fingerprint
    assert version.open == open_before
    assert desk.page().count("Thôi bỏ qua") == 3


def test_it_does_not_hold_for_a_changed_passage(desk, commune, tmp_path):
    finding = desk.finding("VK401")
    quote = desk.draft.latest.reading.document.blocks[finding.place["block"]].text
    actions.waive(finding, "Hai kỳ khác nhau", by=desk.secretary)

    def change(document):
        cells = [p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs]
        paragraph = next(p for p in (*document.paragraphs, *cells) if p.text and p.text in quote)
        paragraph.add_run(" (ước thực hiện)")

    version = desk.bring(edited(commune, tmp_path, change))
    again = desk.finding("VK401", version)
    assert again.fingerprint != finding.fingerprint
    assert "Thôi bỏ qua" not in desk.page()


def test_a_lifted_waiver_counts_again(desk):
    before = desk.draft.latest.open
    waiver = actions.waive(desk.finding("VK301"), "Nhầm", by=desk.secretary)
    desk.client.post(f"/van-ban/{desk.draft.pk}/bo-qua/{waiver.pk}/go/")
    desk.draft.refresh_from_db()
    assert desk.draft.latest.open == before
    actions.lift_waiver(Waiver.objects.get(), by=desk.secretary)
    actions.waive(desk.finding("VK301"), "Lần nữa", by=desk.secretary)
    assert Waiver.objects.count() == 2


def test_a_reason_is_asked_and_one_waiver_is_enough(desk):
    finding = desk.finding("VK301")
    with pytest.raises(ValidationError):
        actions.waive(finding, "  ", by=desk.secretary)
    actions.waive(finding, "Có lý do", by=desk.secretary)
    with pytest.raises(ValidationError):
        actions.waive(finding, "Lại", by=desk.secretary)


def test_the_office_waives_while_it_has_the_draft_and_only_then(desk):
    finding = desk.finding("VK301")
    with pytest.raises(PermissionDenied):
        actions.waive(finding, "Sớm", by=desk.office)
    actions.share(desk.draft, by=desk.secretary)
    finding.version.draft.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.waive(finding, "Muộn", by=desk.secretary)
    actions.waive(finding, "Đúng lúc", by=desk.office)


def test_a_finding_of_another_draft_is_not_reached_through_ones_own(desk, commune):
    other = Desk(commune)
    stranger = other.finding("VK301")
    answer = desk.client.post(f"/van-ban/{desk.draft.pk}/bo-qua/{stranger.pk}/", {"reason": "x"})
    assert answer.status_code == 404
    waiver = actions.waive(stranger, "Của người khác", by=other.secretary)
    assert desk.client.post(f"/van-ban/{desk.draft.pk}/bo-qua/{waiver.pk}/go/").status_code == 404
    assert desk.client.post(f"/van-ban/{other.draft.pk}/bo-qua/{waiver.pk}/go/").status_code == 404
    waiver.refresh_from_db()
    assert waiver.lifted_at is None
