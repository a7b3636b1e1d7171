"""How each column is asked: which control, which choices, what stands beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jishi.access import policy
from jishi.access.actor import Actor
from jishi.kernel.columns import Column, Ledger
from jishi.kernel.kinds import families, kinds_for
from jishi.places import tree
from jishi.places.models import Place
from jishi.places.tree import subtree_of
from jishi.records.ledgers import BY_KEY
from jishi.values.placecode import LEVELS
from jishi.web.forms import Entries, FieldFault
from jishi.web.ledgers import kinds_apart
from jishi.workbook.lookups import Lookups

_FEW, _SHORT = 4, 16  # choices and characters that still fit side by side on a phone

_YES_NO = (("是", gettext_lazy("是")), ("否", gettext_lazy("否")))

Option = tuple[str, str, bool]  # value, words, chosen
Groups = list[tuple[str, list[tuple[str, Any]]]]  # heading, (value, words)


@dataclass
class Field:
    """One field as the template draws it. `groups` are (heading, options); '' heads no group.

    `findable` says of a link whether its writer may look into the ledger it points to; `hint` is
    what is said of the column beforehand; `add_url` where a record to name is added.
    """

    column: Column
    widget: str
    value: Any
    groups: list[tuple[str, list[Option]]] = field(default_factory=list)
    findable: bool = False
    fault: FieldFault | None = None
    optional: bool = True
    hint: str = ""
    add_url: str = ""

    @property
    def name(self) -> str:
        """The column's name, which is the control's."""
        return self.column.name

    @property
    def adds(self) -> str:
        """What the chooser offers where nothing was found."""
        said = {
            "persons": _("没有找到？新增一个人"), "households": _("没有找到？新增一户"),
            "organisations": _("没有找到？新增一个组织"),
        }  # fmt: skip
        ledger = BY_KEY[self.column.to].zh
        return said.get(self.column.to) or _("没有找到？新增一条%(ledger)s") % {"ledger": ledger}

    @property
    def options(self) -> list[Option]:
        """All options, groups aside."""
        return [option for _heading, options in self.groups for option in options]


class Fields:
    """Builds the fields of one form; asks for each list of choices once."""

    def __init__(self, ledger: Ledger, names: Lookups, *, by: Actor, row: Any = None) -> None:
        self.ledger, self.names, self.by, self.row = ledger, names, by, row

    def build(
        self, columns: Iterable[Column], entries: Entries, faults: Sequence[FieldFault] = ()
    ) -> list[Field]:
        """The fields in order, with what was typed and what is wrong with it."""
        wrong = {fault.name: fault for fault in reversed(faults)}
        found = []
        for column in columns:
            one = self._field(column, entries.get(column.name, ""))
            one.fault = wrong.get(column.name)
            one.optional = not (column.required if self.row else self.ledger.must(column))
            one.hint = self.ledger.hint(column)
            found.append(one)
        return found

    def _field(self, column: Column, value: Any) -> Field:
        match column.type:
            case "date":
                return Field(column, "date" if not value or _is_date(value) else "text", value)
            case "money" | "int":
                return Field(column, "number", value)
            case "longtext":
                return Field(column, "textarea", value)
            case "bool":
                return Field(column, "radios", value, [("", _options(_YES_NO, value))])
            case "choice":
                return self._choice(column, value, [("", list(column.choices))])
            case "kind":
                return self._choice(column, value, self._kinds(value))
            case "place":
                return self._choice(column, value, self._places(column), always_list=True)
            case "programmes":
                pairs = self.names.programme_names.items()
                return Field(
                    column, "checks", value, [("", [(c, z, c in value) for c, z in pairs])]
                )
            case "link":
                findable = policy.allows(self.by, f"{column.to}.view")
                return Field(column, "link", value, findable=findable)
        return Field(column, "tel" if column.type == "phone" else "text", value)

    def _choice(
        self, column: Column, value: str, groups: Groups, *, always_list: bool = False,
    ) -> Field:  # fmt: skip
        pairs = [pair for _heading, held in groups for pair in held]
        short = len(pairs) <= _FEW and sum(len(str(zh)) for _code, zh in pairs) <= _SHORT
        widget = "radios" if short and column.required and not always_list else "select"
        return Field(column, widget, value, [(h, _options(held, value)) for h, held in groups])

    def _kinds(self, value: str) -> Groups:
        named = families(self.ledger.key)
        groups: dict[str, list[tuple[str, Any]]] = {}
        apart = kinds_apart(self.by, self.ledger, self.names.town)
        for kind in kinds_for(self.ledger.key, self.names.town):
            passed = kind.retired_on and kind.retired_on <= self.by.today
            if (passed or kind.code in apart) and kind.code != value:
                continue
            groups.setdefault(named.get(kind.family, ""), []).append((kind.code, str(kind)))
        if len(groups) > sum(map(len, groups.values())) / 2:  # headings longer than their lists
            return [("", [pair for held in groups.values() for pair in held])]
        return list(groups.items())

    def _places(self, column: Column) -> Groups:
        held = policy.territories(self.by, f"{self.ledger.key}.write")
        own = self.row.place if self.row is not None else ""
        rows = {
            one.code: one
            for one in Place.objects.filter(
                tree.in_force(self.by.today), subtree_of("code", self.names.town)
            ).order_by("code")
        }
        groups: dict[str, list[tuple[str, Any]]] = {}
        for code, one in rows.items():
            level = LEVELS[len(code)]
            mine = code == own or any(code in territory for territory in held)
            if mine and (not column.levels or level in column.levels):
                village = rows.get(code[:12]) if len(code) >= 12 else None
                name = one.name
                if village is not None and level == "group":
                    name = f"{village.name} {one.name}"
                heading = village.name if village is not None and "group" in column.levels else ""
                groups.setdefault(heading, []).append((code, name))
        return list(groups.items())


def _options(pairs: Iterable[tuple[str, Any]], value: str) -> list[Option]:
    return [(code, str(zh), code == value) for code, zh in pairs]


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
