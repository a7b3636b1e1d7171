"""Drafts as a person sees them, from each kind of file."""

import io
import subprocess
import sys

import docx
import pytest

from jishi.draftcheck.source import Part, Unreadable, open_draft
from tests.draftcheck.made import (
    MARGINS,
    PACKAGE,
    R,
    box,
    objects,
    page_objects,
    paragraph,
    pdf,
    root,
    run,
    word,
)


def text_of(body: str, more: dict | None = None) -> str:
    return open_draft(word(body, more), "稿.docx").text


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
def test_a_text_file_reads_in_each_encoding_that_offices_write(encoding, told):
    text = "今年以来召开党委会22次，\r\n选拔村（社区）干部14人，㐀𠮷。\n"
    draft = open_draft(text.encode(encoding), "稿.txt")
    assert (draft.text, draft.kind, draft.encoding) == (text, "txt", told)
    assert draft.text.encode(draft.encoding) == text.encode(encoding)


def test_the_other_byte_order_reads_too():
    assert open_draft(b"\xfe\xff" + "走访22户".encode("utf-16-be"), "a.txt").text == "走访22户"


def test_a_broken_byte_in_utf8_is_told_by_its_line_and_not_read_as_nonsense():
    content = "走访农户二百三十五户。\n化解纠纷".encode() + b"\xe4\xb8" + "三十件。\n".encode()
    with pytest.raises(Unreadable, match="第 2 行"):
        open_draft(content, "a.txt")


def test_what_a_file_is_its_bytes_tell_and_not_its_name():
    assert open_draft(word(paragraph("走访22户")), "稿.txt").kind == "docx"
    assert open_draft(pdf("走访22户"), "稿.docx").kind == "pdf"
    assert open_draft("走访22户".encode(), "稿.pdf").kind == "txt"


def test_runs_are_joined_and_paragraphs_and_cells_parted():
    made = docx.Document()
    line = made.add_paragraph("实现收入")
    for bit in ("2.5", "4亿", "元"):
        line.add_run(bit).bold = True
    table = made.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    made.add_paragraph("后文")
    out = io.BytesIO()
    made.save(out)
    draft = open_draft(out.getvalue(), "稿.docx")
    assert draft.text == "实现收入2.54亿元\n格0\t格1\n格2\t格3\n后文"
    assert [draft.text[at] for at in draft.paragraph_ends] == ["\n", "\t", "\n", "\t", "\n"]


def test_tabs_and_breaks_are_read_where_they_stand():
    body = paragraph(
        "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>",
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:cr/>"
        "<w:t>丁</w:t></w:r>",
    )
    draft = open_draft(word(body), "稿.docx")
    assert draft.text == "甲\t乙\n丙-\n丁"
    assert draft.paragraph_ends == ()


def test_spaces_at_the_ends_count_only_where_the_file_says_so():
    body = paragraph(
        "<w:r><w:t> 走访 </w:t></w:r>", "<w:r><w:t xml:space='preserve'>22\n户 </w:t></w:r>"
    )
    assert text_of(body) == "走访22 户 "


def test_tracked_insertions_are_read_and_deletions_are_not():
    body = paragraph(
        "走访",
        f"<w:del w:id='1'>{run('19').replace('w:t', 'w:delText')}</w:del>",
        f"<w:ins w:id='2'>{run('20')}</w:ins>",
        f"<w:moveFrom w:id='3'>{run('座')}</w:moveFrom>",
        f"<w:moveTo w:id='4'>{run('户')}</w:moveTo>",
    )
    assert text_of(body) == "走访20户"


def test_a_deleted_paragraph_mark_joins_its_lines():
    mark = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    assert text_of(paragraph(mark, "走访") + paragraph("22户") + paragraph("完")) == "走访22户\n完"


def test_fields_give_their_results_and_not_their_codes():
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> IF 9 = </w:instrText></w:r>"
    body = paragraph(
        "共",
        mark("begin") + code + mark("begin") + run("7") + mark("separate") + run("8"),
        mark("end") + mark("separate") + run("22") + mark("end") + run("次"),
        f'<w:fldSimple w:instr="PAGE">{run("，第3页")}</w:fldSimple>',
    )
    assert text_of(body) == "共22次，第3页"


def test_hidden_text_pinyin_above_and_former_forms_are_not_seen():
    body = paragraph(
        run("藏", "<w:vanish/>"),
        run("显", '<w:vanish w:val="0"/>'),
        run("旧", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
        f"<w:r><w:ruby><w:rt>{run('zhèn')}</w:rt><w:rubyBase>{run('镇')}</w:rubyBase></w:ruby></w:r>",
        run("党委"),
    )
    assert text_of(body) == "显旧镇党委"


def test_links_content_controls_and_formulas_are_read():
    body = paragraph(
        f'<w:hyperlink r:id="x">{run("见附件")}</w:hyperlink>',
        f"<w:sdt><w:sdtPr><w:rPr/></w:sdtPr><w:sdtContent>{run('22次')}</w:sdtContent></w:sdt>",
        "<m:oMath><m:r><m:t>58.3%</m:t></m:r></m:oMath>",
    )
    assert text_of(body) == "见附件22次58.3%"


def test_a_text_box_is_read_once_and_after_the_paragraph_that_holds_it():
    body = paragraph("走访", box(paragraph("框内3件"), paragraph("又一行")), "22户") + paragraph(
        "完"
    )
    assert text_of(body) == "走访22户\n框内3件\n又一行\n完"


def test_a_text_box_within_a_text_box_is_read():
    inner = paragraph("里", box(paragraph("最里9件")))
    assert text_of(paragraph("外", box(inner), "面")) == "外面\n里\n最里9件"


def test_an_old_text_box_and_one_for_old_programs_alone_are_read():
    inner = f"<w:txbxContent>{paragraph('旧框')}</w:txbxContent>"
    shape = f"<w:pict><v:textbox>{inner}</v:textbox></w:pict>"
    old = f"<w:r>{shape}</w:r>"
    only = f"<mc:AlternateContent><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    only = f"<w:r>{only}</w:r>"
    assert text_of(paragraph("一", old, only)) == "一\n旧框\n旧框"


def test_headers_footers_and_notes_follow_the_body_each_on_a_line_of_its_own():
    body = paragraph(
        "正文",
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="5"/></w:r>',
    )
    note = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>'
    more = {
        "word/header1.xml": root("hdr", paragraph("页眉3件")),
        "word/footer1.xml": root("ftr", paragraph("页脚4件")),
        "word/footnotes.xml": root(
            "footnotes",
            note.format(-1, run("线"))
            + note.format(2, run("脚注5件"))
            + note.format(3, run("无主")),
        ),
        "word/endnotes.xml": root(
            "endnotes", note.format(5, run("尾注6件")).replace("footnote", "endnote")
        ),
    }
    draft = open_draft(word(body + MARGINS, more), "稿.docx")
    assert draft.text == "正文\n页眉3件\n页脚4件\n脚注5件\n尾注6件"
    assert draft.parts == (
        Part("body", 0, 2), Part("header", 3, 7), Part("footer", 8, 12),
        Part("footnote", 13, 17), Part("endnote", 18, 22),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title_page", "settings", "seen"),
    [
        ("", "", "常"),
        ("<w:titlePg/>", "", "首常"),
        ('<w:titlePg w:val="0"/>', '<w:evenAndOddHeaders w:val="false"/>', "常"),
        ("", "<w:evenAndOddHeaders/>", "偶常"),
    ],
)
def test_headers_of_pages_that_do_not_exist_are_not_seen(title_page, settings, seen):
    kinds = {"first": "首", "even": "偶", "default": "常"}
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">'
    for kind in kinds:
        relations += f'<Relationship Id="{kind}" Type="{R}/header" Target="{kind}.xml"/>'
    relations += f'<Relationship Id="s" Type="{R}/settings" Target="settings.xml"/></Relationships>'
    references = "".join(f'<w:headerReference w:type="{k}" r:id="{k}"/>' for k in kinds)
    more = {f"word/{kind}.xml": root("hdr", paragraph(mark)) for kind, mark in kinds.items()}
    more["word/_rels/document.xml.rels"] = relations
    more["word/settings.xml"] = root("settings", settings)
    body = paragraph("文") + f"<w:sectPr>{references}{title_page}</w:sectPr>"
    assert text_of(body, more).split("\n") == ["文", *seen]


def test_other_prefixes_encodings_and_the_strict_edition_are_read():
    plain = root("document", f"<w:body>{paragraph('走访22户')}</w:body>")
    other = plain.replace("<w:", "<x:").replace("</w:", "</x:").replace("xmlns:w=", "xmlns:x=")
    bare = f'<document xmlns="{"http://purl.oclc.org/ooxml/wordprocessingml/main"}"><body><p><r><t>走访22户</t></r></p></body></document>'
    wide = plain.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    for document in (other, bare, wide, b"\xef\xbb\xbf" + plain.encode()):
        draft = open_draft(word("", {"word/document.xml": document}), "稿.docx")
        assert draft.text == "走访22户"


def test_a_signed_and_a_protected_document_say_so():
    settings = root("settings", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>')
    content = word(
        paragraph("走访"), {"word/settings.xml": settings, "_xmlsignatures/sig1.xml": "<a/>"}
    )
    draft = open_draft(content, "稿.docx")
    assert (draft.signed, draft.protected) == (True, True)
    assert ["签名" in str(one) or "限制编辑" in str(one) for one in draft.remarks()] == [True] * 2
    plain = open_draft(word(paragraph("走访")), "稿.docx")
    assert (plain.signed, plain.protected, plain.remarks()) == (False, False, [])


def test_a_pdf_gives_its_text_layer_page_by_page():
    draft = open_draft(pdf("今年以来召开党委会22次", "走访150余户"), "稿.pdf")
    assert draft.text == "今年以来召开党委会22次\n走访150余户"
    assert draft.parts == (Part("page", 0, 12), Part("page", 13, 20))


def test_pages_of_a_pdf_without_text_are_named():
    draft = open_draft(pdf("走访22户", "", "完"), "稿.pdf")
    assert draft.pages_without_text == (2,)
    assert "第 2 页" in str(draft.remarks()[0])


def test_a_pdf_with_an_empty_password_reads_as_anybody_reads_it():
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("走访22户")))
    writer.encrypt("", "主人", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert open_draft(out.getvalue(), "稿.pdf").text == "走访22户"


def test_a_pdf_whose_font_does_not_tell_its_characters_is_not_read_as_nonsense():
    made = page_objects(["走访了二十二户农户"])
    made[3] = made[3].replace(b"/ToUnicode 5 0 R", b"")
    with pytest.raises(Unreadable, match="乱码"):
        open_draft(objects(made), "稿.pdf")


def test_texts_at_the_limit_pass_and_beyond_it_are_refused():
    body = paragraph("户" * 100)
    assert len(open_draft(word(body), "稿.docx", longest=100).text) == 100
    for content in (word(body), ("户" * 100).encode(), pdf("户" * 100)):
        with pytest.raises(Unreadable, match="超过 99 字"):
            open_draft(content, "稿", longest=99)


def test_neither_side_imports_django():
    modules = "jishi.draftcheck.source, jishi.draftcheck.papers.child"
    code = f"import {modules}, sys; print('django' in sys.modules, 'pypdf' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "False False\n"
