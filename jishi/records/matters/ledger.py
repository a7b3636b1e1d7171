"""事项台账: columns of the sheets of matters and receptions."""

from django.utils.translation import gettext_lazy as _

from jishi.kernel.columns import Column, Ledger
from jishi.records.columns import KIND, NOTE, NUMBER, ON, PROGRAMMES, place
from jishi.records.matters import rules
from jishi.records.matters.models import CHANNELS, OUTCOMES, Matter, Reception

MATTERS = Ledger(
    key="matters", model=Matter, zh=_("事项"), prefix="SX", title="title", date="opened_on",
    check=rules.matter,
    help=_("矛盾纠纷、为民实事、信访、点单，一件一行。不写当事人姓名。"),
    columns=(
        NUMBER,
        Column("opened_on", _("登记日"), "date", required=True, aliases=("登记日期", "摸排日期")),
        KIND,
        Column("title", _("什么事"), required=True, help=_("不写当事人姓名。")),
        place("town", "village", "group"),
        Column("channel", _("从哪来"), "choice", required=True, choices=CHANNELS,
               asked="new"),
        Column("handler", _("承办人"), "link", to="persons", aliases=("调解员",), doer=True),
        Column("closed_on", _("办结日"), "date", aliases=("办结日期", "达成日期"),
               asked="change", needs=("outcome",)),
        Column("outcome", _("结果"), "choice", choices=OUTCOMES, asked="change",
               dated="closed_on", needs=("closed_on",)),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
RECEPTIONS = Ledger(
    key="receptions", model=Reception, zh=_("接访"), prefix="JF", title="topic", date="on",
    help=_("一批一行，不写来访人姓名。"),
    columns=(
        NUMBER, ON, KIND, place("town", "village"),
        Column("leader", _("接访领导"), "link", to="persons", doer=True),
        Column("heads", _("人次"), "int", required=True, low=1, high=1000, unit=_("人次"),
               total=True),
        Column("topic", _("反映什么")),
        PROGRAMMES, NOTE,
    ),
)  # fmt: skip
LEDGERS = [MATTERS, RECEPTIONS]
