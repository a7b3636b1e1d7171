"""A little town as a workbook in memory: every sheet, few rows, invented people."""

# A row of a table stays one line.
# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from jishi.places import loading
from jishi.places.models import Installation
from jishi.records.ledgers import BY_KEY
from jishi.workbook.reading import Row, Sheet

TOWN = "341824103"
NEIGHBOUR = "341824102"
DAY = dt.datetime(2024, 3, 1)


@dataclass
class Table:
    """One sheet as cells; row 1 is the header, as Excel counts."""

    name: str
    headings: list[Any]
    rows: list[list[Any]] = field(default_factory=list)

    def set(self, row: int, heading: str, value: Any) -> None:
        """Put a value into the cell of a row under a heading."""
        self.rows[row - 2][self.headings.index(heading)] = value

    def get(self, row: int, heading: str) -> Any:
        """The value of a cell."""
        return self.rows[row - 2][self.headings.index(heading)]

    def drop(self, heading: str) -> None:
        """Take a column away."""
        at = self.headings.index(heading)
        for cells in [self.headings, *self.rows]:
            del cells[at]

    def add(self, heading: Any, *values: Any) -> None:
        """Add a column at the right."""
        self.headings.append(heading)
        for row, value in zip(self.rows, [*values, *[None] * len(self.rows)], strict=False):
            row.append(value)


class Book(dict[str, Table]):
    """A workbook by sheet name."""

    def sheets(self) -> list[Sheet]:
        """As `read_workbook` would give it."""
        return [
            Sheet(
                table.name,
                rows=[
                    Row(number, list(cells))
                    for number, cells in enumerate([table.headings, *table.rows], start=1)
                    if any(cell is not None for cell in cells)
                ],
            )
            for table in self.values()
        ]


def load_county() -> None:
    """The county's places, as `jishi init` loads them."""
    Installation.objects.create(county="341824")
    loading.load("341824")


def book(*keys: str) -> Book:
    """The little town, or only some of its sheets."""
    made = Book()
    for key, rows in _ROWS.items():
        if keys and key not in keys:
            continue
        ledger = BY_KEY[key]
        names = [column.name for column in ledger.columns]
        table = Table(str(ledger.zh), [str(column.zh) for column in ledger.columns])
        for row in rows:
            assert set(row) <= set(names), set(row) - set(names)
            table.rows.append([row.get(name) for name in names])
        made[table.name] = table
    return made


def _d(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


_VILLAGES = {200: "上庄村", 201: "余川村", 202: "瑞川村", 203: "宅坦村"}
_GROUPS = [(code, name, n) for code, name in _VILLAGES.items() for n in (1, 2, 3)]
_ROWS: dict[str, list[dict[str, Any]]] = {
    "town": [{"code": TOWN, "name": "上庄镇", "start": _d("2023-01-01")}],
    "groups": [
        {"code": f"{TOWN}{code}{n:02}", "name": f"第{n}组"} for code, _name, n in _GROUPS
    ],
    "programmes": [
        {"number": "young_eagle", "zh": "雏鹰工程", "since": _d("2021-03-01")},
        {"number": "flood", "zh": "防汛、抗旱", "since": _d("2023-05-01")},
        {"number": "tea_road", "zh": "茶路", "since": _d("2023-05-01")},
    ],
    "programme_items": [
        {"number": "ZS01", "programme": "young_eagle", "what": "办一期培训", "owner": "汪二",
         "due_on": _d("2024-06-30"), "done_on": _d("2024-05-20")},
    ],
    "kinds": [
        {"number": "tea", "ledger": "活动", "zh": "茶会", "family": "助企活动"},
        {"number": "opera", "ledger": "活动", "zh": "戏台"},
        {"number": "well", "ledger": "项目", "zh": "古井修缮"},
    ],
    "persons": [
        {
            "number": f"RY{n:02}", "name": name, "place": place,
            "birth_on": dt.datetime(1970 + n, 2, n), "duty_phone": "0563-8150000" if n == 1 else None,
        }
        for n, (name, place) in enumerate(
            [
                ("汪一", "上庄镇"), ("汪二", "上庄镇"), ("胡三", "上庄村"), ("胡四", "上庄村"),
                ("程五", "余川村"), ("程六", "余川村"), ("曹七", "瑞川村"), ("曹八", "瑞川村"),
                ("石九", "宅坦村"), ("石十", "宅坦村"), ("方同", "上庄镇"), ("方同", "余川村"),
            ],
            start=1,
        )
    ],
    "organisations": [
        {
            "number": "ZZ02", "name": "茶厂党支部", "kind": "党支部", "place": "上庄村",
            "host": "茶厂", "since": DAY,
        },
        {
            "number": "ZZ01", "name": "茶厂", "kind": "企业", "sector": "非公", "place": "上庄村",
            "since": DAY,
        },
        {"number": "ZZ03", "name": "上庄镇党委", "kind": "党委", "place": "上庄镇", "since": DAY},
        {"number": "ZZ04", "name": "护林队", "kind": "党员突击队", "place": "余川村", "since": DAY},
    ],
    "posts": [
        {"number": f"RZ{n:02}", "person": who, "kind": kind, "place": place, "since": _d(since)}
        for n, (who, kind, place, since) in enumerate(
            [
                ("汪一", "镇党委书记", "上庄镇", "2022-01-01"),
                ("汪二", "镇长", "上庄镇", "2022-01-01"),
                ("RY03", "村党组织书记", "上庄村", "2021-01-01"),
                ("程五", "村党组织书记", "余川村", "2021-01-01"),
                ("程六", "村“两委”成员", "余川村", "2021-01-01"),
                ("曹七", "村党组织书记", "瑞川村", "2021-01-01"),
                ("石九", "村委会主任", "宅坦村", "2021-01-01"),
                ("胡四", "村“两委”成员", "上庄村", "2021-01-01"),
            ],
            start=1,
        )
    ],
    "postings": [
        {
            "number": "GZ01", "person": "曹八", "kind": "到村任村委会主任助理", "place": "瑞川村",
            "since": DAY,
        },
        {"number": "GZ02", "person": "石十", "kind": "上下交叉挂职", "place": "上庄镇", "since": DAY},
    ],
    "reserves": [
        {
            "number": "HB01", "person": "胡四", "kind": "村级后备干部", "place": "上庄村",
            "since": _d("2022-05-01"), "until": _d("2024-05-01"), "outcome": "已任用",
        },
        {"number": "HB02", "person": "程六", "kind": "党组织书记后备", "place": "余川村", "since": DAY},
    ],
    "honours": [
        {"number": "HY01", "title": "先进", "level": "县级", "person": "汪一", "place": "上庄镇", "on": DAY},
        {"number": "HY02", "title": "先锋", "level": "市级", "organisation": "茶厂党支部",
         "place": "上庄村", "on": DAY},
    ],
    "households": [
        {
            "number": f"NH{n:03}", "head": f"户主{n}", "place": f"{village}第{group}组",
            "address": f"{n}号", "members": 3, "since": _d("2020-01-01"),
        }
        for n, (_code, village, group) in enumerate(_GROUPS + _GROUPS, start=1)
    ],
    "links": [
        {"number": "BB01", "holder": "汪一", "kind": "联村领导", "place": "上庄村", "since": DAY},
        {"number": "BB02", "holder": "胡三", "kind": "网格员", "place": "上庄村第1组", "since": DAY},
        {"number": "BB03", "holder": "胡四", "kind": "网格员", "household": "NH002", "since": DAY},
        {"number": "BB04", "holder": "汪二", "kind": "指导村级抓党建", "place": "余川村", "since": DAY},
        {"number": "BB05", "holder": "程六", "kind": "村“两委”", "place": "余川村", "since": DAY},
    ],
    "duty_units": [
        {"number": "ZR01", "name": "老街", "kind": "党员责任区", "place": "上庄村第1组",
         "holder": "胡三", "since": DAY},
    ],
    "activities": [
        {"number": f"HD{n:02}", "on": dt.datetime(2024, 3, n), "kind": kind, "title": title,
         "place": place, "attendance": 10 * n, "lead": lead, "programmes": programmes}
        for n, (kind, title, place, lead, programmes) in enumerate(
            [
                ("党委会", "第一次党委会", "上庄镇", "汪一", None),
                ("党委会", "第二次党委会", "上庄镇", "汪一", "雏鹰工程"),
                ("茶会", "春茶", "上庄村", "胡三", "防汛、抗旱"),
                ("红色影视播放", "地道战", "余川村", None, "雏鹰工程、茶路"),
                ("主题党日", "清明祭扫", "瑞川村第1组", None, None),
                ("党员志愿活动", "清河道", "宅坦村", None, None),
                ("党课", "讲党课", "上庄村", None, None),
                ("用工招聘", "招工", "余川村", None, None),
            ],
            start=1,
        )
    ],
    "agenda": [
        {"number": "YT01", "meeting": "HD01", "position": 1, "title": "学习", "first_topic": True},
        {"number": "YT02", "meeting": "HD01", "position": 2, "title": "项目", "first_topic": False},
        {"number": "YT03", "meeting": "HD02", "position": 1, "title": "学习", "first_topic": "是"},
        {"number": "YT04", "meeting": "HD02", "position": 2, "title": "人事"},
    ],
    "classrooms": [
        {"number": "KT01", "kind": "纪律课堂", "place": "上庄镇", "lead": "汪二", "since": DAY},
        {"number": "KT02", "kind": "红色课堂", "place": "上庄村", "since": DAY},
    ],
    "matters": [
        {"number": f"SX{n:02}", "opened_on": dt.datetime(2024, 2, n), "kind": kind, "title": f"事{n}",
         "place": place, "channel": "主动摸排", "handler": "胡三",
         "closed_on": dt.datetime(2024, 3, n) if n > 3 else None,
         "outcome": "达成协议" if n > 3 else None}
        for n, (kind, place) in enumerate(
            [
                ("邻里纠纷", "上庄村"), ("土地山林纠纷", "余川村"), ("为民办实事", "上庄镇"),
                ("劳务纠纷", "瑞川村"), ("损害赔偿纠纷", "宅坦村"), ("婚姻家庭纠纷", "上庄村第2组"),
                ("信访事项", "上庄镇"),
            ],
            start=1,
        )
    ],
    "receptions": [
        {"number": "JF01", "on": DAY, "kind": "开门接访", "place": "上庄镇", "leader": "汪一", "heads": 3},
        {"number": "JF02", "on": DAY, "kind": "带案下访", "place": "余川村", "leader": "汪二", "heads": 1},
    ],
    "measures": [
        {"number": f"BF{n:02}", "household": f"NH{n:03}", "kind": "到户产业", "title": "养蜂",
         "drawn_up_on": _d("2024-01-05"), "carried_out_on": _d("2024-02-05"),
         "amount_fen": 1000.5 * n}
        for n in range(1, 6)
    ],
    "income": [
        {"number": f"SR{n:02}", "on": dt.datetime(2024, n, 1), "kind": "经营收入", "place": place,
         "amount_fen": amount, "source": "茶园"}
        for n, (place, amount) in enumerate(
            [("上庄村", 12000), ("余川村", "12.6万元"), ("瑞川村", "1,234.50"), ("宅坦村", -20.25)],
            start=1,
        )
    ],
    "projects": [
        {"number": f"XM{n:02}", "name": f"项目{n}", "kind": "基础设施", "place": "上庄村",
         "planned_on": _d("2023-01-01"), "started_on": _d("2023-06-01"),
         "closed_on": _d("2024-01-01"), "outcome": "竣工", "planned_fen": "2.54亿",
         "invested_fen": 1}
        for n in range(1, 7)
    ],
    "zones": [
        {"number": "PQ01", "name": "老街片区", "kind": "保护片区", "place": "上庄村", "since": DAY},
    ],
    "plans": [
        {"number": f"GH{n:02}", "name": f"规划{n}", "kind": "村庄规划", "place": "上庄村",
         "zone": "老街片区", "begun_on": _d("2023-01-01"), "drafted_on": _d("2023-02-01"),
         "consented_on": _d("2023-03-01"), "approved_on": _d("2023-04-01")}
        for n in range(1, 4)
    ],
}  # fmt: skip
