"""What reports of a workspace carry: its own name, line and picture, and whether contacts are named."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction

from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.tracker.models import Brand

from .report import Logo

MAX_BYTES: Final = 300_000
MAX_SIDE: Final = 2_000  # pixels
_PNG: Final = b"\x89PNG\r\n\x1a\n"
# Start-of-frame markers of JPEG (ITU T.81, table B.1): all of C0 to CF but those of tables and of arithmetic coding.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class LogoError(Exception):
    """A picture cannot be used; the text says why and what can be done."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What is to be carried; without `logo` the picture stays as it is."""

    name: str = ""
    line: str = ""
    logo: Logo | None = None
    drops_logo: bool = False


def brand_of(by: Actor) -> Brand:
    """What the workspace chose, or what it has before it chose anything."""
    found = Brand.objects.filter(workspace_id=by.workspace_id).first()
    return found or Brand(workspace_id=by.workspace_id)


@transaction.atomic
def dress(*, by: Actor, how: Dress) -> None:
    """Write name, line and picture."""
    brand = _held(by)
    brand.name, brand.line = how.name.strip()[:120], how.line.strip()[:200]
    if how.logo:
        brand.logo, brand.logo_type = how.logo.content, how.logo.media_type
    elif how.drops_logo:
        brand.logo, brand.logo_type = None, ""
    brand.save()


@transaction.atomic
def name_contacts(*, by: Actor, is_wanted: bool) -> None:
    """Say whether reports name contacts beside their outlets."""
    brand = _held(by)
    brand.names_contacts = is_wanted
    brand.save()


def check_logo(content: bytes) -> Logo:
    """The picture with its type, told by its bytes and not by its name; LogoError when it is no small PNG or JPEG."""
    if len(content) > MAX_BYTES:
        raise LogoError(f"The picture is larger than {MAX_BYTES // 1000} KB. Save it smaller.")
    found = _png_size(content) or _jpeg_size(content)
    if found is None:
        raise LogoError("This is no PNG and no JPEG. Save the picture as one of them.")
    media_type, width, height = found
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise LogoError(f"The picture is larger than {MAX_SIDE} pixels. Save it smaller.")
    return Logo(content, media_type)


def _png_size(content: bytes) -> tuple[str, int, int] | None:
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or b"IEND" not in content[-12:]:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return "image/png", width, height


def _jpeg_size(content: bytes) -> tuple[str, int, int] | None:
    if not content.startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in content[-64:]:
        return None
    for marker, at in _segments(content):
        if marker in _FRAMES and at + 9 <= len(content):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return "image/jpeg", width, height
    return None


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Marker and place of each segment before the picture itself."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        yield content[at + 1], at
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])


def _held(by: Actor) -> Brand:
    if by.role not in MANAGERS:
        raise PermissionDenied("only owners and admins dress reports")
    Brand.objects.get_or_create(workspace_id=by.workspace_id)
    return Brand.objects.select_for_update().get(workspace_id=by.workspace_id)
