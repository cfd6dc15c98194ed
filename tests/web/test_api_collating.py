"""The programs' interface to comparison, proofs and copies: what the command line and the pages say."""

import json

import pytest

from asking import POVERTY, Case
from vankien.cli import main
from vankien_web.common import storage
from vankien_web.drafts import comparing
from vankien_web.drafts.models import StoredComparison
from vankien_web.reviews.actions import answers
from vankien_web.reviews.models import Collation, Remark
from vankien_web.site.api import api
from web import compared_texts
from web.collating_scene import Collecting, copy_file
from web.document_scene import Scene as Documents
from web.programs import COPIES, Program, a_file
from web.test_collating import edited

pytestmark = pytest.mark.django_db


class TestCompared:
    @pytest.fixture
    def scene(self, db):
        scene = Documents()
        scene.draft = scene.begin()
        scene.bring(scene.draft, compared_texts.word(compared_texts.TEXT))
        scene.bring(scene.draft, compared_texts.edited(), "lan-2.docx")
        scene.program = Program(scene.drafter)
        return scene

    def test_as_the_command_line_tells_it(self, scene, tmp_path, capsys):
        told = scene.program.get(f"/drafts/{scene.draft.pk}/comparison")
        assert (told["old"], told["new"], told["state"]) == (1, 2, "done")
        files = []
        for version in scene.draft.versions.order_by("number"):
            files.append(tmp_path / f"{version.number}.docx")
            files[-1].write_bytes(storage.path(version.sha256).read_bytes())
        rules = ("--pack", version.pack, "--unit", version.unit, "--kind", version.kind)
        with pytest.raises(SystemExit):
            main(["compare", *map(str, files), *rules, "--json"])
        wanted = json.loads(capsys.readouterr().out)
        assert {name: told[name] for name in wanted} == wanted
        assert told["figures"][0]["old"]["value"] == 47.5

    def test_a_long_pair_is_waited_for(self, scene, monkeypatch):
        monkeypatch.setattr(comparing, "SHORT", 0)
        StoredComparison.objects.all().delete()
        told = scene.program.get(f"/drafts/{scene.draft.pk}/comparison?old=1&new=2")
        assert (told["state"], told["changes"]) == ("waiting", [])
        one, two = scene.draft.versions.order_by("number")
        comparing.compare_versions.call(one.pk, two.pk)
        assert scene.program.get(f"/drafts/{scene.draft.pk}/comparison")["state"] == "done"

    def test_one_version_has_nothing_beside_it(self, scene):
        scene.draft.versions.get(number=2).delete()
        scene.draft.latest = scene.draft.versions.get()
        scene.draft.save()
        refused = scene.program.get(f"/drafts/{scene.draft.pk}/comparison", 422)
        assert "Mới có một bản dự thảo" in refused["sentence"] + str(refused["fields"])

    def test_a_version_that_is_not_there(self, scene):
        scene.program.get(f"/drafts/{scene.draft.pk}/comparison?old=1&new=9", 404)


class TestProved:
    def test_each_version_has_its_own(self, commune):
        case = Case(commune)
        asked = case.asks(kind="add_indicator", target={"indicator": "ho_ngheo"})
        case.bring("Xã tiếp tục giảm tỷ lệ hộ nghèo.")
        case.bring(POVERTY)
        program, here = Program(case.secretary), f"/drafts/{case.draft.pk}/verdicts"
        numbers = sorted(case.draft.versions.values_list("number", flat=True))
        told = [program.get(f"{here}?version={n}")["verdicts"][0] for n in numbers]
        assert [one["verdict"] for one in told] == [None, "not_met", "met"]
        assert {one["confirmed"] for one in told} == {False}
        assert told[2]["evidence"][0]["quote"] == "1,25%"
        assert program.get(here)["met"] == 1
        case.answer(asked)
        case.send()
        answers.close(asked, "Đã xem.", by=case.office)
        told = [program.get(f"{here}?version={n}")["verdicts"][0] for n in numbers]
        assert [(one["verdict"], one["confirmed"]) for one in told] == [
            (None, False),
            ("not_met", False),
            ("met", True),
        ]

    def test_those_above_see_what_was_sent_up(self, commune):
        case = Case(commune)
        case.asks(kind="add_indicator", target={"indicator": "ho_ngheo"})
        new = case.bring(POVERTY)
        here = f"/drafts/{case.draft.pk}/verdicts"
        program = Program(case.office)
        program.get(f"{here}?version={new.number}", 404)
        assert program.get(here)["version"] < new.number


class TestCollated:
    @pytest.fixture
    def scene(self, tmp_path):
        scene = Collecting(tmp_path)
        scene.program = Program(scene.office.account)
        begun = scene.program.post(f"/drafts/{scene.draft.pk}/collations", 201)
        scene.here = f"/collations/{begun['id']}"
        return scene

    def bring(self, scene, name, data, status=201):
        return scene.program.form(f"{scene.here}/copies", status, file=a_file(data, name))

    def alike(self, scene, *names):
        for name in names:
            self.bring(scene, f"{name}.docx", edited("hằng tháng", "hằng quý", name))
        scene.work()

    def test_copies_are_brought_one_by_one(self, scene):
        data, planted = copy_file(scene.folder, "Ủy viên 01")
        copy = self.bring(scene, "uy-vien-01.docx", data)
        assert (copy["state"], copy["file_name"]) == ("queued", "uy-vien-01.docx")
        scene.work()
        told = scene.program.get(scene.here)
        [copy] = told["copies"]
        assert (copy["state"], copy["rows"], told["rows"]) == ("done", len(planted), len(planted))
        again = self.bring(scene, "lan-nua.docx", data, 422)
        assert "uy-vien-01.docx" in str(again["fields"]["file"])
        broken = self.bring(scene, "hong.docx", b"PK\x03\x04")
        assert (broken["state"], "hong.docx" in broken["sentence"]) == ("failed", True)
        assert scene.program.get(f"/drafts/{scene.draft.pk}/collations")["total"] == 1

    def test_begun_twice_is_one(self, scene):
        again = scene.program.post(f"/drafts/{scene.draft.pk}/collations", 201, version=1)
        assert again["id"] == Collation.objects.get().pk
        scene.program.post(f"/drafts/{scene.draft.pk}/collations", 404, version=9)

    def test_rows_are_those_of_the_library(self, scene):
        data, planted = copy_file(scene.folder, "Ủy viên 01", remarks=6)
        self.bring(scene, "a.docx", data)
        scene.work()
        told = scene.program.get(f"{scene.here}/rows")["items"]
        assert {(r["author"], r["kind"]) for r in told} == {(r.author, r.kind) for r in planted}
        stored = {r.key: r.row() for r in Remark.objects.select_related("copy", "author__person")}
        for row in told:
            one = stored[row["id"]]
            assert (row["text"], row["old"], row["new"]) == (one.text, one.old, one.new)
            assert row["place"]["block"] == one.place.block

    def test_a_group_is_answered_in_one_text(self, scene):
        self.alike(scene, "Ba", "Bốn")
        rows = scene.program.get(f"{scene.here}/rows")["items"]
        assert len({row["group"] for row in rows}) == 1
        assert rows[0]["group"]
        address = f"{scene.here}/rows/{rows[0]['number']}/answer"
        told = scene.program.post(address, text="Tiếp thu.", revision=0)
        assert told["answers"][0]["text"] == "Tiếp thu."
        both = scene.program.get(f"{scene.here}/rows")["items"]
        assert [row["answers"][0]["text"] for row in both] == ["Tiếp thu."] * 2
        assert scene.program.get(f"{scene.here}/rows?only=unanswered")["total"] == 0
        late = scene.program.post(address, 409, text="Khác.", revision=0)
        assert late["current"]["text"] == "Tiếp thu."
        scene.program.post(address, text="", revision=told["revision"])
        assert scene.program.get(scene.here)["answered"] == 0

    def test_the_unit_does_not_reach_those_of_the_office(self, scene):
        unit = Program(scene.secretary.account)
        unit.get(scene.here, 404)
        unit.get(f"{scene.here}/rows", 404)
        assert unit.get(f"/drafts/{scene.draft.pk}/collations")["total"] == 0

    def test_a_call_needs_few_queries(self, scene, django_assert_max_num_queries):
        self.alike(scene, "Ba", "Bốn", "Năm")
        ids = {"draft": scene.draft.pk, "collation": Collation.objects.get().pk}
        gets = [(path, ops["get"]) for path, ops in api.document["paths"].items() if "get" in ops]
        own = [path for path, operation in gets if operation["tags"][0] == COPIES]
        assert len(own) == 3
        for path in own:
            with django_assert_max_num_queries(12):
                scene.program.get(path.removeprefix("/api/v1").format(**ids))
