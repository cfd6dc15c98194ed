"""Two people save the same thing: one wins, the other is told, shown both, and loses nothing."""

import threading
from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.db import connection, transaction
from django.test import RequestFactory

from factories import make_person, make_unit, make_user
from vankien_web.common.conflict import Conflict, conflict_page, save_checked
from vankien_web.common.history import record
from vankien_web.units.models import Person, Role, WorkingGroup


class GroupForm(forms.Form):
    name = forms.CharField(label="Tên tổ", widget=forms.Textarea)
    until = forms.DateField(label="Ngày cuối", required=False, input_formats=["%d/%m/%Y"])
    revision = forms.IntegerField(widget=forms.HiddenInput)


class Fields(HTMLParser):
    """What a browser would send from the first form of `<main>`: name → value."""

    def __init__(self, page):
        super().__init__()
        self.sent, self.area, self.inside = {}, "", False
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = "conflict" in attrs.get("class", "")
        if self.inside and attrs.get("name"):
            self.sent[attrs["name"]] = attrs.get("value", "")
            self.area = attrs["name"] if tag == "textarea" else ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data.removeprefix("\n")  # as browsers do in front of a text


@pytest.fixture
def group(db):
    return WorkingGroup.objects.create(unit=make_unit(), name="Tổ 1", since=date(2019, 9, 1))


def test_the_second_to_save_is_told_what_differs(group):
    first, second = (WorkingGroup.objects.get(pk=group.pk) for _ in range(2))
    save_checked(first, revision=0, fields={"name": "Tổ số 1", "until": None})
    assert (first.name, first.revision) == ("Tổ số 1", 1)
    with pytest.raises(Conflict) as told:
        save_checked(second, revision=0, fields={"name": "Tổ một", "until": None})
    assert told.value.fields == ("name",)
    assert told.value.current.name == WorkingGroup.objects.get(pk=group.pk).name == "Tổ số 1"
    save_checked(second, revision=told.value.current.revision, fields={"name": "Tổ một", "until": None})
    assert WorkingGroup.objects.get(pk=group.pk).revision == 2


def test_who_saves_the_same_has_nothing_to_settle(group):
    save_checked(group, revision=0, fields={"name": "Tổ số 1"})
    again = save_checked(WorkingGroup.objects.get(pk=group.pk), revision=0, fields={"name": "Tổ số 1"})
    assert (again.name, again.revision) == ("Tổ số 1", 1)
    with pytest.raises(Conflict):
        save_checked(again, revision=0, fields={})


def test_what_was_removed_meanwhile_is_not_brought_back(group):
    WorkingGroup.objects.filter(pk=group.pk).delete()
    with pytest.raises(WorkingGroup.DoesNotExist):
        save_checked(group, revision=0, fields={"name": "Tổ một"})


def clash(group, typed, **more):
    """The page for somebody who typed `typed` while another saved."""
    another = make_user()
    with transaction.atomic():
        saved = {"name": "Tên <b>đã lưu</b>", "until": date(2020, 3, 1)}
        save_checked(WorkingGroup.objects.get(pk=group.pk), revision=0, fields=saved)
        record("group_changed", group, by=another, name="Tổ")
    request = RequestFactory().post("/to/1/sua/?tab=2", typed | {"revision": "0", "csrfmiddlewaretoken": "x"})
    form = GroupForm(request.POST)
    assert form.is_valid()
    with pytest.raises(Conflict) as told:
        fields = {name: form.cleaned_data[name] for name in ("name", "until")}
        save_checked(group, revision=form.cleaned_data["revision"], fields=fields)
    return conflict_page(request, form, told.value, **more), another


def test_the_page_shows_both_and_who_saved(group):
    page, another = clash(group, {"name": "Tên tôi gõ\ndòng hai", "until": ""}, leave="/to/1/")
    text = page.content.decode()
    assert page.status_code == 409
    for said in ("Tên &lt;b&gt;đã lưu&lt;/b&gt;", "Tên tôi gõ<br>dòng hai", "01/03/2020", "(để trống)"):
        assert said in text
    assert another.name in text
    assert 'href="/to/1/"' in text


def test_nothing_typed_is_lost_and_the_form_can_be_sent_again(group):
    typed = {"name": 'Tên "tôi" <gõ>', "until": "01/03/2020", "extra": "một điều khác", "chosen": ""}
    page, _ = clash(group, typed)
    sent = Fields(page).sent
    assert {name: sent[name] for name in typed} == typed
    assert sent["revision"] == "1"
    form = GroupForm(sent)
    assert form.is_valid()
    save_checked(group, revision=form.cleaned_data["revision"], fields={"name": form.cleaned_data["name"]})
    assert WorkingGroup.objects.get(pk=group.pk).name == typed["name"]


def test_a_page_of_the_site_tells_it_too(client, db):
    """The same through a page that people use: a name corrected by two."""
    root = make_unit()
    person = make_person(root)
    client.force_login(make_user(root, Role.ADMINISTRATOR))
    Person.objects.filter(pk=person.pk).update(name="Đồng chí Một", revision=4)
    page = client.post(f"/nguoi/{person.pk}/sua/", {"name": "Đồng chí Hai", "revision": 3})
    assert page.status_code == 409
    assert Person.objects.get(pk=person.pk).name == "Đồng chí Một"
    again = client.post(f"/nguoi/{person.pk}/sua/", Fields(page).sent)
    assert again.status_code == 302
    assert Person.objects.get(pk=person.pk).name == "Đồng chí Hai"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told():
    group = WorkingGroup.objects.create(unit=make_unit(), name="Tổ", since=date(2019, 9, 1))
    start, told, saved = threading.Barrier(2), [], []

    def save(name):
        mine = WorkingGroup.objects.get(pk=group.pk)
        for revision in range(20):
            start.wait()
            try:
                with transaction.atomic():
                    save_checked(mine, revision=revision, fields={"name": f"{name} {revision}"})
                    record("group_changed", mine, by=None, name=name)
                saved.append(name)
            except Conflict as conflict:
                told.append(conflict.fields)
        connection.close()

    threads = [threading.Thread(target=save, args=(name,)) for name in ("một", "hai")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(saved), told) == (20, [("name",)] * 20)
    assert WorkingGroup.objects.get(pk=group.pk).revision == 20
