"""A picture that somebody sent, decoded and written anew: what else the file held (place, device) is gone."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 60_000_000  # the best telephones take 50 million
LARGEST, SMALL = 2400, 480  # pixels of the longer side
_FORMATS = ("JPEG", "PNG", "WEBP")


class Unusable(Exception):  # noqa: N818 - reads as what is the matter
    """No picture that is taken; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Made(NamedTuple):
    """A JPEG."""

    data: bytes
    width: int
    height: int


def made_anew(file: BinaryIO) -> tuple[Made, Made]:
    """The picture, and a small one for lists. Raises Unusable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit comes first
            return _made(file)
    except Image.DecompressionBombError:
        raise Unusable(_too_many_pixels()) from None
    except UnidentifiedImageError:
        raise Unusable(_not_a_picture()) from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        text = _("The picture is damaged and cannot be opened. Take it again from the camera or telephone.")
        raise Unusable(text) from error


def _made(file: BinaryIO) -> tuple[Made, Made]:
    file.seek(0)
    with Image.open(file, formats=_FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unusable(_too_many_pixels())
        opened.draft("RGB", (LARGEST, LARGEST))  # a JPEG is decoded at the size that is needed
        picture = _plain(ImageOps.exif_transpose(opened))
    picture.thumbnail((LARGEST, LARGEST))
    large = _jpeg(picture, 88)
    picture.thumbnail((SMALL, SMALL))
    return large, _jpeg(picture, 80)


def _plain(picture: Image.Image) -> Image.Image:
    """Red, green and blue on white paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        paper = Image.new("RGB", above.size, "white")
        paper.paste(above, mask=above.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _jpeg(picture: Image.Image, quality: int) -> Made:
    out = io.BytesIO()
    clean = Image.new("RGB", picture.size)  # carries over no note of the file that was sent
    clean.paste(picture)
    clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return Made(out.getvalue(), *picture.size)


def _not_a_picture() -> str:
    return _("This is no picture in JPEG, PNG or WebP. Save the photograph as JPEG and choose it again.")


def _too_many_pixels() -> str:
    text = _("The picture has more than %(most)d million pixels: make it smaller and send it again.")
    return text % {"most": MOST_PIXELS // 1_000_000}
