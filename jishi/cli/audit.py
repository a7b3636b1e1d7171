"""audit verify."""

from argparse import Namespace

from jishi.audit.covered import covered
from jishi.audit.verifier import verify as check
from jishi.cli.installation import require
from jishi.cli.speaking import give, say
from jishi.records.audited import shipped_as_they_were


def verify(options: Namespace) -> int:
    """Check every chain, every value and every record; 1 where something does not fit."""
    require()
    result = check(covered(), head=options.head)
    result.problems += shipped_as_they_were()
    if options.format == "json":
        give({
            "entries": result.entries, "records": result.records, "heads": result.heads,
            "erased": result.erased, "problems": [vars(p) for p in result.problems],
        })  # fmt: skip
    elif result.problems:
        for problem in result.problems:
            print(f"{problem.chain} 第{problem.seq}条 {problem.what} {problem.record}".strip())
    else:
        say(f"链是完整的：{result.entries}条留痕，{result.records}条记录对得上。")
    return 1 if result.problems else 0
