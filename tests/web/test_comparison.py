"""Two versions compared on the site: what changed, for whom, and once."""

import io

import pytest
from docx import Document as Docx

from vankien_web.drafts import actions, comparing
from vankien_web.drafts.models import State, StoredComparison, Version
from web.compared_texts import TEXT, edited, word
from web.document_scene import Scene, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return Scene()


@pytest.fixture
def draft(scene):
    draft = scene.begin()
    scene.bring(draft, word(TEXT))
    scene.bring(draft, edited(), "lan-2.docx")
    return draft


def address(draft, **chosen):
    return f"/van-ban/{draft.pk}/so-sanh/?" + "&".join(f"{k}={v}" for k, v in chosen.items())


def read(user, url):
    answer = at(user).get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_newest_is_compared_with_the_one_before(scene, draft):
    page = read(scene.drafter, address(draft))
    assert "Dự thảo lần 2" in page
    assert "Sửa 2 đoạn, chuyển 1 đoạn, tách 1 đoạn; thêm 2 từ, bỏ 2 từ." in page
    assert '<del><span class="visually-hidden">[bỏ:] </span>47,5</del>' in page
    assert '<ins><span class="visually-hidden">[thêm:] </span>48,2</ins>' in page


def test_changed_figures_stand_on_top_with_a_link_to_their_passage(scene, draft):
    page = read(scene.drafter, address(draft))
    top, _, text = page.partition('id="changes"')
    assert ">47,5 triệu đồng/người/năm<" in top
    assert "<b>48,2 triệu đồng/người/năm</b>" in top
    assert "KINH TẾ" in top
    anchor = top.partition('<th scope="row"><a href="#')[2].partition('"')[0]
    assert f'id="{anchor}"' in text


def test_moved_passages_are_linked_both_ways(scene, draft):
    page = read(scene.drafter, address(draft))
    assert 'href="#o3">từ: I. KINH TẾ</a>' in page
    assert 'id="o3"' in page
    here = page.partition(">đến: II. VĂN HÓA</a>")[0].rpartition('href="#')[2].rstrip('"')
    assert f'id="{here}"' in page


def test_tables_are_compared_cell_by_cell(scene, draft):
    page = read(scene.drafter, address(draft))
    assert '3,2</del> <ins><span class="visually-hidden">[thêm:] </span>1,2</ins></p></td>' in page
    assert page.count(">Bác sĩ<") == 1


def test_sections_without_a_change_are_folded(scene, draft):
    page = read(scene.drafter, address(draft))
    fold = page.partition("4 đoạn không đổi: III. QUỐC PHÒNG</summary>")[2].partition("</details>")[0]
    assert "An ninh trật tự" in fold
    assert page.count("An ninh trật tự") == 1


def test_in_one_text_what_went_stands_before_what_came(scene, draft):
    page = read(scene.drafter, address(draft, kieu="lien"))
    words = page.replace('<span class="visually-hidden">[bỏ:] </span>', "")
    words = words.replace('<span class="visually-hidden">[thêm:] </span>', "")
    assert "đạt <del>47,5</del> <ins>48,2</ins> triệu" in words
    assert "Tách thành 2 đoạn" in words
    assert 'class="pairs"' not in words


def test_any_two_versions_in_either_order(scene, draft):
    scene.bring(draft, word([*TEXT, "Toàn Đảng bộ quyết tâm thực hiện thắng lợi nghị quyết."]))
    told = "Dự thảo lần 3 ({0}) so với dự thảo lần 1 ({0})"
    for chosen in ({"cu": 1, "moi": 3}, {"cu": 3, "moi": 1}):
        page = read(scene.drafter, address(draft, **chosen))
        assert told.split(" (")[0] in page
        assert "Thêm 1 đoạn; thêm 11 từ." in page
    assert "so với dự thảo lần 2" in read(scene.drafter, address(draft))
    assert "so với dự thảo lần 1" in read(scene.drafter, address(draft, moi=2, cu=2))
    assert "so với dự thảo lần 1" in read(scene.drafter, address(draft, moi=1))


def test_two_versions_that_say_the_same(scene, commune):
    draft = scene.begin()
    scene.bring(draft, commune)
    scene.bring(draft, commune)
    page = read(scene.drafter, address(draft))
    assert "Nội dung hai bản như nhau" in page
    assert "Tải bản Word" not in page


def test_two_versions_without_a_word(scene):
    draft = scene.begin()
    for name in ("lan-1.docx", "lan-2.docx"):
        scene.bring(draft, word([], rows=[[""]]), name)
    page = read(scene.drafter, address(draft))
    assert "không so sánh hình ảnh" in page
    assert "Nội dung hai bản như nhau" not in page


def test_one_version_alone_says_what_to_do(scene, commune):
    draft = scene.begin()
    assert "Chưa có bản dự thảo nào" in read(scene.drafter, address(draft))
    scene.bring(draft, commune)
    page = read(scene.drafter, address(draft))
    assert "Mới có một bản dự thảo" in page
    assert f'href="/van-ban/{draft.pk}/nop/"' in page


@pytest.mark.parametrize(("state", "said"), [("failed", "Không đọc được"), ("queued", "Máy chưa đọc xong")])
def test_a_version_that_was_not_read_is_named(scene, draft, state, said):
    Version.objects.filter(draft=draft, number=1).update(state=State(state))
    page = read(scene.drafter, address(draft))
    assert f"{said} dự thảo lần 1" in page
    assert not StoredComparison.objects.filter(content__isnull=False).exists()


def test_those_above_compare_only_what_was_sent_to_them(scene, draft):
    assert at(scene.office).get(address(draft)).status_code == 404
    draft.refresh_from_db()
    actions.share(draft, by=scene.secretary)
    draft.refresh_from_db()
    actions.send_back(draft, "Sửa", by=scene.office)
    scene.bring(draft, word([*TEXT, "Câu chưa gửi lên."]))
    assert "Câu chưa gửi" in read(scene.drafter, address(draft))
    above = read(scene.office, address(draft))
    assert "Dự thảo lần 2" in above
    assert "Dự thảo lần 3" not in above
    for path in ("", "ban-word/"):
        assert at(scene.office).get(f"/van-ban/{draft.pk}/so-sanh/{path}?cu=1&moi=3").status_code == 404


def test_a_pair_is_compared_once(scene, draft, monkeypatch):
    times = []
    compared = comparing.compared
    monkeypatch.setattr(comparing, "compared", lambda *a: times.append(1) or compared(*a))
    for _ in range(3):
        read(scene.drafter, address(draft))
    assert times == [1]


def test_a_newer_library_compares_again(scene, draft):
    read(scene.drafter, address(draft))
    StoredComparison.objects.update(made_by="0.0.1")
    read(scene.drafter, address(draft))
    assert StoredComparison.objects.get().made_by != "0.0.1"


def test_long_texts_are_compared_apart_from_the_page(scene, draft, monkeypatch):
    StoredComparison.objects.all().delete()
    monkeypatch.setattr(comparing, "SHORT", 10)
    page = read(scene.drafter, address(draft))
    assert "Máy đang so sánh hai bản" in page
    stored = StoredComparison.objects.get()
    assert comparing.recover() == 1
    comparing.compare_versions.call(stored.old_id, stored.new_id)
    assert comparing.recover() == 0
    asked = at(scene.drafter).get(address(draft), headers={"HX-Request": "true"})
    assert asked.headers["HX-Refresh"] == "true"
    assert "Sửa 2 đoạn" in asked.content.decode()


def test_what_cannot_be_compared_is_said(scene, draft, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    StoredComparison.objects.all().delete()
    monkeypatch.setattr(comparing, "compared", broken)
    assert "Máy gặp lỗi khi so sánh" in read(scene.drafter, address(draft))


def test_the_word_file_has_tracked_changes(scene, draft):
    page = read(scene.drafter, address(draft))
    url = f"/van-ban/{draft.pk}/so-sanh/ban-word/?cu=1&moi=2"
    assert url.replace("&", "&amp;") in page
    answer = at(scene.drafter).get(url)
    made = Docx(io.BytesIO(answer.content)).element.xml
    assert "<w:ins " in made
    assert "<w:del " in made
    assert "w:moveTo" in made
    assert "lan-2%20-%20so%20s%C3%A1nh" in answer.headers["Content-Disposition"]
    alone = scene.begin("self_review")
    assert at(scene.drafter).get(f"/van-ban/{alone.pk}/so-sanh/ban-word/").status_code == 302


def test_the_tab_stands_before_the_history(scene, draft):
    page = read(scene.drafter, f"/van-ban/{draft.pk}/")
    assert page.index(f"/van-ban/{draft.pk}/so-sanh/") < page.index(f"/van-ban/{draft.pk}/lich-su/")
