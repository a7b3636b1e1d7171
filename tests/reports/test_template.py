"""A template holds words and placeholders; whatever else is in it never acts."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from jishi.reports import document
from jishi.reports.report import Level
from jishi.reports.template import HOW_COUNTED, TemplateError, load
from tests.reports import sample

EXPRESSIONS = [
    "7*7",
    "7*'7'",
    "''.__class__",
    "''.__class__.__mro__[1].__subclasses__()",
    "config",
    "config.items()",
    "self",
    "self.__init__.__globals__.__builtins__.open('/etc/passwd').read()",
    "request.application.__globals__",
    "cycler.__init__.__globals__.os.popen('id').read()",
    "lipsum.__globals__['os'].popen('id').read()",
    "joiner.__init__.__globals__",
    "namespace.__init__.__globals__",
    "get_flashed_messages.__globals__",
    "url_for.__globals__",
    "range(10**9)|list",
    "'a'*10**9",
    "().__class__.__base__",
    "dict.__base__",
    "[].__class__",
    "x.__class__",
    "villages.__class__",
    "villages|attr('__class__')",
    "villages.__init__",
    "villages()",
    "villages[0]",
    "villages + 1",
    "villages}}{{7*7",
    "place.__class__",
    "place|upper",
    "",
    " ",
    "_",
    "settings.SECRET_KEY",
    "request.user",
    "r subdoc",
    "p villages",
    "tr for x in y",
    "debug",
    "__import__('os').system('id')",
]
STATEMENTS = [
    "{% for x in range(10**9) %}x{% endfor %}",
    "{% set x = 7*7 %}",
    "{% include '/etc/passwd' %}",
    "{% import os %}",
    "{%p if true %}x{%p endif %}",
    "{%r raw %}",
    "{% debug %}",
    "{% load log %}",
    "{# note #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "<% system('id') %>",
    "${{7*7}}",
    "@(7*7)",
    "*{7*7}",
    "[[${7*7}]]",
    "#set($x=7*7)",
    "%{7*7}",
    "`id`",
    "$(id)",
    "<script>alert(1)</script>",
    "=1+1",
    "&xxe;",
]
PAYLOADS = [f"{{{{{inner}}}}}" for inner in EXPRESSIONS] + STATEMENTS


def word(*paragraphs, styles=()):
    """A Word file with these paragraphs, as python-docx makes it."""
    file = Document()
    for number, text in enumerate(paragraphs):
        style = styles[number] if number < len(styles) else None
        file.add_paragraph(text, style=style)
    return file


def saved(file):
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def texts_of(data):
    """Everything legible in a .docx: all parts, tags removed by reading text nodes."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def refused(file, **kwargs):
    with pytest.raises(TemplateError) as caught:
        load(file if isinstance(file, bytes) else saved(file), sample.TOWN, **kwargs)
    return caught.value.problems


def test_there_are_fifty_payloads():
    assert len(set(PAYLOADS)) >= 50


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_the_body_is_refused_or_stays_as_typed(payload):
    file = word("标题", f"前{payload}后，有村{{{{ villages }}}}。")
    started = time.monotonic()
    if "{{" in payload:
        problems = refused(file)
        assert all("第2段“前" in problem for problem in problems)
    else:
        report = sample.town(load(saved(file), sample.TOWN))
        assert report.paragraphs[1].text == f"前{payload}后，有村7个。"
        written = Document(BytesIO(document.to_word(report)))
        assert f"前{payload}后，有村7个。" in [p.text for p in written.paragraphs]
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_outside_the_body_never_reaches_the_report(payload):
    marked = f"某处{payload}"
    file = word("标题", "有村{{ villages }}。")
    section = file.sections[0]
    section.different_first_page_header_footer = True
    for part in (section.header, section.footer, section.first_page_header):
        part.paragraphs[0].text = marked
    for name in ("title", "author", "subject", "keywords", "comments", "category"):
        setattr(file.core_properties, name, marked)
    notes = f"<w:footnotes {nsdecls('w')}><!--某处{payload.replace('--', '')}--></w:footnotes>"
    data = repacked(saved(file), **{"word/footnotes.xml": notes})
    report = sample.town(load(data, sample.TOWN))
    whole = texts_of(document.to_word(report))
    assert texts_of(data).count("某处") == 10  # the control: it was in the template
    assert "某处" not in whole
    assert "有村" in whole


def test_a_footnote_is_refused_because_it_would_be_lost():
    file = word("标题", "有村{{ villages }}。")
    file.paragraphs[1].runs[0]._r.append(OxmlElement("w:footnoteReference"))
    assert "第2段" in refused(file)[0]


@pytest.mark.parametrize(
    "xml",
    [
        "<w:r {ns}><w:fldChar w:fldCharType='begin'/></w:r>",
        "<w:r {ns}><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:r>",
        "<w:fldSimple {ns} w:instr='INCLUDETEXT x'/>",
        "<w:ins {ns} w:id='1'><w:r><w:t>x</w:t></w:r></w:ins>",
        "<w:del {ns} w:id='1'><w:r><w:delText>x</w:delText></w:r></w:del>",
        "<w:r {ns}><w:drawing/></w:r>",
        "<w:r {ns}><w:object/></w:r>",
        "<w:sdt {ns}><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>",
    ],
)
def test_what_is_not_text_is_refused_by_paragraph(xml):
    file = word("标题", "正文。")
    file.paragraphs[1]._p.append(parse_xml(xml.format(ns=nsdecls("w"))))
    assert refused(file)[0].startswith("第2段“正文")


def test_what_is_not_text_in_a_table_is_refused_by_its_cell():
    file = word("标题", "正文。")
    table = file.add_table(2, 2)
    table.cell(0, 0).paragraphs[0].add_run()._r.append(OxmlElement("w:drawing"))
    table.cell(1, 1).add_table(1, 1)
    problems = refused(file)
    assert problems[0].startswith("第1张表第1行第1格“") and "有图片或图形" in problems[0]
    assert problems[1].startswith("第1张表第2行第2格“") and "表中套的表" in problems[1]


@pytest.mark.parametrize(("xml", "name"), [
    ("<w:r {ns}><w:footnoteReference/></w:r>", "脚注"),
    ("<w:r {ns}><w:endnoteReference/></w:r>", "尾注"),
    ("<w:r {ns}><w:object><w:control/></w:object></w:r>", "嵌进来的表格或文件"),
    ("<w:fldSimple {ns} w:instr='PAGE'><w:r><w:t>1</w:t></w:r></w:fldSimple>",
     "域，如自动的目录、页码、日期"),
    ("<w:ins {ns} w:id='1'><w:r><w:t>x</w:t></w:r></w:ins>", "没有接受的修订"),
    ("<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r/></m:oMath>",
     "公式"),
    ("<w:r {ns}><w:dayLong/></w:r>", "别的内容"),
])  # fmt: skip
def test_what_is_not_text_is_told_once_and_in_chinese(xml, name):
    file = word("标题", "正文。")
    file.paragraphs[1]._p.append(parse_xml(xml.format(ns=nsdecls("w"))))
    assert refused(file) == [f"第2段“正文。…”：有文字以外的内容（{name}），请去掉。"]


def test_faults_stand_in_the_order_of_the_text():
    # That a mark was never closed is known at the end only.
    file = word("标题", "{{ 若 villages }}", "有户{{ xyz }}。", "{{ 若完 }}", "{{ 每村 }}")
    file.add_paragraph("{{ 没有的 }}")
    assert [one[:3] for one in refused(file)] == ["第3段", "第5段", "第6段"]


@pytest.mark.parametrize(
    "typed", ["{ villages }", "{villages}", "｛villages｝", "｛｛ villages ｝｝"]
)
def test_a_figure_in_the_wrong_braces_is_a_warning(typed):
    (note,) = load(saved(word("标题", f"有村{typed}个。")), ["villages"]).notes
    assert note.startswith("第2段") and f"“{typed}”会照原样印出来" in note
    assert note.endswith("写成{{ villages }}。")


def test_braces_that_name_no_figure_are_text():
    assert load(saved(word("标题", "集合{ 1, 2 }，{ 略 }，{}。")), ["villages"]).notes == ()


def test_an_unknown_placeholder_is_named_with_its_paragraph_and_the_nearest_name():
    problems = refused(word("标题", "有村{{ vilages }}，有户{{ xyz }}。", "没有配对{{ villages。"))
    assert problems == [
        "第2段“有村{{ vilages…”：没有名为“vilages”的指标，是不是“villages”？",
        "第2段“有村{{ vilages…”：没有名为“xyz”的指标。",
        "第3段“没有配对{{ villa…”：双花括号没有配成对，应写成{{ 指标 }}。",
    ]


def test_blank_lines_and_tables_are_no_paragraphs_to_who_counts():
    file = word("标题", "", "  ", "正文。")
    file.add_table(1, 1).cell(0, 0).text = "格"
    file.add_paragraph("有{{ vilages }}。")
    with pytest.raises(TemplateError) as told:
        load(saved(file), sample.TOWN)
    assert told.value.problems[0].startswith("第3段“有{{ vilages …”") and told.value.counted
    assert "空行不算" in str(HOW_COUNTED)


def test_a_placeholder_split_over_runs_is_found():
    file = word("标题", "")
    for piece in ("有村{", "{ vil", "lages", " }", "}。"):
        run = file.paragraphs[1].add_run(piece)
        run.bold = len(piece) % 2 == 0
    report = sample.town(load(saved(file), sample.TOWN))
    assert report.paragraphs[1].text == "有村7个。"
    assert [s.key for s in report.paragraphs[1].segments] == [None, "villages", None]


def test_placeholders_may_be_chinese_names():
    file = word("{{ 地名 }}情况", "有村{{行政村}}，截至{{ 截至日期 }}。")
    template = load(saved(file), sample.TOWN, names={"行政村": "villages", "无": "nothing"})
    assert [p.text for p in sample.town(template).paragraphs] == [
        "上庄镇情况",
        "有村7个，截至2024年9月30日。",
    ]


def test_levels_come_from_the_style_or_from_the_number_in_front():
    file = word(
        *("题", "一、甲", "（二）乙", "3.丙", "丁。", "戊", "己", "2.54亿元是总投资。", "庚"),
        styles=("Title", None, None, None, None, "Heading 1", "Heading 3", None, "Subtitle"),
    )
    levels = [p.level for p in load(saved(file), sample.TOWN).paragraphs]
    assert levels == [
        *(Level.TITLE, Level.FIRST, Level.SECOND, Level.THIRD, Level.BODY),
        *(Level.FIRST, Level.THIRD, Level.BODY, Level.SUBTITLE),
    ]


def repacked(data, **changed):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


GOOD = saved(word("标题", "正文。"))
OUTSIDE = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" TargetMode="External" Target="https://example.invalid/x.dotm"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>
</Relationships>"""
MACRO = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override
PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled"/>
</Types>"""


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not a zip", "不是Word文档"),
        (b"", "不是Word文档"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧的.doc"),
        (GOOD[: len(GOOD) // 2], "已损坏"),
        (repacked(GOOD, **{"word/document.xml": None}), "不是Word文档"),
        (repacked(GOOD, **{"word/document.xml": "<a><b></a>"}), "已损坏"),
        (repacked(GOOD, **{"word/document.xml": "<a/>"}), "已损坏"),
        (repacked(GOOD, **{"[Content_Types].xml": None}), "已损坏"),
        (repacked(GOOD, **{"_rels/.rels": None}), "已损坏"),
        (repacked(GOOD, **{"word/vbaProject.bin": b"x"}), "宏"),
        (repacked(GOOD, **{"word/embeddings/oleObject1.bin": b"x"}), "嵌着别的文件"),
        (repacked(GOOD, **{"word/_rels/settings.xml.rels": OUTSIDE}), "从别处取的内容（https://"),
        (repacked(GOOD, **{"word/_rels/settings.xml.rels": "<broken"}), "已损坏"),
        (repacked(GOOD, **{"[Content_Types].xml": MACRO}), "宏"),
        (repacked(GOOD, **{f"word/media/{n}.txt": b"" for n in range(2001)}), "太大"),
        (repacked(GOOD, **{"word/document.xml": b" " * (9 * 1024 * 1024)}), "太长"),
        (repacked(GOOD, **{"word/media/a.bmp": bytes(41 * 1024 * 1024)}), "太大"),
        (bytes(6 * 1024 * 1024), "5MB"),
        (saved(word()), "没有文字"),
    ],
    ids=range(19),
)
def test_a_file_that_is_no_usable_word_file_is_refused_in_plain_words(data, says):
    assert says in "".join(refused(data))


def test_an_entity_is_not_followed():
    body = "<w:p><w:r><w:t>前&x;后</w:t></w:r></w:p>"
    xml = (
        "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
        f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"
    )
    template = load(repacked(GOOD, **{"word/document.xml": xml}), sample.TOWN)
    assert sample.town(template).paragraphs[0].text in ("前后", "前&x;后", "前")


def _saved(made) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_what_of_a_template_s_margins_is_not_taken_over_is_said():
    made = Document()
    made.add_paragraph("党委会{{ party }}。")
    made.sections[0].header.paragraphs[0].text = "绩溪县家朋乡 {{ party }}"
    made.sections[0].footer.paragraphs[0].text = "— 1 —"
    (said,) = load(_saved(made), ["party"]).notes
    assert said.startswith("页眉“绩溪县家朋乡 {{ party }}”不会带进报告")
    assert said.endswith("双花括号也不会换成数。")
    made.sections[0].footer.paragraphs[0].text = "内部资料"
    assert (
        load(_saved(made), ["party"]).notes[1] == "页脚“内部资料”不会带进报告，报告用自己的版式。"
    )


def test_a_text_box_is_told_in_one_plain_sentence():
    made = Document()
    box = parse_xml(
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox>"
        "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r>"
    )
    made.add_paragraph("正文").runs[0]._r.addnext(box)
    with pytest.raises(TemplateError) as refused:
        load(_saved(made), ["party"])
    (said,) = refused.value.problems
    assert said.endswith("有文本框。把里面的字挪到正文里，再删去文本框。")


def test_a_number_to_compare_with_in_characters_says_to_write_digits():
    made = Document()
    made.add_paragraph("{{ 若 party >= 三 }}开了会。{{ 若完 }}")
    with pytest.raises(TemplateError) as refused:
        load(_saved(made), ["party"])
    assert [one.partition("：")[2] for one in refused.value.problems] == [
        "要比的数请用阿拉伯数字，如：{{ 若 党委会 >= 3 }}。"
    ]
