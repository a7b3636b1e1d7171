"""First steps 第一次用: from an empty town to its first proved figure, ticked from the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from jishi.access import door
from jishi.access.actor import Actor
from jishi.access.door import see
from jishi.indicators.figures import answer, ground
from jishi.indicators.indicator import Figure
from jishi.indicators.tables import INDICATORS
from jishi.places import tree
from jishi.places.models import Place
from jishi.records.activities.models import Activity
from jishi.records.ledgers import BY_KEY
from jishi.records.matters.models import Matter
from jishi.records.people.models import Person
from jishi.values import placecode
from jishi.web.due import Button
from jishi.web.lastly import last_year
from jishi.web.pages import at
from jishi.web.presenting import proof_url
from jishi.web.wording import Words

_RECORDS = (Activity, Matter)
_FACTS = ("activity", "matter", "reception", "measure", "income", "project", "post", "household")


@dataclass(frozen=True)
class Step:
    """One step: what to do, whether the ledger shows it done, and where to do it."""

    title: str
    text: str
    done: bool
    buttons: Sequence[Button] = ()


def guide(words: Words, by: Actor) -> list[Step]:
    """The steps, for who may import at this very town, as long as one of them is left to do."""
    town = words.place.code
    if len(town) != placecode.LENGTHS["town"] or not door.reaches(by, "workbook.import", town):
        return []

    def has(model: Any, **where: str) -> bool:
        here = tree.within(model.PLACE_FIELD, words.here)
        return bool(see(model, by=by).filter(here, **where).exists())

    told = any(has(model) for model in _RECORDS)
    people, groups = told and has(Person), told and has(Place, level="group")
    if told and people and groups:
        return []
    is_open = tree.is_open(town)
    people, groups = people or has(Person), groups or has(Place, level="group")
    figure = _first_figure(words, by) if is_open and told else None
    done = {"open": is_open, "groups": groups, "people": people, "told": told}
    return _steps(words, done, figure)


def _steps(words: Words, done: Mapping[str, bool], figure: Figure | None) -> list[Step]:
    town = words.place.code
    parts = {"place": town}
    template = Button(_("下载空白工作簿"), _at(words, "import_template", **parts))
    opening = Button(_("开账"), _at(words, "new", ledger="town", **parts))
    upload = Button(_("导入自己的表"), _at(words, "import", **parts))
    return [
        Step(_("开账"),
             _("说定台账从哪天记起。也可以下载空白工作簿，一次填好几张表。"), done["open"],
             (opening, template)),
        Step(_("村民组"),
             _("在“村民组”表里一组一行，编号是村的12位代码加两位组号。"), done["groups"],
             _new(words, "groups") if done["open"] else ()),
        Step(_("人员"),
             _("在“人员”表里写担任职务、承担责任的人，不收身份证号。"), done["people"],
             _new(words, "persons") if done["open"] else ()),
        Step(_("头几笔"),
             _("记下最近的一次会、一件事，有几笔算几笔。"), done["told"],
             (Button(_("记一笔"), _at(words, "record_new", **parts)), upload)
             if done["open"] else ()),
        Step(_("第一个有依据的数"),
             # The ledger knows that there is one, not that anybody has opened it.
             _("打开一个数，看它是由哪几条记录算出来的。"), False,
             (Button(str(figure.indicator.zh), proof_url(town, figure.key, figure.as_of)),)
             if figure else ()),
    ]  # fmt: skip


def _first_figure(words: Words, by: Actor) -> Figure | None:
    """The first figure that some record of the town counts for, as of the year it is from."""
    on = ground(words.place.code, last_year(words.here, by, words.as_of) or words.as_of, by)
    for indicator in INDICATORS:
        if indicator.fact in _FACTS:
            figure = answer(indicator, on)
            if figure.records:
                return figure
    return None


def _new(words: Words, ledger: str) -> tuple[Button, ...]:
    url = _at(words, "new", place=words.place.code, ledger=ledger)
    return (Button(_("加一条%(ledger)s") % {"ledger": BY_KEY[ledger].zh}, url),)


def _at(words: Words, name: str, **parts: str) -> str:
    try:
        return at(reverse(name, kwargs=parts), words.as_of)
    except NoReverseMatch:
        return ""
