"""The samples have the faults that the source document reports, and no others."""

import io
from pathlib import Path

import pytest
from docx import Document

from samples import make_samples
from vankien import checks, word
from vankien.serial import to_data
from vankien_web.drafts.actions import in_order
from vankien_web.drafts.models import Draft
from vankien_web.drafts.samples import SAMPLES

PLANTED = {
    "xa-quang-tam": {"VK201", "VK203", "VK301", "VK302", "VK303", "VK401"},
    "co-quan-ubnd-thanh-pho": {"VK202", "VK206", "VK104"},
    "co-quan-thanh-uy": {"VK201", "VK205", "VK105"},
}


def findings(name):
    sample = SAMPLES[name]
    draft = checks.prepare(
        word.read(Path(str(sample.file))),
        pack=sample.rules.pack,
        unit=sample.rules.unit,
        kind=sample.rules.kind,
    )
    return checks.run(draft)


@pytest.mark.parametrize("name", SAMPLES)
def test_planted_faults_are_found_and_nothing_else(name):
    assert {f.code for f in findings(name)} == PLANTED[name]


def test_the_commune_lacks_what_the_meeting_asked_for():
    found = findings("xa-quang-tam")
    missing = {f.params["indicator"] for f in found if f.code == "VK302"}
    assert missing == {"ho_ngheo", "bhxh_tn", "htx", "tang_thu_ns"}
    assert {f.params["part"] for f in found if f.code == "VK301"} == {"defence_security", "party_building"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", SAMPLES)
def test_the_site_says_what_the_library_says(name, signed_in, work):
    signed_in.post(f"/ra-soat/ban-mau/{name}/")
    work()
    stored = [
        (f.code, f.params, f.finding.place) for f in Draft.objects.get().latest.findings.exclude(severity="")
    ]
    own = [(f.code, to_data(f.params), f.place) for f in in_order(findings(name))]
    assert stored == own


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_what_their_texts_say(name, tmp_path):
    text = (Path(make_samples.__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    fresh = tmp_path / "fresh.docx"
    make_samples.build(text.splitlines(), automatic=name in make_samples.AUTOMATIC).save(str(fresh))
    make_samples.steady(fresh)
    packaged = word.read(Path(str(SAMPLES[name].file)))
    assert [b.text for b in word.read(fresh).blocks] == [b.text for b in packaged.blocks]
    assert any("Bản minh họa" in b.text for b in packaged.blocks)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_open_elsewhere(name):
    assert Document(io.BytesIO(Path(str(SAMPLES[name].file)).read_bytes())).paragraphs
