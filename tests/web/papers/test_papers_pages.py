"""The pages of official papers, as people use them: make, look, issue, verify, bring a template."""

import io
import zipfile

import pytest

from factories import make_congress, make_draft, make_item, make_sentence, make_unit, make_user, make_version
from vankien.outputs import papers as library
from vankien_web.common import storage
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.actions.templates import nearest, put_template
from vankien_web.reviews.models import Paper, Template
from vankien_web.units.models import PersonnelStatement, Role
from web.papers_case import DAY, upload

pytestmark = pytest.mark.usefixtures("no_libreoffice")


def home(case):
    return f"/hop/{case.meeting.pk}/giay-to/"


def retold(data, old, new):
    """The same package with other words in its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            made.writestr(name, part.replace(old, new) if name == "word/document.xml" else part)
    return out.getvalue()


def test_made_looked_at_and_issued_by_clicks(clerk, case):
    assert "Biên bản hội nghị" in clerk.get(home(case)).content.decode()
    clerk.post(home(case) + "lap/")
    notice = Paper.objects.get(form="thong-bao-ket-luan")
    assert "Bổ sung tỷ lệ hộ nghèo" in clerk.get(f"/giay-to/{notice.pk}/").content.decode()
    answer = clerk.post(
        f"/giay-to/{notice.pk}/ban-hanh/", {"signed_by": case.post.pk, "dated": "13/02/2020", "also_to": ""}
    )
    assert answer.status_code == 302
    assert "1-TB/ThU" in clerk.get(home(case)).content.decode()
    assert clerk.get(f"/giay-to/{notice.pk}/van-ban.docx").status_code == 200


def test_the_page_asks_as_often_for_one_paper_as_for_many(clerk, case, django_assert_max_num_queries):
    for _ in range(12):
        draft = make_version(make_draft(make_congress(case.season, make_unit(parent=case.city)))).draft
        make_item(case.meeting, draft)
    clerk.post(home(case) + "lap/")
    with django_assert_max_num_queries(12):
        clerk.get(home(case))
    with django_assert_max_num_queries(12):
        clerk.get("/giay-to/")
    with django_assert_max_num_queries(12):
        clerk.get(f"/giay-to/{Paper.objects.first().pk}/")
    with django_assert_max_num_queries(12):
        clerk.get("/giay-to/mau/")


def test_who_does_not_hear_the_meeting_sees_no_papers_of_it(client, case):
    copy = actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
    client.force_login(case.secretary)
    assert client.get(home(case)).status_code == 404
    assert client.get(f"/giay-to/{copy.pk}/").status_code == 404
    assert client.post(home(case) + "lap/").status_code == 404
    actions.issue_paper(copy, signed_by=case.post, dated=DAY, by=case.office)
    assert client.get(f"/giay-to/{copy.pk}/").status_code == 200
    assert client.get(f"/giay-to/{copy.pk}/ban-hanh/").status_code == 403


def test_the_unit_begins_its_report_from_its_own_page(client, case):
    client.force_login(case.secretary)
    assert "Báo cáo chính trị" in client.get("/giay-to/").content.decode()
    client.post(home(case) + "lap/tiep-thu-giai-trinh/", {"subject": f"draft:{case.draft.pk}"})
    assert Paper.objects.get().unit == case.commune


def test_a_paper_is_verified_and_a_changed_letter_is_found(clerk, case):
    paper = actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
    data = storage.path(paper.sha256).read_bytes()
    same = clerk.post("/giay-to/doi-chieu/", {"file": upload(data)}).context["answer"]
    assert (same.same, same.told.unaltered, same.changed, same.paper) == (True, True, False, paper)
    other = retold(data, "hộ nghèo".encode(), "hộ nghèx".encode())
    changed = clerk.post("/giay-to/doi-chieu/", {"file": upload(other)}).context["answer"]
    assert not changed.told.unaltered
    assert clerk.post("/giay-to/doi-chieu/", {"file": upload(b"PK, not a paper")}).status_code == 422


def test_a_template_with_a_wrong_field_is_refused_by_its_name(clerk, case):
    shipped = library.template("thong-bao-ket-luan", "dang-hd36-2018")
    wrong = retold(shipped, b"{{ hoi_nghi }}", b"{{ hoi_ngi }}")
    address = f"/giay-to/mau/{case.city.pk}/thong-bao-ket-luan/"
    refused = clerk.post(address, {"file": upload(wrong)})
    assert refused.status_code == 422
    assert "hoi_ngi" in refused.content.decode()
    assert not Template.objects.exists()


def test_an_own_template_is_used_by_all_below_until_it_is_withdrawn(clerk, case):
    shipped = library.template("thong-bao-ket-luan", "dang-hd36-2018")
    own = put_template(case.city, "thong-bao-ket-luan", upload(shipped), by=case.office)
    assert nearest(case.commune, "thong-bao-ket-luan") == own
    paper = actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
    assert paper.template == own
    clerk.post(f"/giay-to/mau/{case.city.pk}/thong-bao-ket-luan/bo/")
    assert nearest(case.commune, "thong-bao-ket-luan") is None
    assert actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office).template is None


def test_personnel_is_left_out_and_its_own_paper_is_there_for_few(client, case):
    plan = make_version(make_draft(case.congress, kind="personnel_plan", title="Đề án nhân sự")).draft
    item = make_item(case.meeting, plan)
    make_sentence(case.meeting, item, "Bổ sung một ứng viên nữ")
    keeper = make_user(case.city, Role.OFFICE, sees_personnel=True)
    PersonnelStatement.objects.create(statement="…", signed_by=keeper)
    secret = actions.make_paper(case.meeting, "thong-bao-ket-luan", personnel=True, by=keeper)
    plain = actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
    client.force_login(case.office)
    assert "ứng viên" not in client.get(f"/giay-to/{plain.pk}/").content.decode()
    assert client.get(f"/giay-to/{secret.pk}/").status_code == 404
    assert "nhân sự" not in client.get(home(case)).content.decode()
    client.force_login(keeper)
    assert "ứng viên nữ" in client.get(f"/giay-to/{secret.pk}/").content.decode()
    number = actions.issue_paper(secret, signed_by=case.post, dated=DAY, by=keeper)
    assert actions.issue_paper(plain, signed_by=case.post, dated=DAY, by=case.office).number == 1
    assert number.number == 1
    assert not Paper.objects.visible_to(case.secretary).filter(personnel=True).exists()
