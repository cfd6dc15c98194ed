"""The result of a ballot: exact halves, ties, second ballots, denominators, counts that cannot be."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.plan_factory import EXAMPLE, PARTY, ballot
from vankien import packs
from vankien.cli import main
from vankien.personnel import When
from vankien.votes import (
    BallotError,
    Count,
    Name,
    ballot_from_data,
    ballot_to_data,
    following,
    notes,
    percent,
    result,
    rules_of,
)
from vankien.votes.reading import read_ballots

VALID_OLDER = replace(PARTY, denominator="valid", on_a_tie="older")


def elected(made) -> list[str]:
    return [o.name[-2:] for o in made.elected]


@given(st.integers(1, 3000), st.data())
def test_more_than_half_is_more_than_half(of, data):
    votes = data.draw(st.integers(0, of))
    one = ballot([votes], 1, summoned=of, present=of, issued=of, collected=of, valid=of)
    made = result(one, PARTY)
    assert bool(made.elected) == (2 * votes > of)
    assert made.needed == of // 2 + 1
    assert made.next == ("done" if 2 * votes > of else "further_round")


@given(st.lists(st.integers(0, 20), min_size=1, max_size=9), st.integers(1, 9))
def test_the_result_is_that_of_a_plain_count_by_hand(votes, seats):
    top = 20
    counts = {"summoned": top, "present": top, "issued": top, "collected": top, "valid": top}
    if sum(votes) > top * min(seats, len(votes)) or (len(votes) > seats and sum(votes) < top):
        with pytest.raises(BallotError):
            result(ballot(votes, seats, **counts), PARTY)
        return
    made = result(ballot(votes, seats, **counts), PARTY)
    able = sorted((v for v in votes if 2 * v > top), reverse=True)
    sure = [v for v in able if sum(other >= v for other in able) <= seats]
    assert sorted((o.agreed for o in made.elected), reverse=True) == sure
    assert made.left == seats - len(sure)
    assert len(made.tied) == (
        sum(v == able[len(sure)] for v in able) if made.left and len(able) > len(sure) else 0
    )
    assert made.next == ("second_ballot" if made.tied else "further_round" if made.left else "done")


def test_the_order_of_the_ballot_changes_nobodys_lot():
    votes = [4, 12, 18, 12, 8]
    one = result(ballot(votes, 3), PARTY)
    other = result(ballot(votes[::-1], 3), PARTY)
    assert sorted(o.agreed for o in one.elected) == sorted(o.agreed for o in other.elected)


def test_a_tie_on_the_last_seat_goes_to_a_second_ballot_and_then_to_the_congress():
    made = result(EXAMPLE, PARTY)
    assert (made.denominator, made.needed) == (134, 68)
    assert elected(made) == ["01", "02"]
    assert made.tied == ("Ứng viên 03", "Ứng viên 04")
    assert (made.left, made.next) == (1, "second_ballot")
    again = replace(EXAMPLE, seats=1, names=(Name("Ứng viên 03", 65), Name("Ứng viên 04", 66)), round="tie")
    won = result(again, PARTY)
    assert elected(won) == ["04"]  # 66 of 134 is less than half: it need not be more
    assert won.elected[0].why == "higher"
    equal = (Name("Ứng viên 03", 65), Name("Ứng viên 04", 65))
    still = replace(again, valid=130, invalid=(), names=equal)
    assert result(still, PARTY).next == "congress_decides"


def test_too_few_elected_may_be_followed_by_one_further_round_and_no_more():
    first = result(ballot([15, 9, 8], 2, summoned=20, present=20, issued=20, collected=20, valid=20), PARTY)
    assert (elected(first), first.left, first.next) == (["01"], 1, "further_round")
    assert [o.why for o in first.outcomes] == ["elected", "not_half", "not_half"]
    further = replace(first.ballot, round="further")
    assert result(further, PARTY).next == "ended"


def test_the_denominator_is_the_packs():
    one = ballot([51, 50], 1, summoned=110, present=104, issued=104, collected=104, valid=101)
    party, union = (rules_of(packs.load(id)) for id in ("dang-2025", "cong-doan-2023"))
    assert [result(one, r).denominator for r in (party, union, VALID_OLDER)] == [110, 104, 101]
    assert [bool(result(one, r).elected) for r in (party, union, VALID_OLDER)] == [False, False, True]
    tied = ballot([90, 59, 59], 2, summoned=110, present=104, issued=104, collected=104, valid=104)
    assert result(tied, union).next == "congress_decides"
    assert result(tied, party).next == "second_ballot"


def test_the_excused_are_taken_off_those_summoned():
    one = ballot([53, 51], 1, summoned=110, present=104, issued=104, collected=104, valid=104)
    assert not result(one, PARTY).elected
    excused = replace(one, excused=(Count("ốm, được đồng ý", 3), Count("đình chỉ sinh hoạt", 2)))
    made = result(excused, PARTY)
    assert (made.denominator, made.needed, elected(made)) == (105, 53, ["01"])


@pytest.mark.parametrize(
    ("births", "won"),
    [
        ((When(1970, 5), When(1969, 12)), ["03", "02"]),
        ((When(1970, 5), When(1970, 5, 2)), ["03"]),  # the month alone does not decide
        ((When(1970, 5), None), ["03"]),
    ],
)
def test_age_decides_only_where_a_rule_and_the_births_say_so(births, won):
    names = tuple(Name(f"Ứng viên {n:02}", 6, birth) for n, birth in enumerate(births, 1))
    tied = replace(ballot([6, 6, 8], 2), names=(*names, Name("Ứng viên 03", 8)))
    assert elected(result(tied, VALID_OLDER)) == won
    assert elected(result(tied, PARTY)) == ["03"]


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(2, 3, "66.67"), (1, 8, "12.50"), (1, 800, "0.13"), (1, 1600, "0.06"), (999, 2000, "49.95")],
)
def test_percentages_have_two_places_half_up(part, whole, shown):
    assert percent(part, whole) == Decimal(shown)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"valid": 134}, "valid_over_collected"),
        ({"collected": 134}, "collected_over_issued"),
        ({"issued": 134}, "issued_over_present"),
        ({"present": 136}, "present_over_summoned"),
        ({"invalid": (Count("", 3),)}, "invalid"),
        ({"excused": (Count("", 136),)}, "excused"),
        ({"excused": (Count("", EXAMPLE.summoned - EXAMPLE.present + 1),)}, "excused_present"),
        ({"seats": 0}, "no_seats"),
        ({"names": ()}, "no_names"),
        ({"names": (Name("Ứng viên 01", 132), Name("Ứng viên 02", 9))}, "votes_over_valid"),
        ({"names": (Name("Ứng viên 01", 100), Name("ứng viên 01", 9))}, "twice"),
        ({"names": (Name("Ứng viên 01", 130), Name("Ứng viên 02", 130)), "seats": 1}, "votes_over_seats"),
        ({"names": tuple(Name(f"Ứng viên {n}", 5) for n in range(5))}, "too_few_votes"),
        ({"names": (Name("Ứng viên 01", -1),)}, "negative"),
    ],
)
def test_counts_that_no_ballot_has_are_told_in_one_sentence(changes, reason):
    with pytest.raises(BallotError) as told:
        result(replace(EXAMPLE, **changes), PARTY)
    assert told.value.reason == reason
    for language in ("vi", "en"):
        said = told.value.sentence(language)
        assert said.endswith(".")
        assert "{" not in said


FILE = """
body = "Ban Chấp hành (minh họa)"
seats = 1
summoned = 21
present = 20
issued = 20
collected = 20
valid = 20
[[candidate]]
name = "Ứng viên 01"
agreed = 12
birth = 1970-05-01
[[candidate]]
name = "Ứng viên 02"
agreed = 8
"""


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as status:
        main(list(arguments))
    out = capsys.readouterr()
    return int(status.value.code or 0), out.out, out.err


def test_the_command_gives_the_result_and_the_minute(tmp_path, capsys):
    file, minute = tmp_path / "phieu.toml", tmp_path / "bb.docx"
    file.write_text(FILE, encoding="utf-8")
    status, out, _ = run(capsys, "votes", str(file), "--json", "-o", str(minute))
    one = json.loads(out)["ballots"][0]
    assert (status, one["elected"], one["denominator"], one["next"]) == (0, ["Ứng viên 01"], 21, "done")
    text = "\n".join(p.text for p in docx.Document(str(minute)).paragraphs)
    assert "BIÊN BẢN KIỂM PHIẾU" in text
    assert "Ứng viên 01: 12 phiếu (57,14%)" in text
    assert "ít nhất 11 phiếu" in text


def test_the_minute_says_what_the_file_says_of_it(tmp_path, capsys):
    file, minute = tmp_path / "phieu.toml", tmp_path / "bb.docx"
    said = (
        '[paper]\ncongress = "Đại hội Đảng bộ xã (minh họa)"\ndated = 2020-03-12\nmembers = ["Ủy viên 01"]\n'
    )
    file.write_text(FILE + said, encoding="utf-8")
    assert run(capsys, "votes", str(file), "-o", str(minute))[0] == 0
    text = "\n".join(p.text for p in docx.Document(str(minute)).element.body.iter() if p.tag.endswith("}p"))
    assert "Ban kiểm phiếu do Đại hội Đảng bộ xã (minh họa) bầu" in text
    assert "ngày 12 tháng 3 năm 2020" in text
    assert "1. Ủy viên 01" in text
    file.write_text(FILE + '[paper]\nkongress = "x"\n', encoding="utf-8")
    status, _, err = run(capsys, "votes", str(file), "-o", str(minute))
    assert (status, "paper.kongress" in err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("seats = 1", "seats = 1.5", "seats"),
        ("valid = 20", "valid = 22", "hợp lệ"),
        ("agreed = 12", "agree = 12", "agree"),
        ("seats = 1\n", "", "seats"),
        ("1970-05-01", '"31/02/1970"', "birth"),
        ("[[candidate]]", "[[candidate", "TOML"),
        ("seats = 1\n", "", "phieu.toml"),
        ("seats = 1\n", 'seats = 1\nround = "9"\n', "further"),
    ],
)
def test_a_bad_file_is_one_sentence_and_status_2(tmp_path, capsys, old, new, word):
    file = tmp_path / "phieu.toml"
    file.write_text(FILE.replace(old, new, 1), encoding="utf-8")
    status, out, err = run(capsys, "votes", str(file))
    assert (status, out) == (2, "")
    assert word in err
    assert err.count("\n") == 1


def test_a_workbook_with_the_counts_above_the_names(tmp_path):
    import xlsxwriter

    file = tmp_path / "phieu.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("BCH")
        rows = [
            ["KẾT QUẢ BẦU BAN CHẤP HÀNH (minh họa)"],
            ["Số lượng cần bầu", 1],
            ["Số đại biểu được triệu tập", 21],
            ["Số đại biểu có mặt", 20],
            ["Số phiếu phát ra", 20],
            ["Số phiếu thu về", 20],
            ["Số phiếu hợp lệ", 19],
            ["Số phiếu không hợp lệ", 1],
            ["TT", "Họ và tên", "Số phiếu đồng ý"],
            [1, "Ứng viên 01", 12],
            [2, "Ứng viên 02", 7],
        ]
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    (one,) = read_ballots(file)
    assert (one.seats, one.summoned, one.valid) == (1, 21, 19)
    assert [n.agreed for n in one.names] == [12, 7]
    assert one.invalid == (Count("", 1),)
    assert result(one, PARTY).elected[0].name == "Ứng viên 01"
    assert Fraction(1, 2) == PARTY.above


RULES = rules_of(packs.load("dang-2025"))


def asked(reason: str, congress: str | None) -> list[str]:
    one = replace(EXAMPLE, excused=(Count(reason, 1),), congress=congress)  # type: ignore[arg-type]
    assert result(one, RULES).denominator == EXAMPLE.summoned - 1  # asked, never refused
    return [note.reason for note in notes(one, RULES)]


@pytest.mark.parametrize(
    ("reason", "congress", "told"),
    [
        ("bị tạm giam", "members", []),
        ("vắng mặt có lý do", "members", []),
        ("vắng mặt có lý do", "delegates", ["other_assembly"]),
        ("Cấp uỷ viên cấp triệu tập vắng mặt suốt thời gian đại hội", "delegates", []),
        ("linh_tinh", "members", ["unknown_reason"]),
        ("", "members", ["no_reason"]),
        ("bị đình chỉ sinh hoạt", None, ["which_assembly"]),
        ("bị đình chỉ sinh hoạt", "committee", ["other_assembly"]),
    ],
)
def test_who_is_left_out_is_asked_about_by_the_rules_of_the_assembly(reason, congress, told):
    assert asked(reason, congress) == told


def test_notes_are_sentences_in_both_languages_and_a_union_has_none():
    union = rules_of(packs.load("cong-doan-2023"))
    for congress in ("members", "delegates", "committee", None):
        one = replace(EXAMPLE, excused=(Count("x", 1), Count("", 1), Count("tạm giam", 1)), congress=congress)
        for note in notes(one, RULES):
            for language in ("vi", "en"):
                assert note.sentence(language).endswith(".")
        assert notes(one, union) == ()


def test_who_elects_is_read_from_what_the_file_says(tmp_path, capsys):
    file = tmp_path / "phieu.toml"
    excused = FILE.replace("[[candidate]]", 'excused = { "vắng có lý do" = 1 }\n[[candidate]]', 1)
    paper = '[paper]\ncongress = "Đại hội đại biểu Đảng bộ xã"\n'
    for text in (excused + paper, 'congress = "delegates"\n' + excused):
        file.write_text(text, encoding="utf-8")
        status, out, _ = run(capsys, "votes", str(file), "--json")
        (said,) = json.loads(out)["ballots"][0]["notes"]
        assert (status, "đại hội đại biểu" in said) == (0, True)


def test_the_next_ballot_is_made_of_the_one_before():
    tied = following(result(EXAMPLE, PARTY))
    assert tied is not None
    assert (tied.round, tied.seats, [n.name[-2:] for n in tied.names]) == ("tie", 1, ["03", "04"])
    assert (tied.summoned, tied.present, tied.names[0].agreed) == (135, 0, 0)
    few = ballot([15, 9, 8], 2, summoned=20, present=20, issued=20, collected=20, valid=20)
    further = following(result(few, PARTY))
    assert further is not None
    assert (further.round, further.seats, [n.name[-2:] for n in further.names]) == (
        "further",
        1,
        ["02", "03"],
    )
    assert following(result(replace(few, round="further"), PARTY)) is None
    done = ballot([15, 14], 2, summoned=20, present=20, issued=20, collected=20, valid=20)
    assert following(result(done, PARTY)) is None


@given(st.lists(st.integers(0, 20), min_size=1, max_size=9), st.sampled_from(["members", None]))
def test_a_ballot_is_the_same_after_its_data(votes, congress):
    one = replace(ballot(votes, 2), congress=congress, excused=(Count("tạm giam", 2),))
    assert ballot_from_data(json.loads(json.dumps(ballot_to_data(one)))) == one


@pytest.mark.parametrize(
    ("rows", "agreed"),
    [
        ([["TT", "Họ và tên", "Số phiếu"], [1, "A", 12], [2, "B", 7]], {"A": 12, "B": 7}),
        ([["Họ và tên", "Đồng ý"], ["A", 12], ["B", 7]], {"A": 12, "B": 7}),
        (
            [["TT", "Họ và tên", "Đồng ý"], ["(1)", "(2)", "(3)"], [1, "A", 12], [2, "An", 7]],
            {"A": 12, "An": 7},
        ),
        (
            [
                ["TT", "Họ và tên", "Đồng ý", "Không đồng ý"],
                [1, "Ứng viên 01", 12, 7],
                [2, "Ứng viên 02", 7, 12],
            ],
            {"Ứng viên 01": 12, "Ứng viên 02": 7},
        ),
    ],
)
@pytest.mark.parametrize("column", [0, 1])
def test_a_workbook_of_short_names_and_plain_headings(tmp_path, rows, agreed, column):
    import xlsxwriter

    counts = {"cần bầu": 1, "triệu tập": 21, "có mặt": 19, "phát ra": 19, "thu về": 19, "hợp lệ": 19}
    file = tmp_path / "phieu.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("BCH")
        sheet.write_row(0, column, ["Kết quả bầu Ban Chấp hành tại đại hội đảng viên"])
        labels = [[f"Số {word}", number] for word, number in counts.items()]
        for n, row in enumerate([*labels, ["Được trừ (bị tạm giam)", 2]], 1):
            sheet.write_row(n, column, row)
        for n, row in enumerate(rows, 9):
            sheet.write_row(n, 0, row)
    (one,) = read_ballots(file)
    assert {n.name: n.agreed for n in one.names} == agreed
    assert (one.congress, one.excused) == ("members", (Count("bị tạm giam", 2),))


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("phieu.xlsx", b"PK\x03\x04 cut off", ("phieu.xlsx", "Excel")),
        ("phieu.docx", b"PK\x03\x04 cut off", ("phieu.docx",)),
        ("phieu.toml", FILE.replace("seats = 1", 'seats = "1"').encode(), ("phieu.toml", "ngoặc kép")),
        ("phieu.toml", FILE.replace("seats = 1", "seats = 1\nexcused = 2.5").encode(), ("lý do",)),
        ("phieu.toml", FILE.replace('"Ban Chấp hành (minh họa)"', "3").encode(), ("“body” ghi 3", "chữ")),
        ("phieu.toml", FILE.replace("valid = 20", "valid = 21").encode(), ("phieu.toml: Ban Chấp hành",)),
        ("phieu.toml", FILE.replace("seats = 1", 'seats = 1\ncongress = "x"').encode(), ("delegates",)),
    ],
)
def test_what_is_wrong_is_told_with_the_files_name_and_how_to_mend_it(tmp_path, capsys, file, content, words):
    (tmp_path / file).write_bytes(content)
    status, _, err = run(capsys, "votes", str(tmp_path / file))
    assert (status, err.count("\n")) == (2, 1)
    assert [w for w in words if w not in err] == []
    assert "bảng số liệu gốc" not in err
