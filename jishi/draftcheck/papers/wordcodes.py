"""What a corrected paper bears in the properties of its Word file, where no page shows it: the
codes of its pins (docs/decisions/0022).

A property of the document's own (ECMA-376 part 1, 22.3): Word and WPS keep it on saving and show
it under 文件 → 信息 → 高级属性. The text and its form stay byte by byte as they were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jishi.draftcheck.papers.wordfile import WordFile, relations_part
from jishi.draftcheck.papers.wordpackage import HEAD, PACKAGE, TYPES, ended, root_of, typed

#: The name of the property; pins.documents reads it.
PROPERTY = "JishiCodes"
_LONGEST = 240  # characters: of a text among the properties Word keeps 255
_PART = "docProps/custom.xml"
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
#: The set of properties that users define (MS-OLEPS 2.25).
_USERS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_OURS = re.compile(
    rb"<(?:\w+:)?property\b[^>]*\bname=[\"']" + PROPERTY.encode() + rb"\d*[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?property>).)*</(?:\w+:)?property>",
    re.DOTALL,
)
_NUMBER = re.compile(rb"""\bpid\s*=\s*["'](\d{1,9})["']""")


def coded(content: bytes, codes: Sequence[str]) -> bytes:
    """The .docx with codes among its properties, in place of those it bore; a signed file stays as
    it is, for its signature covers them. Raises Unreadable."""
    file = WordFile(content)
    if file.signed or not codes:
        return content
    name = next((one.target for one in file.relations_of("") if one.kind == "custom-properties"
                 and file.has(one.target)), None)  # fmt: skip
    if name is not None:
        xml = _OURS.sub(b"", file.part(name))
        return file.rewritten({name: ended(xml, root_of(xml), _properties(xml, codes))})
    xml = f'{HEAD}<Properties xmlns="{_OFFICE}/custom-properties"></Properties>'.encode()
    related = file.part(relations_part(""))
    taken = {one.id for one in file.relations_of("")}
    number = next(n for n in range(1, 10_000) if f"rIdCodes{n}" not in taken)
    line = (
        f'<Relationship xmlns="{PACKAGE}/relationships" Id="rIdCodes{number}"'
        f' Type="{_OFFICE}/relationships/custom-properties" Target="{_PART}"/>'
    )
    types = file.part(TYPES)
    if f"/{_PART}".encode() not in types:
        types = typed(types, _PART, _KIND)
    return file.rewritten({
        _PART: ended(xml, root_of(xml), _properties(xml, codes)),
        relations_part(""): ended(related, root_of(related), line.encode()), TYPES: types,
    })  # fmt: skip


def _properties(xml: bytes, codes: Sequence[str]) -> bytes:
    """As many properties as the codes need: JishiCodes, JishiCodes2 and so on."""
    first = max((int(one) for one in _NUMBER.findall(xml)), default=1) + 1
    lines = [""]
    for code in codes:
        longer = f"{lines[-1]} {code}".strip()
        if len(longer) > _LONGEST:
            lines.append(code)
        else:
            lines[-1] = longer
    return "".join(
        f'<property xmlns="{_OFFICE}/custom-properties" fmtid="{_USERS}" pid="{first + at}"'
        f' name="{PROPERTY}{at + 1 if at else ""}"><lpwstr xmlns="{_OFFICE}/docPropsVTypes">'
        f"{line}</lpwstr></property>"
        for at, line in enumerate(lines)
    ).encode()
