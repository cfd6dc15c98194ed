import pytest

from vankien.model import Block, Document
from vankien_web.drafts.secrecy import stamp


@pytest.mark.parametrize(
    "line",
    [
        "MẬT",
        "TỐI MẬT",
        "TUYỆT MẬT",
        "Mật",
        "Tối mật",
        "[MẬT]",
        "Độ mật: MẬT",
        "TUYỆT  MẬT",
        "MẬT (Bản số: 03)",
    ],
)
def test_stamps_are_seen(line):
    assert stamp(Document("docx", (Block(0, "ĐẢNG BỘ HUYỆN"), Block(1, line)))) == line


@pytest.mark.parametrize(
    "line",
    [
        "Bảo mật",
        "bí mật nhà nước",
        "Công tác bảo vệ bí mật nhà nước được coi trọng.",
        "mật",
        "MẬT ONG",
        "Kết quả: mật độ dân số",
    ],
)
def test_words_are_no_stamps(line):
    assert stamp(Document("docx", (Block(0, line),))) is None


def test_a_stamp_stands_near_the_top_or_in_a_running_header():
    far = [Block(i, f"Đoạn {i}.") for i in range(60)]
    assert stamp(Document("docx", (*far, Block(60, "MẬT")))) is None
    assert stamp(Document("docx", (*far, Block(60, "MẬT", part="header")))) == "MẬT"
