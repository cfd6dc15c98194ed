"""Each part of the frame says what it is given, to eyes and to ears."""

import datetime
import re
from decimal import Decimal

import pytest
from django import forms
from django.template import engines
from django.utils import translation

import gallery

pytestmark = pytest.mark.once

DAY = gallery.DAY


@pytest.fixture(autouse=True)
def that_day(settings):
    settings.VANKIEN_DEMO, settings.VANKIEN_DEMO_DAY = True, DAY


def said(source, **context):
    with translation.override(context.pop("language", "vi")):
        return engines["django"].from_string("{% load frame %}" + source).render(context)


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ it|vi_date }}", DAY, "13/02/2020"),
        ("{{ it|vi_date }}", datetime.datetime(2020, 2, 12, 18, 5, tzinfo=datetime.UTC), "13/02/2020"),
        (
            "{{ it|vi_time }}",
            datetime.datetime(2020, 2, 12, 18, 5, tzinfo=datetime.UTC),
            "01:05 ngày 13/02/2020",
        ),
        ("{{ it|vi_date }}{{ it|vi_time }}{{ it|vi_number }}", None, ""),
        ("{{ it|vi_number }}", 1234567, "1.234.567"),
        ("{{ it|vi_number }}", 1234.5, "1.234,5"),
        ("{{ it|vi_number:2 }}", 0.125, "0,12"),
        ("{{ it|vi_number }}", 0, "0"),
        ("{{ it|vi_number }}", Decimal("2.00"), "2"),
        ("{{ it|vi_number }}", Decimal("1200.50"), "1.200,5"),
        ("{{ it|roman }}", 27, "XXVII"),
        ("{{ it|roman }}", 1949, "MCMXLIX"),
        ("{{ it|days_left }}", DAY - datetime.timedelta(3), "-3"),
        ("{{ it|days_left }}", datetime.datetime(2020, 2, 13, 17, 30, tzinfo=datetime.UTC), "1"),
        ("{% deadline it %}", DAY + datetime.timedelta(28), "12/03/2020 còn 28 ngày"),
        ("{% deadline it %}", DAY, "13/02/2020 ◔ hôm nay"),
        ("{% deadline it %}", DAY - datetime.timedelta(3), "10/02/2020 ! quá hạn 3 ngày"),
        ("{% deadline it done=True %}", DAY - datetime.timedelta(3), "10/02/2020"),
        ("{% deadline it %}", None, ""),
        ("{% counter 11 11 it %}", "chi bộ", "11/11 11 trên 11 chi bộ"),
        ("{% state 'late' it %}", "<Quá hạn>", "! &lt;Quá hạn&gt;"),
    ],
)
def test_values_are_written_the_vietnamese_way(source, value, expected):
    assert words(said(source, it=value)) == expected


def test_english_readers_get_english_numbers_and_the_same_dates():
    assert said("{{ n|vi_number }} {{ d|vi_date }}", n=1234.5, d=DAY, language="en") == "1,234.5 13/02/2020"


def test_a_deadline_warns_from_the_day_that_it_is_told():
    day = DAY + datetime.timedelta(10)
    assert 'class="chip soon"' in said("{% deadline day %}", day=day)
    assert 'class="chip ahead"' in said("{% deadline day soon=7 %}", day=day)


def test_a_counter_is_full_only_when_all_is_done():
    assert "full" in said("{% counter 3 3 %}")
    assert "full" not in said("{% counter 2 3 %}")
    assert "full" not in said("{% counter 0 0 %}")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_third_of_february_is_not_the_second_of_march(language):
    with translation.override(language):
        assert forms.DateField().clean("03/02/2020") == datetime.date(2020, 2, 3)
        assert "03/02/2020" in str(forms.DateField().widget.render("d", datetime.date(2020, 2, 3)))


def test_a_form_says_what_is_wrong_beside_the_field_and_on_top():
    page = gallery.render()
    assert 'id="id_name" ' in page or 'id="id_name">' in page
    described = re.search(r'<input[^>]*id="id_name"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in described
    for told in re.search(r'aria-describedby="([^"]+)"', described)[1].split():
        assert f'id="{told}"' in page
    assert "Mục này chưa điền." in page
    assert '<a href="#id_born">Ngày sinh</a>: Ngày chưa đúng.' in page


def test_the_navigation_marks_where_one_is():
    page = gallery.render("/tien-do/")
    assert page.count('<a href="/tien-do/" aria-current="page">Bảng tiến độ</a>') == 2
    deeper = gallery.render("/tien-do/12/")
    assert '<a href="/tien-do/" aria-current="true">Bảng tiến độ</a>' in deeper
    assert 'href="/van-ban/" aria-current' not in page


def test_the_navigation_leaves_out_what_one_may_not_open():
    page = gallery.render(hidden_pages={"units", "search"})
    assert "/don-vi/" not in page
    assert 'action="/tim/"' not in page
    assert "/van-ban/" in page


def test_nothing_breaks_where_an_address_does_not_exist_yet():
    assert said("{% nav_url 'no_such_page' as url %}[{{ url }}]") == "[]"
    assert said("{% nav_item 'no_such_page' 'Words' %}") == ""


def test_a_stranger_sees_no_navigation_and_is_asked_in():
    page = gallery.render("/", person=None)
    assert "/tien-do/" not in page.split("<main")[0]
    assert 'href="/dang-nhap/"' in page
    assert "Người in" not in page


def test_the_demonstration_says_its_day_and_the_role():
    banner = words(gallery.render().split("</aside>")[0])
    assert "Bản trình diễn: ngày 13/02/2020." in banner
    assert "Đang xem với vai: Cán bộ Văn phòng 01" in banner
    assert "đổi vai" in banner


def test_the_paper_says_who_printed_it_and_when():
    foot = words(re.search(r'<p class="print-foot">.*?</p>', gallery.render())[0])
    assert re.fullmatch(r"Người in: Cán bộ Văn phòng 01, lúc \d\d:\d\d ngày 13/02/2020 · /tien-do/", foot)


def test_the_pager_keeps_what_was_asked():
    page = gallery.render()
    assert "101–150 trong tổng số 1.234" in page
    assert 'href="?trang=3&amp;page=4"' in page


def test_no_part_styles_or_runs_anything_inline():
    page = gallery.render()
    assert not re.search(r'\sstyle="|\son\w+="|<style|<script>', page)
