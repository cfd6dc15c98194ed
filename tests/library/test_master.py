"""One file of thirty copies: every comment with its author, and the base again when all is rejected."""

import random
from collections import Counter

import pytest
from docx import Document as Word

from library.copies_factory import copy_of, written
from library.edits_factory import keys, settled
from library.test_compare import LINES
from vankien.cli import main
from vankien.collate import Copy, collate
from vankien.outputs.master import Answer, master, replies
from vankien.outputs.redline.settling import accept_all, reject_all
from vankien.word import read


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    folder, rng = tmp_path_factory.mktemp("master"), random.Random(7)  # noqa: S311
    lines = LINES["xa-01"]
    base = written(lines, folder / "goc.docx", rng)
    copies = [folder / f"ban-{number}.docx" for number in range(6)]
    for number, path in enumerate(copies):
        copy_of(lines, path, f"Ủy viên {number:02}", rng, remarks=14)
    return base, copies


def merged(base, copies, target):
    document = read(base)
    found = collate(document, [Copy(str(path), read(path)) for path in copies])
    master(base, document, found, target)
    return found


def test_every_comment_with_its_author_and_the_base_comes_back(scene, tmp_path):
    base, copies = scene
    target = tmp_path / "gop.docx"
    found = merged(base, copies, target)
    made = read(target)
    said = Counter((row.author, row.text) for row in found.rows if row.kind == "comment")
    assert not said - Counter((c.author, c.text) for c in made.comments)
    assert settled(target, reject_all) == keys(read(base))
    changed = {row.author for row in found.rows if row.kind in ("insertion", "deletion", "untracked_edit")}
    assert changed <= {revision.author for revision in made.revisions}
    assert len(list(Word(str(target)).comments)) == len(made.comments)
    assert list(tmp_path.iterdir()) == [target]


def test_one_copy_accepted_is_the_copy(scene, tmp_path):
    base, copies = scene
    for path in copies:
        target = tmp_path / path.name
        merged(base, [path], target)
        assert settled(target, accept_all) == keys(read(path))


def test_what_two_take_out_is_told_of_the_second(scene, tmp_path):
    base, copies = scene
    target = tmp_path / "gop.docx"
    found = merged(base, [copies[0], copies[0]], target)
    gone = [row for row in found.rows if row.kind == "deletion"]
    told = [c.text for c in read(target).comments if c.text.startswith("Bỏ: ")]
    assert len(told) == len(gone) / 2
    assert settled(target, reject_all) == keys(read(base))


def test_the_command_writes_it(scene, tmp_path, capsys):
    base, copies = scene
    (tmp_path / "hong.docx").write_bytes(b"PK not a file")
    target = tmp_path / "gop.docx"
    with pytest.raises(SystemExit) as end:
        main(["collate", str(base), str(copies[0]), str(tmp_path / "hong.docx"), "--master", str(target)])
    assert end.value.code == 1
    assert "hong.docx" in capsys.readouterr().out
    assert {c.author for c in read(target).comments} == {"Ủy viên 00"}
    with pytest.raises(SystemExit) as end:
        main(["collate", str(base), str(copies[0]), "--master", str(tmp_path / "gop.pdf")])
    assert end.value.code == 2


def test_answers_go_back_as_replies_and_only_once(scene, tmp_path):
    base, copies = scene
    target = tmp_path / "gop.docx"
    found = merged(base, copies, target)
    chosen = found.rows[:20]
    answers = [
        Answer(row, f"Tiếp thu {n}", "Tổ biên tập", "2020-02-14T09:00:00Z") for n, row in enumerate(chosen)
    ]
    before = read(target)
    for _again in range(2):
        target.write_bytes(replies(target, answers))
        made = read(target)
        said = [c for c in made.comments if c.author == "Tổ biên tập"]
        assert sorted(c.text for c in said) == sorted(answer.text for answer in answers)
        names = {c.id: (c.author, c.text) for c in made.comments}
        for answer in answers:
            [reply] = [c for c in said if c.text == answer.text]
            if answer.row.kind == "comment":
                assert names[reply.parent] == (answer.row.author, answer.row.text)
            assert reply.place is not None
        assert [b.text for b in made.blocks] == [b.text for b in before.blocks]
        assert len(made.revisions) == len(before.revisions)
    own = tmp_path / "ban.docx"
    mine = [row for row in found.rows if row.copy == str(copies[1])]
    own.write_bytes(replies(copies[1], [Answer(row, f"Trả lời {row.id}", "Tổ biên tập") for row in mine]))
    assert sum(c.author == "Tổ biên tập" for c in read(own).comments) == len(mine)


def test_a_change_that_is_not_tracked_is_answered_where_it_stands_and_named(scene, tmp_path):
    base, copies = scene
    for path in copies:
        found = collate(read(base), [Copy(str(path), read(path))])
        edits = [row for row in found.rows if row.kind == "untracked_edit"]
        target = tmp_path / path.name
        target.write_bytes(replies(path, [Answer(row, "Giữ nguyên", "Văn phòng") for row in edits]))
        said = [c for c in read(target).comments if c.author == "Văn phòng"]
        assert [c.place.block for c in said] == [row.place.block for row in edits]
        assert all(
            row.new.strip() in c.text and "Giữ nguyên" in c.text for c, row in zip(said, edits, strict=True)
        )


def test_the_same_said_twice_is_answered_twice(scene, tmp_path):
    base, copies = scene
    target = tmp_path / "gop.docx"
    found = merged(base, [copies[0], copies[0]], target)
    answers = [Answer(row, "Tiếp thu", "Văn phòng") for row in found.rows if row.kind == "comment"]
    target.write_bytes(replies(target, answers))
    answered = [c.parent for c in read(target).comments if c.author == "Văn phòng"]
    assert len(answered) == len(set(answered)) == len(answers)
