"""The pages of reviewers' copies ask the same of one remark as of two hundred, of one copy as of fifty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import make_opinion, make_request
from vankien_web.reviews.models import Answer, Remark, RemarkAnswer
from web.collating_scene import Collecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(tmp_path):
    scene = Collecting(tmp_path)
    scene.call()
    scene.copies("Ủy viên 01")
    Remark.objects.update(group="g1")  # how many are alike is asked once, where any are
    answered(scene)
    return scene


def answered(scene):
    """One by the office, one by the owner of a request that was met."""
    one, two, *_others = Remark.objects.order_by("pk")
    one.answer = RemarkAnswer.objects.create(
        collation=one.collation, text="Tiếp thu.", by=scene.office.account
    )
    one.save()
    request = make_request(scene.meeting, scene.draft)
    two.opinion = make_opinion(scene.member, scene.draft, scene.meeting, item=scene.item)
    two.save()
    request.sentence.opinions.add(two.opinion)
    type(request).objects.filter(pk=request.pk).update(state="closed")
    Answer.objects.create(request=request, kind="adopted", text="Đã bổ sung.", by=scene.secretary.account)


def more(scene):
    """Fifty copies, two hundred remarks of as many authors."""
    one = Remark.objects.first()
    for n in range(2, 52):
        copy = scene.collation.copies.create(
            number=n, file_name=f"{n}.docx", noted=f"{n}", state="done", by=scene.office.account
        )
        for k in range(4):
            author = scene.collation.reviewers.create(name=f"Người {n}-{k}")
            Remark.objects.create(
                collation=one.collation, copy=copy, author=author, key=f"{n}-{k}", kind="comment",
                heading=f"Mục {k}", position=99, place=one.place, group=f"g{k}", clash=f"x{n}",
                text="Cần làm rõ.",
            )  # fmt: skip


def asked(scene):
    pk = scene.collation.pk
    draft = f"/van-ban/{scene.draft.pk}/tong-hop/"
    pages = (draft, *(f"/tong-hop/{pk}/{part}" for part in ("", "tien-do/", "nguoi/", "bang.xlsx")))
    found, client = {}, scene.client(scene.office)
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        found[page] = len(queries)
    return found


def test_a_dozen_queries_whatever_was_written(scene):
    before = asked(scene)
    more(scene)
    after = asked(scene)
    assert {page: n for page, n in after.items() if n > 12} == {}
    assert after == before
    page = scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/").content.decode()
    assert page.count('<p class="answered">') == 2
