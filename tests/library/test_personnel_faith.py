"""One column for ethnicity and religion: divided, or asked about."""

import pytest

from library.test_personnel_shapes import plan_of
from vankien.personnel.faith import divide


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kinh, không", ("Kinh", "không")),
        ("Mường; Công giáo", ("Mường", "Công giáo")),
        ("Kinh/Không", ("Kinh", "Không")),
        ("Phật giáo - Khmer", ("Khmer", "Phật giáo")),
        ("Dân tộc: Thái, tôn giáo: không", ("Thái", "không")),
        ("Kinh", ("Kinh", "")),
        ("Chăm Hồi giáo", ("Chăm", "Hồi giáo")),
        ("Không theo đạo", ("", "Không theo đạo")),
        ("Tin Lành", ("", "Tin Lành")),
        ("Kinh (Hoà Hảo)", ("Kinh", "Hoà Hảo")),
        ("Bru - Vân Kiều, không", ("Bru - Vân Kiều", "không")),
        ("Bru - Vân Kiều", ("Bru - Vân Kiều", "")),
        ("San Chay (Cao Lan), không", None),
        ("Kinh, Tày", None),
        ("Phật giáo, Công giáo", None),
        ("Kinh, 12/3/1975", None),
        ("", ("", "")),
    ],
)
def test_ethnicity_and_religion_are_divided(text, said):
    assert divide(text) == said


def test_a_plan_with_one_column_for_both(tmp_path):
    head = ["TT", "Họ và tên", "Ngày sinh", "Dân tộc, tôn giáo", "Chức vụ"]
    rows = [
        ["1", "Ứng viên 01", "02/3/1975", "Kinh, không", "Bí thư"],
        ["2", "Ứng viên 02", "02/3/1976", "Mường\nCông giáo", "Phó Bí thư"],
        ["3", "Ứng viên 03", "02/3/1977", "nt", "Chủ tịch"],
        ["4", "Ứng viên 04", "02/3/1978", "Kinh, Tày", "Chủ tịch"],
    ]
    made = plan_of(tmp_path, ["Danh sách", "@"], (head, rows))
    assert [(c.ethnicity, c.religion) for c in made.candidates] == [
        ("Kinh", "không"), ("Mường", "Công giáo"), ("Mường", "Công giáo"), ("", ""),
    ]  # fmt: skip
    assert [(d.reason, d.text) for d in made.doubts] == [("religion", "Kinh, Tày")]
