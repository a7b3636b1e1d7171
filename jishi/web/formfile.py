"""The empty form that was chosen: it waits with us while the rest of its page is mended."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jishi.countyforms.sheetxml import MAX_BYTES, read_form
from jishi.web import uploads
from jishi.web.pages import PageRequest
from jishi.web.uploads import Upload
from jishi.workbook.faults import in_words
from jishi.workbook.limits import RefusedWorkbook


@dataclass
class Brought:
    """A file that can be taken in; `kept` where it lies with us already."""

    name: str
    content: bytes
    kept: Upload | None = None


def brought(request: PageRequest, town: str) -> tuple[Brought | None, str]:
    """The file that was sent just now, or before; or None, and what is wrong with it."""
    file = request.FILES.get("file")
    if file is None or not file.name:
        kept = _held(request, town)
        if kept is None:
            return None, _("选上级发下来的空表（.xlsx）。")
        return Brought(kept.name, kept.path.read_bytes(), kept), ""
    if (file.size or 0) > MAX_BYTES:
        return None, _("这个文件超过2MB，不像一张空表。删去图片和名册再传。")
    content = file.read()
    try:
        read_form(content)
    except RefusedWorkbook as refused:
        return None, _("“%(name)s”没有收：%(what)s。%(todo)s。别的都还在。") % {
            "name": file.name, "what": in_words(refused.message, refused.params),
            "todo": in_words(refused.hint, refused.params),
        }  # fmt: skip
    return Brought(file.name, content), ""


def keep(request: PageRequest, town: str, file: Brought) -> Upload:
    """Let a file wait for its page, a day at most, for who brought it."""
    if file.kept is None:
        user = request.actor.user_id
        file.kept = uploads.keep([file.content], file.name, user=user, town=_shelf(town))
    return file.kept


def _held(request: PageRequest, town: str) -> Upload | None:
    key = request.POST.get("kept_file", "")
    return uploads.held(key, user=request.actor.user_id, town=_shelf(town))


def _shelf(town: str) -> str:
    """Apart from the workbooks that wait to be imported."""
    return f"{town}/forms"
