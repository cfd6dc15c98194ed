"""Where a request comes from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


def client_address(request: HttpRequest, *_: object) -> str:
    """The caller's network address; behind our own proxies what the outermost of them saw."""
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    count: int = settings.VANKIEN_PROXIES
    seen = told[-count] if 0 < count <= len(told) else ""
    return _valid(seen) or _valid(str(request.META.get("REMOTE_ADDR", ""))) or "0.0.0.0"  # noqa: S104


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the browser runs on the machine of the site, with nothing in between and under a local name."""
    if settings.VANKIEN_PROXIES or any(header in request.META for header in _FORWARDED):
        return False
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    address = _valid(str(request.META.get("REMOTE_ADDR", "")))
    return name in _LOCAL_NAMES and bool(address) and ipaddress.ip_address(address).is_loopback


def is_own(url: str) -> bool:
    """An address of this site, without a host: a link cannot lead from the sign-in to elsewhere."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def _valid(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""
