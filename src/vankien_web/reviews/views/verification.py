"""Is this Word file the paper that was made here, and is it still as it was?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vankien.model import UnreadableFile
from vankien.sentences import catalogue, sentence
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.errors import too_large_sentence
from vankien_web.common.pages import form_page
from vankien_web.reviews import shelf
from vankien_web.reviews.forms.papers import VerifyForm


@require_http_methods(["GET", "POST"])
def verify_paper(request: PersonRequest) -> HttpResponse:
    """The file is read and thrown away."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    context = {
        "title": _("Verify a paper"),
        "crumbs": [(_("Official papers"), reverse("papers")), (_("Verify a paper"), "")],
        "limit": settings.VANKIEN_UPLOAD_BYTES // (1024 * 1024),
    }

    def act(data: dict[str, Any]) -> HttpResponse:
        answer = _answer(request, data["file"])
        return render(
            request, "reviews/verify_paper.html", context | {"form": VerifyForm(), "answer": answer}
        )

    return form_page(request, form, act, "reviews/verify_paper.html", **context)


def _answer(request: PersonRequest, file: UploadedFile[bytes]) -> shelf.Verified:
    if (file.size or 0) > settings.VANKIEN_UPLOAD_BYTES:
        raise ValidationError({"file": too_large_sentence()})
    try:
        return shelf.verified(request.user, file.read())
    except UnreadableFile as error:
        raise ValidationError({"file": _refusal(error, file.name or "")}) from error


def _refusal(error: UnreadableFile, name: str) -> str:
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    if error.reason in catalogue(language)["file"]:
        return sentence("file", error.reason, language, **({"file": name} | error.params))
    return _("This file is not an official paper made on this site: it bears no stamp.")
