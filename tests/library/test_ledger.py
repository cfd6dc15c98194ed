"""Statements of several documents: contradictions across, targets and results, sums, what changed."""

import random
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.ledger_factory import entry, read
from vankien import packs
from vankien.ledger import across, changes, sums, terms

HEAD = """BÁO CÁO CHÍNH TRỊ
PHẦN THỨ NHẤT
KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI
"""
AIMS = """PHẦN THỨ HAI
MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NHIỆM KỲ 2020 - 2025
"""
ADDED = packs.load("dang-2019").indicators


def surfaces(pairs):
    return [(p.first.figure.surface, p.second.figure.surface) for p in pairs]


def test_two_documents_state_two_values():
    report = read(HEAD + "Thu nhập bình quân đầu người năm 2019 đạt 52 triệu đồng/người/năm.", "báo cáo")
    plan = read(HEAD + "Năm 2019, thu nhập bình quân đầu người của xã đạt 48 triệu đồng.", "nghị quyết")
    assert surfaces(across([*report, *plan])) == [("52 triệu đồng/người/năm", "48 triệu đồng")]


@pytest.mark.parametrize(
    "other",
    [
        "Thu nhập bình quân đầu người năm 2019 đạt 52,0 triệu đồng.",
        "Thu nhập bình quân đầu người năm 2018 đạt 48 triệu đồng.",
        "Thu nhập bình quân đầu người năm 2019 đạt trên 50 triệu đồng.",
        "Thu nhập bình quân đầu người của thôn Đông năm 2019 đạt 48 triệu đồng.",
        "Thu nhập bình quân đầu người năm 2019 tăng 8 triệu đồng so với năm 2018.",
        "Đến năm 2025, thu nhập bình quân đầu người đạt 75 triệu đồng.",
    ],
)
def test_what_may_stand_beside_is_no_contradiction(other):
    report = read(HEAD + "Thu nhập bình quân đầu người năm 2019 đạt 52 triệu đồng/người/năm.", "báo cáo")
    assert across([*report, *read(HEAD + other, "nghị quyết")]) == ()


def test_a_target_without_a_year_is_for_the_end_of_the_term_in_every_document():
    outline = read(AIMS + "Thu nhập bình quân đầu người đạt 75 triệu đồng.", "đề cương", kind="outline")
    report = read(AIMS + "Đến năm 2025, thu nhập bình quân đầu người đạt 80 triệu đồng.", "báo cáo")
    assert surfaces(across([*outline, *report])) == [("75 triệu đồng", "80 triệu đồng")]


def test_a_contradiction_inside_one_document_is_not_told_across():
    first = [entry("a", value="10"), entry("a", value="12", at=5)]
    assert across(first) == ()
    assert across([*first, entry("b", value="12")]) == across([*first, entry("b", value="10")]) == ()
    assert len(across([*first, entry("b", value="15")])) == 1


def test_three_documents_are_compared_two_by_two():
    pairs = across([entry("a", value="10"), entry("b", value="11"), entry("c", value="12")])
    assert [(p.first.document, p.second.document) for p in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]


TARGETS = """MỤC TIÊU, CHỈ TIÊU CHỦ YẾU NHIỆM KỲ 2015 - 2020
Thu nhập bình quân đầu người đạt 50 triệu đồng. Tỷ lệ hộ nghèo còn dưới 2%.
"""


def judged(*lines):
    targets = [
        e for e in read(TARGETS, "cũ", kind="resolution", years=(2015, 2020)) if e.figure.role == "target"
    ]
    return [
        (t.kind, t.target.figure.indicator, t.share) for t in terms(targets, read(HEAD + "\n".join(lines)))
    ]


INCOME = "Thu nhập bình quân đầu người năm 2019 đạt 52 triệu đồng"
POOR = "Tỷ lệ hộ nghèo năm 2019 còn 1,25%."


def test_a_target_without_a_result():
    assert judged(INCOME + ".", POOR) == []
    assert judged(INCOME + ".") == [("unanswered", "ho_ngheo", None)]


def test_a_result_of_a_part_is_no_answer_for_the_whole():
    assert judged(INCOME + ".", "Tỷ lệ hộ nghèo thôn Đông Hải năm 2019 còn 1,25%.") == [
        ("unanswered", "ho_ngheo", None)
    ]


def test_the_report_says_that_something_else_was_planned():
    target = [entry("cũ", "thu_nhap_bq", "50", "triệu đồng", moment="2020", role="target")]
    result = entry("mới", "thu_nhap_bq", "52", "triệu đồng")
    other = entry("mới", "thu_nhap_bq", "45", "triệu đồng", moment="", role="target", at=1)
    assert [(t.kind, t.stated) for t in terms(target, [result, other])] == [("otherwise", other)]
    same = entry("mới", "thu_nhap_bq", "50", "triệu đồng", moment="", role="target", at=1)
    assert terms(target, [result, same]) == ()


def test_a_share_of_the_plan_that_is_not_the_result_by_the_plan():
    target = [entry("cũ", "thu_nhap_bq", "50", "triệu đồng", moment="2020", role="target")]
    result = entry("mới", "thu_nhap_bq", "52", "triệu đồng")

    def ratio(value):
        figure = entry("mới", "thu_nhap_bq", value, "%", role="completion_ratio")
        later = type(figure.figure)(0, 9, 10, value, Decimal(value), unit="%", indicator="thu_nhap_bq")
        return type(figure)(("mới", 9), "mới", with_role(later), "2019", "", "%", Decimal(value))

    def with_role(figure):
        return type(figure)(0, 9, 10, figure.surface, figure.value, unit="%", indicator="thu_nhap_bq",
                            role="completion_ratio")  # fmt: skip

    assert terms(target, [result, ratio("104")]) == ()
    [found] = terms(target, [result, ratio("110")])
    assert (found.kind, found.share) == ("ratio", Decimal("104.00"))


def test_sums_of_children():
    total = [entry("huyện", value="30")]
    children = {"A": [entry("A", value="10")], "B": [entry("B", value="20")]}
    assert [s.standing for s in sums(total, children, ADDED)] == ["agrees"]
    children["B"] = [entry("B", value="25")]
    assert [s.standing for s in sums(total, children, ADDED)] == ["differs"]


@pytest.mark.parametrize(
    ("b", "standing", "missing"),
    [
        ([], "open", ("B",)),
        ([entry("B", value="5", moment="2018")], "open", ("B",)),
        ([entry("B", value="5", about="thôn Đông")], "open", ("B",)),
        ([entry("B", value="5", comparator=">=")], "open", ("B",)),
    ],
)
def test_children_that_are_missing_are_named(b, standing, missing):
    [found] = sums([entry("huyện", value="30")], {"A": [entry("A", value="10")], "B": b}, ADDED)
    assert (found.standing, found.missing, found.counted) == (standing, missing, 1)
    [found] = sums([entry("huyện", value="30")], {"A": [entry("A", value="40")], "B": b}, ADDED)
    assert found.standing == "exceeds"


def test_a_child_with_two_values_is_not_counted():
    children = {"A": [entry("A", value="10"), entry("A", value="12", at=3)], "B": [entry("B", value="20")]}
    [found] = sums([entry("huyện", value="30")], children, ADDED)
    assert (found.standing, found.counted, [p.doubtful for p in found.parts]) == ("open", 1, [True, False])


def test_what_does_not_add_up_is_not_added():
    rate = {"unit": "%", "value": "3", "indicator": "ho_ngheo"}
    assert sums([entry("huyện", **rate)], {"A": [entry("A", **rate)]}, ADDED) == ()


def test_households_add_up_where_their_rate_does_not():
    poor = {"indicator": "ho_ngheo", "unit": "hộ"}
    children = {"A": [entry("A", value="10", **poor)], "B": [entry("B", value="20", **poor)]}
    assert [s.standing for s in sums([entry("huyện", value="30", **poor)], children, ADDED)] == ["agrees"]
    assert [s.standing for s in sums([entry("huyện", value="31", **poor)], children, ADDED)] == ["differs"]


def test_what_the_whole_has_of_its_own_is_no_contradiction():
    children = {"A": [entry("A", value="10")], "B": [entry("B", value="20")]}
    assert sums([entry("huyện", value="90")], children, ADDED)[0].standing == "open"
    assert sums([entry("huyện", value="20")], children, ADDED)[0].standing == "differs"


_NEVER = re.compile(r"[%‰]|điểm|hạng|tiêu chí|/(?!năm$|nhiệm kỳ$)")


@pytest.mark.parametrize("pack", ["dang-2019", "dang-2025", "cong-doan-2023"])
def test_no_rate_per_head_figure_or_rank_ever_adds_up(pack):
    catalogue = packs.load(pack).indicators
    for indicator in catalogue.values():
        assert set(indicator.adds) <= set(indicator.units), indicator.id
        assert not [unit for unit in indicator.adds if _NEVER.search(unit)], indicator.id
        assert not (indicator.adds and indicator.measure in ("growth", "structure")), indicator.id
        for unit in set(indicator.units) - set(indicator.adds):
            own = {"indicator": indicator.id, "unit": unit, "value": "3"}
            assert sums([entry("huyện", **own)], {"A": [entry("A", **own)]}, catalogue) == (), (
                indicator.id,
                unit,
            )
    assert sum(bool(i.adds) for i in catalogue.values()) >= len(catalogue) * 0.6


def test_rounding_is_let_pass_and_whole_counts_are_exact():
    total = [entry("huyện", value="30.1")]
    children = {c: [entry(c, value="10.02")] for c in "ABC"}
    assert sums(total, children, ADDED)[0].standing == "agrees"
    count = {"indicator": "ket_nap_dv", "unit": "đảng viên"}
    members = {c: [entry(c, value="10", **count)] for c in "ABC"}
    assert sums([entry("huyện", value="31", **count)], members, ADDED)[0].standing == "differs"


def test_a_statement_is_found_again_though_everything_else_moved():
    old = read(HEAD + "Thu nhập bình quân đầu người năm 2019 đạt 52 triệu đồng.\nKết nạp 12 đảng viên.")
    new = read(HEAD + "Kết nạp được 12 đảng viên.\nNăm 2019 thu nhập bình quân đầu người là 54 triệu đồng.")
    assert [(c.old.figure.surface, c.new.figure.surface) for c in changes(old, new)] == [
        ("52 triệu đồng", "54 triệu đồng")
    ]


def test_the_same_value_in_another_unit_is_no_change():
    assert changes([entry("a", value="1.5")], [entry("a", value="1500", unit="triệu đồng")]) == ()


def test_keys_are_given_once_in_a_draft():
    lines = "\n".join(["Kết nạp 12 đảng viên, xóa tên 3 đảng viên; sửa 4 km đường, 5 km mương."] * 3)
    keys = [e.key for e in read(HEAD + lines)]
    assert len(keys) >= 12
    assert len(set(keys)) == len(keys)


amounts = st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False, allow_infinity=False)


@given(st.lists(amounts, min_size=1, max_size=8))
def test_sums_are_exact(values):
    """No float anywhere: the sum of the children is the sum of their decimals to the last digit."""
    children = {n: [entry(n, value=str(v), unit="triệu đồng")] for n, v in enumerate(values)}
    [found] = sums([entry("huyện", value=str(sum(values)), unit="triệu đồng")], children, ADDED)
    assert (found.amount, found.standing) == (sum(values), "agrees")


@given(st.lists(amounts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_children_and_documents_does_not_matter(values, order: random.Random):
    names = list(range(len(values)))
    total = [entry("huyện", value="1000")]
    told = {n: [entry(n, value=str(v))] for n, v in enumerate(values)}
    order.shuffle(names)
    other = {n: told[n] for n in names}
    ones, others = sums(total, told, ADDED)[0], sums(total, other, ADDED)[0]
    assert (ones.standing, ones.amount) == (others.standing, others.amount)

    def couples(documents):
        pairs = across(e for n in documents for e in told[n])
        return {frozenset((p.first.id, p.second.id)) for p in pairs}

    assert couples(names) == couples(sorted(names))
