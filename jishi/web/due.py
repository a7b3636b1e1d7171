"""Reminders in words 到期: what, where, when (with a shape), and the one button of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jishi.access import door, policy
from jishi.access.actor import Actor
from jishi.indicators.reminders.rule import EDIT, Found, Item, Rule
from jishi.records.ledgers import BY_KEY
from jishi.web.pages import at
from jishi.web.templatetags.today import short_day
from jishi.web.wording import Words

_NAMED = 3  # places told by name before the rest are counted


@dataclass(frozen=True)
class When:
    """When something is due: `shape` is late, today, cut, missing or '' (there is time)."""

    shape: str
    text: str


@dataclass(frozen=True)
class Button:
    """The one button: its word and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class Line:
    """One thing to do as the page tells it."""

    title: str
    where: str
    when: When
    button: Button
    url: str = ""


class Telling:
    """Tells reminders to one reader at one place; names are looked up once."""

    def __init__(self, words: Words, by: Actor) -> None:
        self.words, self.by = words, by
        self.place, self.as_of = words.place.code, words.as_of

    def rules(self, found: Sequence[Found]) -> list[Line]:
        """A line for each rule: with one item its own button, with several the list."""
        self._meet([(one.rule, item) for one in found for item in one.items[:1]])
        return [self._rule(one) for one in found]

    def items(self, rule: Rule, items: Sequence[Item]) -> list[Line]:
        """A line for each item of one rule."""
        self._meet([(rule, item) for item in items])
        return [
            Line(self._about(rule, item), self._where(item), when(rule, item, self.as_of),
                 self._settle(rule, item), self._record(rule, item))
            for item in items
        ]  # fmt: skip

    def list_url(self, rule: Rule) -> str:
        """Address of the list of all that a rule found."""
        parts = {"place": self.place, "rule": rule.key}
        return at(reverse("today_rule", kwargs=parts), self.as_of)

    def _rule(self, found: Found) -> Line:
        rule, first, n = found.rule, found.items[0], len(found.items)
        if n == 1:
            where = " · ".join(text for text in (self._about(rule, first), self._where(first))
                               if text)  # fmt: skip
            return Line(str(rule.zh), where, when(rule, first, self.as_of),
                        self._settle(rule, first), self.list_url(rule))  # fmt: skip
        url, said = self.list_url(rule), when(rule, first, self.as_of)
        if len({item.due for item in found.items}) > 1:
            said = When(said.shape, _("最急的：%(when)s") % {"when": said.text})
        button = Button(_("去办") if self._may(rule) else _("看看"), url)
        return Line(str(rule.many) % {"n": n}, self._places(found.items), said, button, url)

    def _meet(self, told: Iterable[tuple[Rule, Item]]) -> None:
        rows: dict[str, list[Any]] = {}
        for rule, item in told:
            if item.row is not None:
                rows.setdefault(self._ledger(rule, item), []).append(item.row)
        linked: dict[str, list[Any]] = {}
        for key, held in rows.items():
            for column in BY_KEY[key].links():
                linked.setdefault(column.to, []).extend(getattr(r, column.attname) for r in held)
        for key, ids in linked.items():
            self.words.learn(key, ids)  # at once for all ledgers; meeting them asks no more
        for key, held in rows.items():
            self.words.meet(BY_KEY[key], held)

    @staticmethod
    def _ledger(rule: Rule, item: Item) -> str:
        return item.row.LEDGER if item.row is not None else rule.ledger

    def _about(self, rule: Rule, item: Item) -> str:
        """What an item is about: the record, and the kinds that are missing."""
        parts: list[str] = []
        if item.row is not None:
            ledger = BY_KEY[self._ledger(rule, item)]
            parts.append(self.words.title(item.row, ledger))
            if hasattr(item.row, "kind"):
                parts.append(self.words.kinds(ledger.key).get(item.row.kind, item.row.kind))
        if item.missing and rule.ledger == "links":
            names = self.words.kinds("links")
            roles = _("、").join(names.get(code, code) for code in item.missing)
            parts.append(_("缺%(roles)s") % {"roles": roles})
            if item.row is None:
                count = ngettext("%(n)s户", "%(n)s户", item.count)
                parts.append(count % {"n": item.count})
        elif item.missing:
            names = self.words.kinds(rule.ledger)
            parts += [names.get(code, code) for code in item.missing]
        return " · ".join(dict.fromkeys(parts))

    def _where(self, item: Item) -> str:
        return self.words.places.get(item.place, item.place)

    def _places(self, items: Sequence[Item]) -> str:
        names = list(dict.fromkeys(self._where(item) for item in items))
        said = _("、").join(names[:_NAMED])
        if len(names) > _NAMED:
            return _("%(places)s等%(n)s处") % {"places": said, "n": len(names)}
        return said

    def _record(self, rule: Rule, item: Item) -> str:
        if item.row is None:
            return ""
        return self.words.url(BY_KEY[self._ledger(rule, item)], item.row)

    def _may(self, rule: Rule) -> bool:
        action = f"{rule.writes}.write"
        return policy.allows(self.by, action) and door.reaches(self.by, action, self.place)

    def _settle(self, rule: Rule, item: Item) -> Button:
        """The button that settles it; who may not write is shown the record, or the list."""
        if not self._may(rule):
            return Button(_("看看"), self._record(rule, item) or self.list_url(rule))
        if rule.act == EDIT:
            parts = {"place": self.place, "ledger": rule.writes, "id": str(item.row.pk)}
            return Button(str(rule.button), at(reverse("edit", kwargs=parts), self.as_of))
        parts = {"place": self.place, "ledger": rule.writes}
        url = at(reverse("new", kwargs=parts), self.as_of, **item.prefill)
        return Button(str(rule.button), url)


def when(rule: Rule, item: Item, as_of: date) -> When:
    """When an item is due, in words and as a shape; what is soft is never told as a fault."""
    if item.due is None:
        return When("missing", _("现在就缺"))
    days = (item.due - as_of).days
    if rule.ends:
        return _ending(days, item.due)
    if days < 0 and rule.soft:
        said = ngettext("比一般期限晚了%(n)s天", "比一般期限晚了%(n)s天", -days)
        return When("today", said % {"n": -days})
    if days < 0:
        return When("late", ngettext("超期%(n)s天", "超期%(n)s天", -days) % {"n": -days})
    if days == 0:
        return When("today", _("今天到期"))
    said = ngettext("还剩%(n)s天，到%(day)s", "还剩%(n)s天，到%(day)s", days)
    return When("", said % {"n": days, "day": short_day(item.due)})


def _ending(days: int, due: date) -> When:
    told = {"day": short_day(due)}
    if days > 0:
        said = ngettext("还剩%(n)s天，%(day)s起空着", "还剩%(n)s天，%(day)s起空着", days)
        return When("cut", said % {**told, "n": days})
    if days == 0:
        return When("late", _("今天起空着"))
    said = ngettext("空了%(n)s天，从%(day)s起", "空了%(n)s天，从%(day)s起", -days)
    return When("late", said % {**told, "n": -days})
