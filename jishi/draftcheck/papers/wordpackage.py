"""Parts put into a Word file: its list of types, its relations, and ends of their roots."""

from __future__ import annotations

from xml.parsers import expat

from jishi.draftcheck.papers.wordparts import Scan
from jishi.draftcheck.papers.wordsplice import spliced, tag_at
from jishi.draftcheck.papers.xmlnames import Attributes, feed

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "[Content_Types].xml"


def typed(xml: bytes, name: str, kind: str) -> bytes:
    """The list of types with that of a further part."""
    line = f'<Override xmlns="{PACKAGE}/content-types" PartName="/{name}" ContentType="{kind}"/>'
    return ended(xml, root_of(xml), line.encode())


def root_of(xml: bytes) -> Scan:
    """Where the root element begins and ends."""
    found, depth = Scan(), 0

    def start(_: str, __: Attributes) -> None:
        nonlocal depth
        if depth == 0:
            found.start = parser.CurrentByteIndex
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            found.end = parser.CurrentByteIndex

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    feed(parser, xml)
    return found


def ended(xml: bytes, root: Scan, content: bytes) -> bytes:
    """The part with something put at the end of its root, which may have been empty."""
    tag = tag_at(xml, root.start)
    if not tag[3]:
        return spliced(xml, [(root.end, root.end, content)])
    opened = b"<%s%s>%s</%s>" % (tag[1], tag[2], content, tag[1])
    return spliced(xml, [(root.start, tag.end(), opened)])
