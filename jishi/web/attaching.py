"""Attachments as a record's page shows and takes them."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from jishi.records.attachments.media import INLINE, LARGEST, Judged, Refused, judge
from jishi.records.attachments.models import Attachment

MOST = 10  # files at once
_KB = 1024


def judged(files: Iterable[UploadedFile]) -> tuple[list[Judged], list[str]]:
    """The files that are well, and for each other one its name and why it is not taken."""
    well, refused = [], []
    for number, file in enumerate(files):
        name = str(file.name or "")
        try:
            if number >= MOST:
                raise Refused(_("一次最多传%(n)s个，这个没有传。") % {"n": MOST})
            if file.size is None or file.size > LARGEST:
                raise Refused(_("超过20 MB，存不下。把图片缩小，或者分成几个文件。"))
            well.append(judge(name, file.read()))
        except Refused as fault:
            refused.append(_("“%(name)s”：%(why)s") % {"name": name[:60], "why": str(fault)})
    return well, refused


def told(found: Iterable[Attachment], parts: dict[str, str]) -> list[dict[str, Any]]:
    """Attachments `{name, size, url, picture, remove_url}`; `parts` is the record's address."""
    return [
        {
            "name": one.name, "size": size(one.size), "picture": one.media.startswith("image/"),
            "url": reverse("attachment", kwargs={**parts, "file": one.pk}),
            "remove_url": reverse("detach", kwargs={**parts, "file": one.pk}),
        }
        for one in found
    ]  # fmt: skip


def size(count: int) -> str:
    """A size as people say it."""
    if count >= _KB * _KB:
        return _("%(n)s MB") % {"n": f"{count / _KB / _KB:.1f}"}
    return _("%(n)s KB") % {"n": max(1, round(count / _KB))}


def inline(media: str) -> bool:
    """True where the browser may show it itself."""
    return media in INLINE
