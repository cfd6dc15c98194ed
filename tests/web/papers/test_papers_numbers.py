"""Numbers of papers: one after another, never twice, never again, whoever asks at the same moment."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from factories import make_unit, make_user
from vankien_web.reviews.actions import numbers
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.actions.letterheads import set_letterhead
from vankien_web.reviews.models import Paper, Series
from vankien_web.reviews.papers.heads import derive, format_on, head
from vankien_web.units.models import Role
from web.papers_case import DAY, make_case

TERM = "2015–2020"


def issue(case, form="thong-bao-ket-luan", dated=DAY):
    copy = actions.make_paper(case.meeting, form, by=case.office)
    return actions.issue_paper(copy, signed_by=case.post, dated=dated, by=case.office)


def test_each_kind_counts_for_itself_and_a_withdrawn_number_stays_given(db):
    case = make_case()
    first = issue(case)
    assert (first.label, first.series.term) == ("1-TB/ThU", TERM)
    assert issue(case, "bien-ban").label == "1-BB/ThU"
    actions.withdraw_paper(first, "Sai nơi nhận", by=case.office)
    assert issue(case).label == "2-TB/ThU"
    assert Paper.objects.get(pk=first.pk).label == "1-TB/ThU"


def test_what_fails_takes_no_number(db):
    case = make_case()
    copy = actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
    with pytest.raises(ValidationError):
        actions.issue_paper(copy, signed_by=None, dated=DAY, by=case.office)
    assert issue(case).number == 1


def test_a_later_number_bears_no_earlier_day(db):
    case = make_case()
    issue(case)
    with pytest.raises(ValidationError) as told:
        issue(case, dated=date(2020, 2, 12))
    assert "dated" in told.value.message_dict
    assert issue(case).number == 2


def test_numbers_go_on_from_those_given_by_hand_and_never_back(db):
    case = make_case()
    numbers.continue_series(case.city, "TB", TERM, 57, by=case.office)
    assert issue(case).label == "58-TB/ThU"
    with pytest.raises(ValidationError):
        numbers.continue_series(case.city, "TB", TERM, 57, by=case.office)
    with pytest.raises(PermissionDenied):
        numbers.continue_series(case.city, "TB", TERM, 99, by=case.secretary)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_get_ten_numbers(db):
    unit, given, failed = make_unit(), [], []

    def take():
        from django.db import transaction

        try:
            for _ in range(3):
                with transaction.atomic():
                    given.append(numbers.next_number(unit, "TB", TERM)[1])
        except Exception as error:  # the thread must tell
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(given) == list(range(1, 31))
    assert Series.objects.get(unit=unit).last == 30


@pytest.mark.django_db(transaction=True)
def test_one_copy_issued_by_two_at_once_bears_one_number(db):
    case = make_case()
    copy = actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
    told = []

    def go():
        try:
            told.append(actions.issue_paper(copy, signed_by=case.post, dated=DAY, by=case.office).number)
        except ValidationError:
            told.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told, key=str) == [1, None]


@pytest.mark.parametrize(
    ("name", "kind", "level", "issuer", "symbol"),
    [
        ("Đảng bộ tỉnh Thanh Hóa", "tinh", "tinh", "Tỉnh ủy Thanh Hóa", "TU"),
        ("Đảng bộ thành phố Thanh Hóa", "huyen-tp", "tren-co-so", "Thành ủy Thanh Hóa", "ThU"),
        ("Đảng bộ huyện Hoằng Hóa", "huyen-tp", "tren-co-so", "Huyện ủy Hoằng Hóa", "HU"),
        ("Đảng bộ xã Quảng Tâm", "xa-phuong", "co-so", "Đảng ủy xã Quảng Tâm", "ĐU"),
        ("Đảng bộ cơ quan UBND thành phố", "co-quan", "co-so", "Đảng ủy cơ quan UBND thành phố", "ĐU"),
        ("Chi bộ thôn Đình Cường", "chi-bo", "chi-bo", "Chi bộ thôn Đình Cường", "CB"),
        ("UBND thành phố Thanh Hóa", "co-quan", "co-so", "UBND thành phố Thanh Hóa", "UBND"),
    ],
)
def test_issuer_and_symbol_follow_from_the_unit(db, name, kind, level, issuer, symbol):
    made = derive(make_unit(name, kind=kind, level=level), DAY)
    assert (made.issuer, made.symbol) == (issuer, symbol)


def test_the_office_may_correct_what_was_derived(db):
    case = make_case()
    set_letterhead(case.city, {"symbol": "TU", "place": "TP Thanh Hóa"}, revision=0, by=case.office)
    now = head(case.city, DAY)
    assert (now.symbol, now.place, now.issuer) == ("TU", "TP Thanh Hóa", "Thành ủy Thanh Hóa")
    assert issue(case).label == "1-TB/TU"
    with pytest.raises(PermissionDenied):
        set_letterhead(case.city, {}, revision=1, by=make_user(case.city, Role.COMMITTEE_MEMBER))


@pytest.mark.parametrize(
    ("family", "on", "format"),
    [
        ("dang", date(2020, 2, 13), "dang-hd36-2018"),
        ("dang", date(2026, 5, 26), "dang-hd36-2018"),
        ("dang", date(2026, 5, 27), "dang-hd05-2026"),
        ("nha-nuoc", date(2020, 3, 5), "nd30-2020"),
        ("nha-nuoc", date(2020, 2, 13), "nd30-2020"),
    ],
)
def test_the_format_is_the_one_in_force(family, on, format):
    assert format_on(family, on) == format
