"""Pictures in a Word file: one that floats and takes no room, one that stands in its line."""

from __future__ import annotations

from lxml import etree

from jishi.reports.wordml import RELATIONS, Element, w

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU_PER_MM = 36_000


def floating(relation: str, side_mm: int, words: str) -> Element:
    """A run with a square picture, centred between the margins, its top at that of the line.

    `relation` is the id of the image in the part's relations; `words` are its alternative text.
    """
    side = side_mm * _EMU_PER_MM
    anchor = _parsed(f"""
<wp:anchor xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"
    xmlns:pic="{_DRAWING}/picture" xmlns:r="{RELATIONS}" distT="0" distB="0" distL="0" distR="0"
    simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">
  <wp:simplePos x="0" y="0"/>
  <wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>
  <wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
  <wp:extent cx="{side}" cy="{side}"/><wp:wrapNone/><wp:docPr id="1" name="QR"/>
  {_graphic(side, 1)}
</wp:anchor>""")  # fmt: skip
    return _filled(anchor, relation, words)


def inline(relation: str, side_mm: int, words: str, number: int) -> Element:
    """A run with a square picture that stands in the line; `number` tells it from the others."""
    side = side_mm * _EMU_PER_MM
    placed = _parsed(f"""
<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"
    xmlns:pic="{_DRAWING}/picture" xmlns:r="{RELATIONS}" distT="0" distB="0" distL="0" distR="0">
  <wp:extent cx="{side}" cy="{side}"/><wp:docPr id="{number}" name="QR {number}"/>
  {_graphic(side, number)}
</wp:inline>""")
    return _filled(placed, relation, words)


def _graphic(side: int, number: int) -> str:
    return f"""<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic>
    <pic:nvPicPr><pic:cNvPr id="{number}" name="qr.png"/><pic:cNvPicPr/></pic:nvPicPr>
    <pic:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
    <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>
      <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
  </pic:pic></a:graphicData></a:graphic>"""


def _parsed(markup: str) -> Element:
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
    return etree.fromstring(markup, parser)


def _filled(placed: Element, relation: str, words: str) -> Element:
    placed.find(f".//{{{_DRAWING}/main}}blip").set(f"{{{RELATIONS}}}embed", relation)
    placed.find(f"{{{_DRAWING}/wordprocessingDrawing}}docPr").set("descr", words)
    return w("r", w("drawing", placed))
