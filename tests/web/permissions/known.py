"""Who is asking, looked up once as long as nothing changes for them: half of many thousand requests."""

from django.contrib.auth import middleware

from vankien_web.accounts import api

standing: object = None  # what the answers to "who is asking" depend on, besides the person
_ask, _ask_program, _known = middleware.get_user, api.user_of, {}


def once(monkeypatch):
    """Until the test ends."""
    monkeypatch.setattr(middleware, "get_user", _user)
    monkeypatch.setattr(api, "user_of", _program)


def stands(so: object = None) -> None:
    """As it says, the same as whenever it said so before; without a word as never before."""
    global standing
    standing = object() if so is None else so


def _user(request):
    """Never for one's own account."""
    if request.path.startswith(("/tai-khoan/", "/vao/", "/ra", "/loi-moi/", "/ngon-ngu/")):
        return _ask(request)
    key = request.META.get("HTTP_COOKIE", ""), standing
    if key not in _known:
        _known[key] = _ask(request)
    return _known[key]


def _program(header):
    key = header, standing, "program"
    if key not in _known:
        _known[key] = _ask_program(header)
    return _known[key]
