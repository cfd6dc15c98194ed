"""Sealed packages: what is merged is a set, what was altered is refused, every remark is in one line."""

import base64
import json
import random
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from vankien.model import UnreadableFile
from vankien.synthesis import (
    Conference,
    Contribution,
    Group,
    Remark,
    fingerprint,
    new_key,
    read,
    seal,
    synthesis,
    united,
    write,
)
from vankien.synthesis.likeness import leaders
from vankien.synthesis.tables import opinions

KEY, OTHER = new_key(), new_key()
HEADINGS = ("I. Kết quả", "II. Hạn chế", "III. Chỉ tiêu")
SAID = (
    "Đề nghị bổ sung tỷ lệ hộ nghèo của xã",
    "Đề nghị bổ sung tỷ lệ hộ nghèo của toàn xã",
    "Không nên nêu tỷ lệ hộ nghèo của xã",
    "Làm rõ nguyên nhân thu ngân sách giảm",
    "Thu gọn phần quốc phòng, an ninh",
)


def contribution(name, remarks, **more):
    held = (Conference("h1", "Hội nghị chi bộ", "2025-11-03", 24),)
    return Contribution("Dự thảo", ("Tỉnh", name), more.pop("number", 1), "2025-11-04T08:00:00", HEADINGS,
                        held, tuple(remarks), **more)  # fmt: skip


def remark(text, heading=HEADINGS[0], **more):
    return Remark(heading, text, "h1", **more)


def told(made):
    return [(x.heading, x.text, x.conferences, x.people, x.opinions) for x in made.lines]


REMARKS = st.lists(
    st.builds(remark, st.sampled_from(SAID), st.sampled_from(HEADINGS), people=st.integers(1, 9)), max_size=6
)


@settings(max_examples=40, deadline=None)
@given(st.lists(REMARKS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_twice_and_in_any_order_the_same(units, chance):
    sealed = [seal(contribution(f"Xã {n}", remarks), KEY) for n, remarks in enumerate(units)]
    first = synthesis(sealed)
    again = [*sealed, *sealed]
    chance.shuffle(again)
    assert told(synthesis(again)) == told(first)
    members = sorted(member for line in first.lines for member in line.members)
    assert members == list(range(sum(map(len, units))))  # conservation
    assert first.people == 24 * len(units)


def test_a_line_knows_how_much_stands_behind_it_and_from_where():
    sealed = [
        seal(contribution(f"Xã {n}", [remark(SAID[0], people=n + 1, opinions=2)]), KEY) for n in range(3)
    ]
    (line,) = synthesis(sealed).lines
    assert (line.heading, line.text) == (HEADINGS[0], SAID[0])
    assert (line.conferences, line.people, line.opinions) == (3, 6, 6)
    made = synthesis(sealed)
    sources = made.sources(line)
    assert [(s.contribution.unit[1], s.conference.name) for s in sources] == [
        (f"Xã {n}", "Hội nghị chi bộ") for n in range(3)
    ]


def test_the_later_package_of_a_unit_replaces_the_earlier_one():
    old, new = (seal(contribution("Xã 1", [remark(SAID[n])], number=n + 1), KEY) for n in range(2))
    assert told(synthesis([new, old])) == told(synthesis([new]))


def test_the_same_package_by_two_roads_counts_once():
    leaf = seal(contribution("Xã 1", [remark(SAID[0])]), KEY)
    above = seal(replace(contribution("Huyện", []), below=(leaf.id,)), KEY)
    made = synthesis([above, leaf, leaf])
    assert made.opinions == 1


def test_opposites_are_never_in_one_line():
    made = synthesis([seal(contribution("Xã 1", [remark(text) for text in SAID[:3]]), KEY)])
    assert [line.text for line in made.lines if line.opinions == 2] == [SAID[0]]
    assert [line.text for line in made.lines if line.opinions == 1] == [SAID[2]]


def test_what_a_person_put_together_stays_together_above():
    leaf = seal(contribution("Xã 1", [remark(SAID[0]), remark(SAID[3])]), KEY)
    group = Group(HEADINGS[0], "Bổ sung số liệu và nguyên nhân", ((leaf.id, 0), (leaf.id, 1)))
    above = seal(replace(contribution("Huyện", []), below=(leaf.id,), groups=(group,)), KEY)
    (line,) = synthesis([leaf, above]).lines
    assert (line.text, line.opinions) == (group.text, 2)


def test_a_group_over_what_was_replaced_since_claims_nothing():
    old, new = (seal(contribution("Xã 1", [remark(SAID[0])] * n, number=n), KEY) for n in (1, 2))
    group = Group(HEADINGS[0], "Nhóm cũ", ((old.id, 0), (old.id, 7)))
    above = seal(replace(contribution("Huyện", []), below=(old.id,), groups=(group,)), KEY)
    made = synthesis([old, new, above])
    assert [(line.text, line.opinions) for line in made.lines] == [(SAID[0], 2)]


def test_doubts_are_told():
    one, other = (seal(contribution("Xã 1", [remark(SAID[n])]), key) for n, key in enumerate((KEY, OTHER)))
    stray = seal(replace(contribution("Xã 2", []), consultation="Việc khác"), KEY)
    made = synthesis([one, other, stray])
    assert set(made.doubts) == {
        ("two_keys", "Tỉnh / Xã 1"),
        ("same_number", "Tỉnh / Xã 1"),
        ("other_consultation", "Tỉnh / Xã 2"),
    }


def test_a_package_crosses_a_stick_and_opens_whole(tmp_path):
    leaf = seal(contribution("Xã 1", [remark(SAID[0])]), KEY)
    above = seal(replace(contribution("Huyện", []), below=(leaf.id,)), OTHER)
    everything = {one.id: one for one in (leaf, above)}
    for name in ("a.goi", "b.goi"):
        write(above.id, everything, tmp_path / name)
    assert (tmp_path / "a.goi").read_bytes() == (tmp_path / "b.goi").read_bytes()
    package = read(tmp_path / "a.goi")
    assert package.top == above.id
    assert united([package]) == everything
    assert fingerprint(package.sealed[leaf.id].key) != fingerprint(package.sealed[above.id].key)


def rewritten(path, change):
    """The package with its members passed through `change(name, data)`; None leaves one out."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            if (changed := change(name, data)) is not None:
                new.writestr(name, changed)


@pytest.fixture
def package(tmp_path):
    leaf = seal(contribution("Xã 1", [remark(SAID[0], opinions=3)]), KEY)
    above = seal(replace(contribution("Huyện", []), below=(leaf.id,)), OTHER)
    path = tmp_path / "a.goi"
    write(above.id, {one.id: one for one in (leaf, above)}, path)
    return path, leaf


def test_one_changed_number_is_found(package):
    path, leaf = package
    rewritten(path, lambda name, data: data.replace(b",1,3]", b",1,9]") if name.startswith(leaf.id) else data)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.reason == "synthesis_altered"


def test_a_foreign_signature_is_found(package):
    path, leaf = package
    strange = seal(contribution("Xã 9", []), OTHER)
    sealed = read(path).sealed[leaf.id]
    told = {"key": strange.key, "signature": sealed.signature}
    forged = json.dumps({name: base64.b64encode(value).decode() for name, value in told.items()}).encode()
    rewritten(path, lambda name, data: forged if name == f"{leaf.id}.sig" else data)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.reason == "synthesis_altered"


def test_a_missing_contribution_is_found(package):
    path, leaf = package
    rewritten(path, lambda name, data: None if name.startswith(leaf.id) else data)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.reason == "synthesis_incomplete"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * 1000])
def test_other_files_are_told_apart(tmp_path, data):
    path = tmp_path / "a.goi"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.reason == "not_a_synthesis"


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_package_has_a_sentence(package, seed):
    path, _leaf = package
    chance, data = random.Random(seed), bytearray(path.read_bytes())  # noqa: S311
    whole = read(path)
    for _time in range(3):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)])
    try:
        assert read(path) == whole  # what was hit says nothing: a date in the ZIP
    except UnreadableFile as error:
        assert error.params["file"] == path.name


def test_the_order_of_texts_changes_no_leader():
    keys = ["bổ sung tỷ lệ hộ nghèo", "bổ sung tỷ lệ hộ nghèo của xã", "thu gọn phần quốc phòng"]
    found = leaders(keys, [1, 2, 1])
    assert found[0] == found[1] == 1 != found[2]
    turned = leaders(keys[::-1], [1, 2, 1])
    assert turned[2] == turned[1] == 1 != turned[0]


def test_a_table_of_opinions_is_read(tmp_path):
    rows = [
        ["TỔNG HỢP Ý KIẾN"],
        [],
        ["TT", "Mục", "Ý kiến", "Hội nghị", "Ngày", "Số người dự", "Số người nêu"],
        [1, "I. Kết quả", SAID[0], "Chi bộ 1", "03/11/2025", 24, 5],
        [2, None, SAID[3], None, None, None, None],
        [3, "II. Hạn chế", SAID[4], "Chi bộ 2", "04/11/2025", "1.024", 2],
    ]
    path = tmp_path / "y-kien.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    conferences, remarks = opinions(path)
    assert [(c.name, c.people) for c in conferences] == [("Chi bộ 1", 24), ("Chi bộ 2", 1024)]
    assert [(r.heading, r.conference, r.people) for r in remarks] == [
        ("I. Kết quả", "h1", 5),
        ("I. Kết quả", "h1", 1),
        ("II. Hạn chế", "h2", 2),
    ]
