"""The sample town's projects, demonstration area and village plans."""

from datetime import date
from decimal import Decimal

from jishi.demo.book import Book
from jishi.demo.days import AS_OF, DAY, MIDYEAR, START
from jishi.demo.ground import NAME, TITLES

_PLAN, _BASE = TITLES["action_plan"], TITLES["double_base"]
_BUILD, _INDUSTRY, _TOUR, _SERVICE, _LIVING = "基础设施", "产业发展", "文旅融合", "公共服务", "人居环境"
_END, _STOP = "竣工", "终止"
_BOTH = "projects total_investment"
#: The action plan: name, kind, place, planned, started, closed, outcome, 万元, trap.
_ACTION_PLAN = (
    ("上庄古村落保护修缮", _TOUR, "上庄村", date(2022, 8, 10), date(2023, 2, 20), None, "", 3800, ""),
    ("胡适故居周边环境提升", _TOUR, "上庄村", date(2022, 8, 10), date(2022, 12, 5), date(2023, 10, 26), _END,
     960, f"{_BOTH}: completed, stays in the plan"),
    ("水墨徽州游客服务中心", _SERVICE, "上庄村", date(2022, 9, 15), date(2023, 6, 8), None, "", 2400, ""),
    ("常溪河生态修复", _LIVING, "余川村", date(2022, 10, 20), date(2023, 4, 11), date(2024, 5, 30), _END,
     1860, f"{_BOTH}: completed, stays in the plan"),
    ("余川茶旅融合基地", _INDUSTRY, "余川村", date(2022, 11, 3), date(2023, 9, 1), None, "", 1750, ""),
    ("瑞川精品民宿集群", _TOUR, "瑞川村", date(2023, 2, 16), date(2023, 11, 20), None, "", 2600, ""),
    ("宅坦文化展示馆", _TOUR, "宅坦村", date(2023, 3, 9), date(2023, 8, 15), None, "", 880, ""),
    ("旺川贡菊加工园", _INDUSTRY, "旺川村", date(2023, 4, 20), date(2024, 1, 8), None, "", 3200, ""),
    ("闲置农房盘活一期", _TOUR, "旺川村", date(2023, 5, 18), date(2023, 12, 12), None, "", 1150, ""),
    ("五联竹旅步道", _TOUR, "五联村", date(2023, 7, 6), date(2024, 3, 18), None, "", 640, ""),
    ("寺后山核桃产业园", _INDUSTRY, "寺后村", date(2023, 9, 12), None, None, "", 1280, ""),
    ("镇区污水管网提升", _BUILD, NAME, date(2023, 11, 2), date(2024, 4, 9), None, "", 1420, ""),
    ("雕刻时光艺术街区", _TOUR, "上庄村", date(2024, 1, 17), None, None, "", 1560, ""),
    ("智慧停车与导览", _SERVICE, "上庄村", MIDYEAR, None, None, "", 430, f"{_BOTH}: planned on 30 June itself"),
    ("徽墨非遗工坊", _INDUSTRY, "余川村", date(2023, 6, 20), None, AS_OF + DAY, _STOP, 720,
     f"{_BOTH}: given up only the day after, still counts"),
    ("茶菊飘香慢行绿道", _BUILD, "旺川村", AS_OF, None, None, "", 750, f"{_BOTH}: planned on the as-of day"),
    ("镇区温泉酒店", _TOUR, NAME, date(2022, 9, 15), None, date(2023, 8, 30), _STOP, 5000,
     f"{_BOTH}: given up"),
    ("瑞川水上乐园", _TOUR, "瑞川村", date(2023, 3, 9), None, AS_OF, _STOP, 900,
     f"{_BOTH}: given up on the as-of day, no longer counts"),
    ("旺川无人机研学营", _TOUR, "旺川村", date(2023, 8, 3), date(2024, 1, 22), MIDYEAR + DAY, _STOP, 310,
     f"{_BOTH}: given up on 1 July, still counts on 30 June"),
    ("宅坦夜游灯光", _TOUR, "宅坦村", AS_OF + DAY, None, None, "", 380, f"{_BOTH}: planned only the day after"),
    ("五联云海观景台", _TOUR, "五联村", date(2024, 10, 9), None, None, "", 260, f"{_BOTH}: planned in October"),
)  # fmt: skip
_UNDER_WAY = "double_base_projects"
#: 双基建设: name, kind, place, planned, started, closed, outcome, 万元, trap.
_DOUBLE_BASE = (
    ("五联村党群服务中心新建", _SERVICE, "五联村", date(2022, 2, 10), date(2022, 5, 9), START + DAY, _END, 86,
     f"{_UNDER_WAY}: ended on 2 January 2023, under way the day before"),
    ("寺后村道硬化", _BUILD, "寺后村", date(2022, 3, 3), date(2022, 6, 15), START, _END, 120,
     f"{_UNDER_WAY}: ended on the first day of 2023, which no longer counts"),
    ("余川便民桥", _BUILD, "余川村", date(2022, 3, 3), date(2022, 4, 6), date(2022, 8, 25), _END, 64,
     f"{_UNDER_WAY}: ended in 2022"),
    ("瑞川党群服务中心改造", _SERVICE, "瑞川村", date(2022, 11, 8), date(2023, 3, 14), date(2023, 11, 22), _END,
     95, f"{_UNDER_WAY}: ended in 2023, under way in the period"),
    ("旺川灌溉渠维修", _BUILD, "旺川村", date(2022, 12, 1), date(2023, 1, 10), date(2024, 5, 17), _END, 142, ""),
    ("宅坦新时代文明实践站", _SERVICE, "宅坦村", date(2023, 9, 5), date(2024, 1, 1), None, "", 78,
     f"{_UNDER_WAY}: started on 1 January 2024"),
    ("上庄村组道路提升", _BUILD, "上庄村", date(2023, 4, 11), date(2023, 8, 8), None, "", 210, ""),
    ("余川村部维修", _SERVICE, "余川村", date(2024, 6, 4), AS_OF, None, "", 58,
     f"{_UNDER_WAY}: started on the as-of day"),
    ("寺后饮水工程", _BUILD, "寺后村", date(2024, 5, 7), AS_OF + DAY, None, "", 134,
     f"{_UNDER_WAY}: started only the day after"),
    ("五联防洪堤", _BUILD, "五联村", date(2024, 3, 26), None, None, "", 260,
     f"{_UNDER_WAY}: planned, not started"),
)  # fmt: skip
#: Of other programmes or none.
_OTHERS = (
    ("高标准农田建设", _BUILD, NAME, date(2022, 9, 1), date(2023, 3, 1), date(2024, 4, 28), _END, 1680, "暖民心行动"),
    ("农村厕所改造", _LIVING, NAME, date(2023, 2, 1), date(2023, 5, 6), None, "", 220, "五大行动"),
    ("中心小学运动场", _SERVICE, NAME, date(2023, 6, 1), date(2023, 9, 20), date(2024, 3, 30), _END, 310, ""),
    ("岭北茶叶分拣车间", _INDUSTRY, "上庄村", date(2024, 2, 6), None, None, "", 540, "双创两提升"),
)  # fmt: skip


def build(book: Book) -> None:
    """Write projects, areas and plans."""
    for programmes, rows in ((_PLAN, _ACTION_PLAN), (_BASE, _DOUBLE_BASE)):
        for *facts, trap in rows:
            _project(book, facts, programmes, trap)
    for *facts, programmes in _OTHERS:
        _project(book, facts, programmes, f"{_BOTH} {_UNDER_WAY}: of another programme")
    _plans(book)


def _project(book: Book, facts: list[object], programmes: str, trap: str) -> None:
    name, kind, place, planned, started, closed, outcome, wan = facts
    assert isinstance(wan, int)
    # Spent so far: all of a completed one, none of one that never started.
    share = {_END: 97, _STOP: 8}.get(str(outcome), 46) if started else 0
    book.add(
        "projects", trap, name=name, kind=kind, place=place, programmes=programmes,
        planned_on=planned, started_on=started, closed_on=closed, outcome=outcome,
        planned_fen=Decimal(wan * 10_000), invested_fen=Decimal(wan * share * 100),
    )  # fmt: skip


def _plans(book: Book) -> None:
    area = book.add("zones", name="“茶菊飘香-雕刻时光”乡村振兴示范片区", kind="乡村振兴示范片区", place=NAME,
                    since=date(2022, 7, 1), programmes=_PLAN)  # fmt: skip
    kept = book.add("zones", name="上庄传统村落保护片区", kind="保护片区", place="上庄村",
                    since=date(2021, 4, 1))  # fmt: skip
    village, scheme = "村庄规划", "建设方案"
    rows = (
        ("上庄村村庄规划", village, "上庄村", area, date(2022, 8, 1), date(2023, 5, 25), date(2023, 6, 28),
         date(2023, 10, 12), ""),
        ("余川村村庄规划", village, "余川村", area, date(2022, 10, 8), date(2023, 12, 8), date(2024, 1, 16),
         date(2024, 6, 5), ""),
        ("旺川村村庄规划", village, "旺川村", area, date(2023, 4, 3), MIDYEAR, date(2024, 8, 20), None,
         "village_plans: drawn up on 30 June, agreed to, not yet approved"),
        ("瑞川村村庄规划", village, "瑞川村", area, date(2023, 9, 4), AS_OF, None, None,
         "village_plans: drawn up on the as-of day, approved by nobody yet"),
        ("宅坦村村庄规划", village, "宅坦村", area, date(2024, 1, 15), AS_OF + DAY, None, None,
         "village_plans: drawn up only the day after"),
        ("五联村村庄规划", village, "五联村", area, date(2024, 5, 9), None, None, None,
         "village_plans: begun, not drawn up"),
        ("寺后村村庄规划", village, "寺后村", None, date(2022, 3, 1), date(2023, 3, 20), date(2023, 4, 18),
         date(2023, 9, 1), "village_plans: drawn up, outside any area"),
        ("上庄传统村落保护规划", village, "上庄村", kept, date(2021, 6, 1), date(2022, 6, 30), date(2022, 8, 1),
         date(2022, 12, 20), "village_plans: in an area of another kind"),
        ("雕刻时光街区建设方案", scheme, "上庄村", area, date(2023, 2, 6), date(2023, 8, 30), None, None,
         "village_plans: a building scheme, not a village plan"),
    )  # fmt: skip
    for name, kind, place, zone, begun, drafted, agreed, approved, trap in rows:
        book.add("plans", trap, name=name, kind=kind, place=place, zone=zone, begun_on=begun,
                 drafted_on=drafted, consented_on=agreed, approved_on=approved,
                 programmes=_PLAN if zone is area else "")  # fmt: skip
