"""The search: found with and without accents, exact phrases first, nothing told of what one may not see."""

import re
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vankien.text import bare, fold
from vankien_web.common import excerpts, matching, queries, search
from vankien_web.common.entries import Entry

CORPUS = Path(__file__).parents[1] / "corpus"
pytestmark = pytest.mark.django_db
FAR = 10**9  # the things' numbers: no database gives them to an entry by itself


def owners(*numbers):
    """A queryset whose primary keys are these numbers: entries of the kind "owner" stand for the things."""
    return (
        Entry.objects.filter(kind="owner", pk__in=[FAR + n for n in numbers])
        if numbers
        else Entry.objects.none()
    )


@pytest.fixture
def things():
    """Things 1 to 9 and what is written in some of them."""
    Entry.objects.bulk_create(
        Entry(pk=FAR + n, subject=f"owner:{n}", owner=0, kind="owner") for n in range(1, 10)
    )
    passages(
        1, "Tỷ lệ hộ nghèo giảm còn 2,3% ở xã Quảng Tâm.", "Số hộ thoát nghèo tăng.", "Hồ chứa nước nghẹo."
    )
    passages(2, "Ủy ban nhân dân xã tổ chức Đại hội Đảng bộ.", "Hoà giải ở thôn Đông.")
    search.put(f"unit:{FAR + 3}", "unit", [Entry(title="Đảng bộ xã Quảng Tâm", place={"kind": "xã"})])
    search.put(f"person:{FAR + 4}", "person", [Entry(title="Ủy viên Ban Thường vụ 01", text="Phó Bí thư")])


def passages(number, *texts):
    entries = [
        Entry(part=f"b{n}", title="Dự thảo", text=text, place={"block": n}) for n, text in enumerate(texts)
    ]
    search.put(f"draft:{FAR + number}", "passage", entries)


def found(query, see=None, kind="passage", **more):
    subjects = {kind: owners(1, 2) if see is None else see}
    return [f"{hit.owner - FAR}/{hit.part}" for hit in search.find(query, subjects=subjects, **more).hits]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("hộ nghèo", ["1/b0", "1/b1", "1/b2"]),  # the phrase, the words, the words without accents
        ("HO  NGHEO", ["1/b0", "1/b2", "1/b1"]),
        ('"hộ nghèo"', ["1/b0"]),
        ('"thoát nghèo" hộ', ["1/b1"]),
        ("hồ nghẹo", ["1/b2", "1/b1", "1/b0"]),
        ("quang tam", ["1/b0"]),
        ("quảng tâ", ["1/b0"]),
        ("dang bo", ["2/b0"]),
        ("đảng bo", ["2/b0"]),
        ("uỷ ban", ["2/b0"]),
        ("hòa giải", ["2/b1"]),
        ("2,3%", ["1/b0"]),
        ("nghè", ["1/b2", "1/b1", "1/b0"]),
        ("hộ nghèo phường", []),
        ("dự thảo", []),  # the title of the whole would find every part
        ("", []), (" -–\" ", []), ("%_*'", []),
    ],
)  # fmt: skip
def test_words_are_found_and_the_nearest_come_first(things, query, hits):
    assert found(query) == hits


def test_units_and_people_are_found_by_name_beside_passages(things):
    subjects = {"unit": owners(3), "person": owners(4), "passage": owners(1)}
    results = search.find("quang tam", subjects=subjects)
    assert [hit.kind for hit in results.hits] == ["unit", "passage"]
    assert {kind: total.count for kind, total in results.totals.items()} == {
        "unit": 1,
        "person": 0,
        "passage": 1,
    }
    assert [hit.subject for hit in search.find("thuong vu", subjects=subjects).of("person")] == [
        f"person:{FAR + 4}"
    ]


def test_nothing_is_told_of_what_one_may_not_see(things):
    for see, total in ((owners(1), 2), (owners(2), 0), (owners(1, 2), 2), (owners(7), 0), (owners(), 0)):
        results = search.find("nghèo", subjects={"passage": see, "unit": owners()})
        exact = [hit for hit in results.hits if hit.exact]
        assert len(exact) == total and results.totals["passage"].count in (0, total + 1)
        assert results.totals["unit"] == search.Total()


@pytest.mark.parametrize("few", [0, 300])
def test_many_and_few_owners_give_the_same(things, monkeypatch, few):
    monkeypatch.setattr(matching, "_FEW", few)
    assert found("hộ nghèo") == ["1/b0", "1/b1", "1/b2"]
    assert found("hộ nghèo", owners(2)) == []
    assert found("quang ta", owners(3), kind="unit") == ["3/"]


def test_a_page_of_many_results(things):
    passages(5, *(f"Nhiệm vụ số {n} về nông thôn mới" for n in range(130)))
    pages = [found("nong thon moi", owners(5), limit=50, offset=at) for at in (0, 50, 100, 150)]
    assert [len(page) for page in pages] == [50, 50, 30, 0]
    assert len({hit for page in pages for hit in page}) == 130
    search.put(
        f"draft:{FAR + 6}",
        "passage",
        [Entry(part=f"b{n}", text="nông thôn") for n in range(search.COUNTED + 1)],
    )
    results = search.find("nông thôn", subjects={"passage": owners(6)}, limit=10, offset=995)
    assert results.totals["passage"] == search.Total(search.COUNTED, more=True) and len(results.hits) == 5


def test_what_is_replaced_or_dropped_is_found_no_more(things):
    passages(1, "Văn bản mới")
    assert found("hộ nghèo") == [] and found("văn bản mới") == ["1/b0"]
    search.drop(f"draft:{FAR + 1}")
    assert found("văn bản mới") == [] and found("dang bo") == ["2/b0"]
    Entry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_entry_words")
        assert cursor.fetchone() == (0,)


def test_a_transaction_that_fails_leaves_the_index_as_it_was(things):
    with pytest.raises(RuntimeError), transaction.atomic():
        passages(1, "Văn bản mới")
        raise RuntimeError
    assert found("văn bản mới") == [] and found("quảng tâm") == ["1/b0"]


def test_an_entry_keeps_where_it_was_found(things):
    hit = search.find("giảm còn", subjects={"passage": owners(1)}).hits[0]
    assert (hit.place, hit.part, hit.subject, hit.exact) == ({"block": 0}, "b0", f"draft:{FAR + 1}", True)
    assert hit.excerpt == "Tỷ lệ hộ nghèo <mark>giảm còn</mark> 2,3% ở xã Quảng Tâm."


def test_an_excerpt_is_the_original_text_with_marks_and_nothing_else():
    asked = queries.parse("uỷ ban")
    assert excerpts.marked("<b>Ủy  ban</b> & UBND", asked, exact=True) == (
        "&lt;b&gt;<mark>Ủy ban</mark>&lt;/b&gt; &amp; UBND"
    )
    long = "đầu " * 100 + "hộ nghèo đa chiều " + "cuối " * 100 + "hộ"
    piece = excerpts.excerpt(long, queries.parse("ho ngheo"), exact=True)
    assert "<mark>hộ nghèo</mark> đa chiều" in piece and piece.startswith("… ") and piece.endswith(" …")
    assert len(re.findall(r"\w+", re.sub("</?mark>", "", piece))) == 40


# The database is read only here: one for all examples will do.
TYPED = st.text(max_size=60) | st.text(alphabet="\"'*()^:{}+-–&|!<>~% ađ\\\0\ud800NEAROT_@=", max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(TYPED)
def test_whatever_is_typed_is_only_words(things, typed):
    results = search.find(typed, subjects={"passage": owners(1, 2), "unit": owners(3)})
    assert len(results.hits) == sum(total.count for total in results.totals.values())


@settings(deadline=None)
@given(st.text(max_size=200), TYPED)
def test_marks_never_change_a_text(text, typed):
    asked = queries.parse(typed)
    for exact in (True, False):
        plain = re.sub("</?mark>", "", excerpts.marked(text, asked, exact=exact))
        assert plain == excerpts.marked(text, queries.Query(), exact=exact)


PHRASES = (
    "hộ nghèo", "xã hội", "đảng viên", "đại hội", "chi bộ", "đoàn thể", "công tác dân vận", "quốc phòng",
    "tổ chức đảng", "cán bộ", "thu nhập bình quân", "kinh tế", "nông thôn mới", "kỷ luật",
    "cải cách hành chính", "ban thường vụ",
)  # fmt: skip


def test_the_first_ten_hold_the_phrase_in_the_corpus(things):
    """P@10 over the corpus of drafts: accented phrases, and the same without accents."""
    blocks = [
        line.strip()
        for path in sorted(CORPUS.glob("*.draft"))
        for line in path.read_text().splitlines()
        if len(line) > 60 and not line.startswith("#")
    ]
    passages(5, *blocks)
    for key, phrases in ((fold, PHRASES), (bare, tuple(bare(p) for p in PHRASES))):
        holds = [" ".join(queries.WORD.findall(key(b))) for b in blocks]
        for phrase in phrases:
            relevant = sum(f" {phrase} " in f" {text} " for text in holds)
            hits = found(phrase, owners(5), limit=10)
            good = sum(f" {phrase} " in f" {holds[int(hit.split('b')[1])]} " for hit in hits)
            assert relevant and good == min(10, relevant), phrase
