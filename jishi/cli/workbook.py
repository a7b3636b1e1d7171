"""template, import, export."""

from argparse import Namespace

from django.conf import settings

from jishi.access.actor import operator
from jishi.access.refusing import NotUndone
from jishi.access.undoing import undo
from jishi.cli.installation import require
from jishi.cli.speaking import Bar, Trouble, complained, give, say, sentences, unwritten
from jishi.places import tree
from jishi.workbook import writing
from jishi.workbook.exporting import export_town
from jishi.workbook.faults import as_json
from jishi.workbook.importing import Outcome, import_sheets
from jishi.workbook.limits import RefusedWorkbook
from jishi.workbook.reading import read_workbook


def template(options: Namespace) -> int:
    """Write the empty workbook."""
    try:
        writing.template(options.output)
    except OSError as error:
        raise unwritten(options.output, error) from error
    say(f"写好了：{options.output}")
    return 0


def bring(options: Namespace) -> int:
    """Import a workbook; with any fault nothing is kept. With --undo take an import back."""
    require()
    if options.undo:
        return _take_back(options)
    if options.file is None or options.place is None:
        raise Trouble("要写明哪个工作簿、导入到哪个镇：jishi import 文件 --place 代码。")
    _town(options.place)
    bar = Bar()
    bar("读工作簿", 0, 1)
    try:
        if not options.file.is_file():
            raise RefusedWorkbook("没有%(file)s这个文件", "核对文件名", file=options.file)
        sheets = read_workbook(
            options.file, max_rows=settings.JISHI.import_max_rows,
            max_bytes=settings.JISHI.import_max_mb * 2**20,
        )  # fmt: skip
    except RefusedWorkbook as refused:
        if options.format == "json":
            give({**_counts(Outcome()), "errors": [{
                "sheet": "", "row": 0, "column": "", "value": options.file.name,
                "message": str(refused), "hint": refused.advice,
            }]})  # fmt: skip
            return 2
        raise complained(refused) from refused
    outcome = import_sheets(
        sheets, options.place, by=operator("import"), dry_run=options.dry_run, progress=bar,
        name=options.file.name,
    )  # fmt: skip
    if options.format == "json":
        errors = [as_json(fault) for fault in outcome.faults]
        act = {"act": str(outcome.act)} if outcome.act else {}
        give({**_counts(outcome), "errors": errors, **act})
    else:
        _tell(outcome, dry_run=options.dry_run)
    return 1 if outcome.faults else 0


def _take_back(options: Namespace) -> int:
    """Undo a past import, all of it or nothing; 1 with every reason where it cannot be."""
    try:
        written = undo(options.undo, by=operator("import"))
    except NotUndone as refused:
        reasons = [str(reason) for reason in refused.reasons]
        if options.format == "json":
            give({"undone": False, "act": None, "reasons": reasons})
        else:
            print("撤销不了，什么也没有动：")
            for reason in reasons:
                print(f"  {reason}")
        return 1
    if options.format == "json":
        give({"undone": True, "act": str(written.act), "reasons": []})
    else:
        say(f"撤销了：撤回{len(written.withdrawn)}条，改回{len(written.updated)}条。")
    return 0


def take(options: Namespace) -> int:
    """Export a town's ledger."""
    require()
    _town(options.place)
    if not tree.is_open(options.place):
        raise Trouble(f"{tree.full_name(options.place)}还没有台账。", 1)
    try:
        counts = export_town(options.output, options.place, by=operator())
    except OSError as error:
        raise unwritten(options.output, error) from error
    if options.format == "json":
        give({"rows": sum(counts.values()), "sheets": counts})
    else:
        say(f"导出{sum(counts.values())}行：{options.output}")
    return 0


def _town(code: str) -> None:
    place = tree.place(code)
    if place is None or place.level != "town":
        raise Trouble(f"--place 要一个镇的9位代码，“{code}”不是。用 jishi places find 查一查。")


def _counts(outcome: Outcome) -> dict[str, int]:
    return {
        "rows": outcome.rows, "created": outcome.created, "updated": outcome.updated,
        "unchanged": outcome.unchanged,
    }  # fmt: skip


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    if outcome.faults:
        print(f"{outcome.rows}行里有{len(outcome.faults)}处要改，什么都没有存：")
        for fault in outcome.faults:
            where = f"“{fault.sheet}”"
            where += f"第{fault.row}行" if fault.row else ""
            where += f"“{fault.column}”" if fault.column else ""
            value = f"（{fault.value}）" if fault.value else ""
            print(f"  {where}{value}：{sentences(fault.message, fault.hint)}")
        return
    verb = "会" if dry_run else ""
    if outcome.act:
        say(f"要撤销这次导入：jishi import --undo {outcome.act}")
    print(f"{outcome.rows}行：{verb}新增{outcome.created}，{verb}更正{outcome.updated}，"
          f"没变{outcome.unchanged}。")  # fmt: skip
