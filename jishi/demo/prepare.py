"""The sample town made ready in its own home: built as workbooks, imported as anyone would."""

import io
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from jishi.access import accounts
from jishi.access.actor import operator
from jishi.access.door import see
from jishi.access.models import User
from jishi.places import tree
from jishi.places.models import TownLedger
from jishi.records.duties.models import Link
from jishi.workbook.importing import import_sheets
from jishi.workbook.reading import read_workbook
from jishi.workbook.writing import save

COUNTY, TOWN, NEIGHBOUR, VILLAGE = "341824", "341824103", "341824102", "341824103203"
SINCE = date(2023, 1, 1)
#: Public on purpose: the demo listens on this machine only, and holds nobody's data.
PASSWORD = "jishi-demo-2024"  # noqa: S105
#: Username, name (invented), role, place, what it sees.
ACCOUNTS = (
    ("clerk", "程晓梅", "town_clerk", TOWN, "上庄镇全部，可以记、导入、出报告"),
    ("leader", "汪志远", "town_leader", TOWN, "上庄镇全部，只看"),
    ("village", "曹国平", "village", VILLAGE, "宅坦村，可以记"),
    ("grid", "", "grid_member", TOWN, "自己包保的户"),
    ("cadre", "", "linked_cadre", TOWN, "自己联系的户"),
    ("county", "章海峰", "county_reader", COUNTY, "各镇的数，不看记录"),
    ("admin", "邵立新", "administrator", COUNTY, "账号和区划，不看记录"),
    ("auditor", "柯明", "auditor", COUNTY, "谁改了什么，不看内容"),
)
_MARK = "demo"


def is_foreign() -> bool:
    """True where this home holds a ledger that is not the sample."""
    home = Path(settings.JISHI_HOME)
    if (home / _MARK).exists():
        return False
    try:
        return TownLedger.objects.exists() or User.objects.exists()
    except DatabaseError:
        return False  # no tables yet: an empty home


def prepare(tell: Callable[[str], None]) -> None:
    """Import the sample towns and add the demo accounts, unless they are there."""
    mark = Path(settings.JISHI_HOME) / _MARK
    if mark.exists():
        return
    from jishi.demo import neighbour, town

    for code, made in ((TOWN, town.sheets()), (NEIGHBOUR, neighbour.sheets())):
        tell(f"正在导入{tree.full_name(code)}的示例台账……")
        bring(code, made)
    for username, name, role, place, _sees in ACCOUNTS:
        person, known_as = _holder(role) if not name else ("", name)
        new = accounts.NewAccount(username, known_as, role, place, PASSWORD, person)
        accounts.add(new, by=operator(), since=SINCE)
    mark.touch()


def bring(code: str, sheets: dict[str, list[dict[str, object]]]) -> None:
    """Write the sheets as a workbook and import it. Raises RuntimeError with the faults."""
    held = io.BytesIO()
    save(held, sheets)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(held.getvalue())
        file.flush()
        outcome = import_sheets(
            read_workbook(file.name), code, by=operator("import"), name="示例台账.xlsx"
        )
    if outcome.faults:
        said = "\n".join(
            f"{f.sheet} {f.row} {f.column} {f.value} {f.message}" for f in outcome.faults[:40]
        )
        raise RuntimeError(f"the sample does not import:\n{said}")


def signs() -> list[tuple[str, str, str, str]]:
    """Role, username, password and what it sees, for whoever starts the demo."""
    from jishi.access.roles import BY_KEY

    return [
        (str(BY_KEY[role].zh), username, PASSWORD, sees)
        for username, _name, role, _place, sees in ACCOUNTS
    ]


def _holder(role: str) -> tuple[str, str]:
    """Someone of the sample who holds a link of that role: person id and name."""
    kind = {"grid_member": "grid_member", "linked_cadre": "linked_cadre"}[role]
    held = see(Link, by=operator()).filter(
        town=TOWN, kind=kind, place__startswith=VILLAGE, until=None
    )
    link = held.select_related("holder").order_by("number").first()
    if link is None:
        raise RuntimeError(f"the sample has no {kind}")
    return str(link.holder_id), link.holder.name
