"""What is said of a county form, as its page asks it; and, where another changed it meanwhile,
what stands now beside what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from jishi.countyforms.actions import MINUTES, About, wrong
from jishi.countyforms.models import CountyForm
from jishi.countyforms.telling import KEY
from jishi.web.conflict import Plain, version_at
from jishi.web.pages import day_of

NAMES = ("name", "owner", "basis", "expires_on", "minutes")
Said = dict[str, str]


@dataclass(frozen=True)
class Beside:
    """A field as it stands now; `kept` where only the other one changed it: it stays so."""

    now: str
    kept: bool


@dataclass(frozen=True)
class Met:
    """A change that met another's: what the fields hold, and what stands beside them."""

    said: Said
    beside: Mapping[str, Beside] = field(default_factory=dict)
    retired: str = ""

    @property
    def message(self) -> str:
        """What to do about it."""
        if self.beside or self.retired:
            return _("别人刚改过这张表。现在的样子写在各格旁边，看过再存。")
        return _("别人刚改过这张表的格子，这一页上的没有动。再点一次就行。")


def kept(form: CountyForm) -> Said:
    """The fields as the form holds them, as texts."""
    return _texts({name: getattr(form, name) for name in NAMES})


def typed(posted: Mapping[str, str]) -> Said:
    """The fields as they were typed."""
    return {name: posted.get(name, "").strip() for name in NAMES}


def read(posted: Mapping[str, str]) -> tuple[About | None, dict[str, str]]:
    """What was typed, understood; or None, and all that is wrong with it, by field."""
    said = typed(posted)
    minutes, until = said["minutes"], said["expires_on"]
    whole = not minutes or (minutes.isascii() and minutes.isdigit() and len(minutes) < 6)
    found = wrong(said, int(minutes or 0) if whole else 0)
    if not whole:
        found["minutes"] = MINUTES
    if until and day_of(until) is None:
        found["expires_on"] = _("日期写成2024-12-31这样。")
    if found:
        return None, {field: str(message) for field, message in found.items()}
    about = About(
        said["name"], said["owner"], said["basis"], day_of(until), int(minutes or 0)
    )  # fmt: skip
    return about, {}


def meet(form: CountyForm, mine: Said, seen: int) -> Met:
    """Both changes, field by field: what one did not touch oneself is the other's.

    `form` as it stands now, `seen` the version that was read. Where that version's values were
    erased from the trail, nothing is taken over: all that differs stands beside.
    """
    theirs = kept(form)
    told = version_at(KEY, form.pk, seen)
    base = _texts(told) if told else None
    said, beside = dict(mine), {}
    for name in NAMES:
        if theirs[name] == mine[name]:
            continue
        untouched = base is not None and mine[name] == base[name]
        said[name] = theirs[name] if untouched else mine[name]
        if untouched or base is None or theirs[name] != base[name]:
            beside[name] = Beside(theirs[name] or _("（空着）"), untouched)
    return Met(said, beside, _retired(form, told))


def _retired(form: CountyForm, told: Plain | None) -> str:
    if told is None or bool(told["retired_on"]) == bool(form.retired_on):
        return ""
    return _("别人刚把它记成不再要了。") if form.retired_on else _("别人刚记了又要这张表。")


def _texts(values: Mapping[str, object]) -> Said:
    return {name: str(values[name] or "") for name in NAMES}
