"""A picture in a Word file that floats: it takes no room from the line that it hangs on."""

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
    anchor = etree.fromstring(f"""
<wp:anchor xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"
    xmlns:pic="{_DRAWING}/picture" xmlns:r="{RELATIONS}" distT="0" distB="0" distL="0" distR="0"
    simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">
  <wp:simplePos x="0" y="0"/>
  <wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>
  <wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
  <wp:extent cx="{side}" cy="{side}"/><wp:wrapNone/><wp:docPr id="1" name="QR"/>
  <a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic>
    <pic:nvPicPr><pic:cNvPr id="1" name="qr.png"/><pic:cNvPicPr/></pic:nvPicPr>
    <pic:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
    <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>
      <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
  </pic:pic></a:graphicData></a:graphic>
</wp:anchor>""", etree.XMLParser(remove_blank_text=True, resolve_entities=False))  # fmt: skip
    anchor.find(f".//{{{_DRAWING}/main}}blip").set(f"{{{RELATIONS}}}embed", relation)
    anchor.find(f"{{{_DRAWING}/wordprocessingDrawing}}docPr").set("descr", words)
    return w("r", w("drawing", anchor))
