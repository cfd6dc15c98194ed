"""Two people at the same moment at official papers and templates, on either database."""

import pytest

from vankien.outputs import papers as library
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.actions.templates import nearest, put_template
from vankien_web.reviews.models import Paper, Template
from web.at_once import meanwhile
from web.papers_case import upload

pytestmark = pytest.mark.django_db(transaction=True)
NOTICE = "thong-bao-ket-luan"


def test_two_first_previews_of_one_paper_are_one_copy(case):
    def make():
        actions.make_paper(case.meeting, NOTICE, by=case.office)

    assert meanwhile(make, make) == "done"
    assert Paper.objects.count() == 1


def test_of_two_templates_brought_at_once_the_later_is_used(case):
    shipped = library.template(NOTICE, "dang-hd36-2018")

    def put(name):
        return lambda: put_template(case.city, NOTICE, upload(shipped, name), by=case.office)

    assert meanwhile(put("mot.docx"), put("hai.docx")) == "done"
    assert Template.objects.get(withdrawn_at=None) == nearest(case.city, NOTICE)
    assert nearest(case.city, NOTICE).file_name == "hai.docx"
