"""What is written is what is held: exact from the text to the sum, in any order, as often as one likes."""

import random
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import connection
from django.db.models import Sum

from factories import make_congress, make_draft, make_season, make_tree, make_version
from library.draft_factory import document
from vankien import checks
from vankien_web.common.written import vi_number
from vankien_web.drafts.models import Draft
from vankien_web.figures.actions.ledger import enter, mark
from vankien_web.figures.ledger import rows
from vankien_web.figures.models import Figure

pytestmark = pytest.mark.django_db
HEAD = "BÁO CÁO CHÍNH TRỊ\nI. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT\n"


@pytest.fixture
def congress(db):
    tree = make_tree()
    return make_congress(make_season(tree.province), tree.commune)


def ready(*lines):
    text = HEAD + "\n".join(lines)
    return checks.prepare(document(text), pack="dang-2019", unit="xa-phuong", kind="political_report")


def held(version):
    """Everything but the numbers of the database."""
    found = Figure.objects.filter(version=version).order_by("number").values()
    return [{k: v for k, v in row.items() if k not in ("id", "version_id")} for row in found]


def some_values(number):
    """Of one to six decimal places, small and large."""
    chance = random.Random(19)  # noqa: S311 - the same every time
    return [Decimal(chance.randint(1, 10**9)).scaleb(-chance.randint(1, 6)) for _ in range(number)]


def test_every_digit_comes_through(congress):
    values = some_values(60)
    lines = [f"Vốn đầu tư của công trình thứ {n} là {vi_number(v)} triệu đồng." for n, v in enumerate(values)]
    version = make_version(make_draft(congress))
    enter(version, ready(*lines))
    found = Figure.objects.filter(version=version, unit="triệu đồng")
    assert [f.value for f in found] == values
    assert found.order_by().aggregate(total=Sum("amount"))["total"] == sum(values)
    assert [row.entry.figure.value for row in rows(found)] == values
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, amount FROM figures_figure WHERE value IS NOT NULL")
        assert {type(number) for row in cursor.fetchall() for number in row} == {int}


def test_no_float_enters(congress):
    version = make_version(make_draft(congress))
    with pytest.raises(TypeError):
        Figure.objects.create(version=version, number=1, block=0, start=0, end=1, role="actual", value=1.5)


def test_the_order_in_which_versions_are_read_does_not_matter(congress):
    texts = [
        ready("Tỷ lệ hộ nghèo năm 2019 còn 1,25%.", "Kết nạp 12 đảng viên, xóa tên 3 đảng viên."),
        ready("Kết nạp 12 đảng viên.", "Năm 2019 tỷ lệ hộ nghèo còn 1,5%.", "Sửa 4 km đường, 5 km mương."),
        ready("Tỷ lệ hộ nghèo năm 2019 còn 1,25%.", "Tỷ lệ hộ nghèo năm 2019 của thôn Đông còn 2%."),
    ]
    results = []
    for number, order in enumerate(permutations(range(3))):
        draft = make_draft(congress, kind=f"kind-{number}")
        versions = [make_version(draft, sent=n == 1) for n in range(3)]
        for n in order:
            enter(versions[n], texts[n])
        mark(Draft.objects.get(pk=draft.pk))
        told = [held(v) for v in versions]
        results.append([[{**row, "kind": ""} for row in some] for some in told])
    assert all(result == results[0] for result in results)
    assert [{row["newest"] for row in some} for some in results[0]] == [{False}, {False}, {True}]
    assert [{row["sent"] for row in some} for some in results[0]] == [{False}, {True}, {False}]


def test_reading_again_changes_nothing(congress):
    version = make_version(make_draft(congress))
    text = ready("Kết nạp 12 đảng viên.", "Tỷ lệ hộ nghèo còn 1,5%.", "Tỷ lệ hộ nghèo còn 1,5%.")
    enter(version, text)
    before = list(Figure.objects.filter(version=version).values())
    for _ in range(3):
        enter(version, text)
    assert list(Figure.objects.filter(version=version).values()) == before
