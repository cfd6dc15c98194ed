"""E-mails about notices, by a real mail server: counted as sent only when it took them, never lost."""

import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from factories import make_congress, make_person, make_season, make_tree
from vankien_web.accounts.mail import send
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.delivery import Mailed, Notice, NoticeSetting, Rhythm
from vankien_web.common.history import record
from vankien_web.common.notices import tell
from vankien_web.common.templatetags.told import outcome
from vankien_web.desk.actions import digests
from vankien_web.desk.actions import notices as inbox
from vankien_web.desk.actions.digests import send_digests
from vankien_web.units.models import Person, Role


class MailServer(threading.Thread):
    """Speaks as much SMTP as a client needs; `refuses` a command by its reply, `hangs` at one."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.letters, self.refuses, self.hangs = [], {}, ""

    def run(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            with client, client.makefile("rwb") as line:
                self._serve(line)

    def _serve(self, line):
        self._say(line, "220 ready")
        for raw in line:
            word = raw.decode().split()[0].upper() if raw.split() else ""
            if word == self.hangs:
                return threading.Event().wait(3)
            if word == "QUIT":
                return self._say(line, "221 bye")
            self._say(line, self.refuses.get(word) or ("354 go on" if word == "DATA" else "250 ok"))
            if word == "DATA" and word not in self.refuses:
                self._take(line)
        return None

    def _take(self, line):
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            text += line.readline()
        reply = self.refuses.get("TEXT", "250 taken")
        if reply.startswith("250"):
            self.letters.append(text)
        self._say(line, reply)

    def _say(self, line, reply):
        line.write(f"{reply}\r\n".encode())
        line.flush()


@pytest.fixture
def server(settings):
    made = MailServer()
    made.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 1
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
    settings.DEFAULT_FROM_EMAIL = "van-kien@example.vn"
    settings.VANKIEN_MAILS, settings.VANKIEN_ADDRESS = True, "https://vankien.example.vn"
    yield made
    made.socket.close()


@pytest.fixture
def person(db):
    tree = make_tree()
    found = make_person(tree.commune, Role.UNIT_SECRETARY)
    User.objects.filter(pk=found.account_id).update(email="bi.thu@example.vn")
    soon = clock.today() + timedelta(days=9)
    congress = make_congress(make_season(tree.city), tree.commune, deadline=soon, steps_total=3)
    found = Person.objects.select_related("account").get(pk=found.pk)
    found.congress = congress
    NoticeSetting.objects.create(user=found.account, hour=0)
    return found


def happens(person, congress=None, **more):
    with transaction.atomic():
        event = record("congress_dropped", congress or person.congress, by=None, name="Xã Mật Danh")
        tell(event, [person], "/viec-cua-toi/", about="Báo cáo chính trị", **more)
    return Notice.objects.latest("pk")


def later(monkeypatch, **time):
    now = clock.real_now() + timedelta(**time)
    monkeypatch.setattr(clock, "real_now", lambda: now)


def states():
    return list(Notice.objects.order_by("pk").values_list("mailed", "failure"))


def test_the_letter_counts_and_says_nothing(server, person):
    happens(person)
    happens(person)
    assert send_digests() == 1
    (letter,) = server.letters
    parsed = message_from_bytes(letter)
    text = parsed.get_payload(decode=True).decode()
    assert str(make_header(decode_header(parsed["Subject"]))) == "Văn kiện: có 2 thông báo mới"
    assert "Đồng chí có 2 thông báo mới." in text and "https://vankien.example.vn/thong-bao/" in text
    assert f"{person.congress.deadline:%d/%m/%Y}" in text
    assert not [word for word in ("Mật Danh", "chính trị", "Cán bộ") if word in text + str(parsed["Subject"])]
    assert states() == [(Mailed.SENT, "")] * 2
    notice = Notice.objects.first()
    assert notice.state == "digested" and "gộp vào thư ngày" in outcome(notice)
    assert send_digests() == 0 and len(server.letters) == 1


def test_once_a_day_is_once_a_day(server, person, monkeypatch):
    happens(person)
    assert send_digests() == 1
    happens(person)
    assert send_digests() == 0
    later(monkeypatch, days=1)
    assert send_digests() == 1


def test_not_before_its_hour(server, person, monkeypatch):
    noon = timezone.localtime(clock.real_now()).replace(hour=12)
    monkeypatch.setattr(clock, "real_now", lambda: noon)
    NoticeSetting.objects.update(hour=13)
    happens(person)
    assert send_digests() == 0
    later(monkeypatch, hours=1)
    assert send_digests() == 1


def test_a_batch_waits_for_more(server, person, monkeypatch):
    NoticeSetting.objects.update(mail=Rhythm.BATCHED)
    happens(person)
    assert send_digests() == 0
    Notice.objects.update(at=clock.now() - timedelta(minutes=4))
    happens(person)
    assert send_digests() == 1 and b"thong-bao" in server.letters[0]


def test_what_was_read_needs_no_letter(server, person):
    inbox.read(happens(person), by=person.account)
    assert send_digests() == 0
    assert states() == [(Mailed.READ, "")]


@pytest.mark.parametrize(
    ("command", "reply", "why"),
    [
        ("RCPT", "550 unknown", "refused"),
        ("MAIL", "554 no", "refused"),
        ("DATA", "451 later", "refused"),
        ("TEXT", "552 too much", "refused"),
        ("EHLO", "421 going down", "refused"),
    ],
)
def test_what_the_server_refuses_is_not_said_to_be_sent(server, person, monkeypatch, command, reply, why):
    server.refuses = {command: reply, "HELO": reply} if command == "EHLO" else {command: reply}
    notice = happens(person)
    assert send_digests() == 0
    assert states() == [(Mailed.WAITING, why)]
    notice.refresh_from_db()
    assert "thư chưa gửi được: máy chủ thư từ chối" in outcome(notice) and notice.state == "delivered"
    server.refuses = {}
    assert send_digests() == 0, "not again at once"
    later(monkeypatch, minutes=6)
    assert send_digests() == 1 and states() == [(Mailed.SENT, "")]
    assert NoticeSetting.objects.get().failures == 0


@pytest.mark.parametrize("address", ["bi.thu@example.vn\r\nBcc: ai@example.vn", f"a@{'đ' * 60}.vn", "bi thư"])
def test_an_address_that_is_none_holds_up_nobody_else(server, person, address):
    other = make_person(person.congress.unit, Role.UNIT_SECRETARY)
    User.objects.filter(pk=other.account_id).update(email="khac@example.vn")
    User.objects.filter(pk=person.account_id).update(email=address)
    NoticeSetting.objects.create(user=other.account, hour=0)
    happens(person)
    happens(Person.objects.select_related("account").get(pk=other.pk), congress=person.congress)
    assert send_digests() == 1
    assert b"To: khac@example.vn" in server.letters[0] and b"ai@example.vn" not in b"".join(server.letters)
    assert states() == [(Mailed.WAITING, "refused"), (Mailed.SENT, "")]


def test_attempts_stand_ever_further_apart(server, person, monkeypatch):
    server.refuses = {"RCPT": "550 unknown"}
    happens(person)
    tried = []
    for minute in range(0, 120, 2):
        before = NoticeSetting.objects.get().failures
        send_digests()
        if NoticeSetting.objects.get().failures > before:
            tried.append(minute)
        later(monkeypatch, minutes=2)
    assert tried == [0, 6, 22, 68]


def test_a_server_that_hangs_is_left_after_a_moment(server, person):
    server.hangs = "DATA"
    happens(person)
    assert send_digests() == 0
    assert states() == [(Mailed.WAITING, "timeout")]


def test_a_server_that_is_not_there(server, person, settings):
    server.socket.close()
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.EMAIL_PORT = free.getsockname()[1]
    happens(person)
    assert send_digests() == 0
    assert states() == [(Mailed.WAITING, "unreachable")]


def test_killed_between_sending_and_storing_it_is_sent_again_not_lost(server, person, monkeypatch):
    happens(person)

    class Killed(BaseException):
        pass

    def dies(*said):
        send(*said)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(digests, "send", dies)
        send_digests()
    assert states() == [(Mailed.WAITING, "")] and len(server.letters) == 1
    assert send_digests() == 0, "the next attempt keeps its distance"
    later(monkeypatch, minutes=6)
    assert send_digests() == 1 and len(server.letters) == 2


@contextmanager
def no_connection(monkeypatch):
    def opened(*_args, **_more):
        raise AssertionError("a connection was opened")

    with monkeypatch.context() as patch:
        patch.setattr(socket, "create_connection", opened)
        yield


@pytest.mark.parametrize(
    ("site", "reason"),
    [({"VANKIEN_MAILS": False}, Mailed.NO_SERVER), ({"VANKIEN_PROFILE": "isolated"}, Mailed.ISOLATED)],
)
def test_a_site_without_mail_says_so_and_opens_nothing(server, person, settings, monkeypatch, site, reason):
    waiting = happens(person)
    for name, value in site.items():
        setattr(settings, name, value)
    notice = happens(person)
    with no_connection(monkeypatch):
        assert send_digests() == 0
    assert (notice.mailed, notice.state) == (reason, "delivered")
    assert outcome(notice).endswith(str(notice.get_mailed_display()))
    assert Notice.objects.get(pk=waiting.pk).mailed == Mailed.WAITING


def test_who_wants_none_or_has_no_address_is_not_written_to(server, person):
    User.objects.update(email="")
    bare = Person.objects.select_related("account").get(pk=person.pk)
    bare.congress = person.congress
    assert happens(bare).mailed == Mailed.NO_ADDRESS
    NoticeSetting.objects.update(mail=Rhythm.OFF)
    assert happens(person).mailed == Mailed.OFF
    assert happens(person, personnel_path="00001").mailed == Mailed.PERSONNEL
    assert send_digests() == 0 and server.letters == []


def test_a_suspended_account_is_written_to_no_more(server, person):
    happens(person)
    User.objects.update(is_active=False)
    assert send_digests() == 0 and states() == [(Mailed.SUSPENDED, "")]


def test_the_server_of_the_test_is_real(server):
    with get_connection() as connection:
        assert connection.connection.noop()[0] == 250
