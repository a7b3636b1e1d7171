"""Word files given back: the words changed, the form and everything else as it was."""

import datetime as dt
import io
import re

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jishi.draftcheck.papers.wordchanges import correct
from jishi.draftcheck.papers.wordnotes import comment
from jishi.draftcheck.papers.wordpaper import read_word
from jishi.draftcheck.source import Unreadable, open_draft
from jishi.draftcheck.wordedit import Change, Note, commented, corrected, corrected_text
from tests.draftcheck.made import MARGINS, W, box, pack, paragraph, root, run, unpacked, word

AT = dt.datetime(2024, 9, 30, 16, 5)
LONGEST = 100_000
FORMS = ("", "<w:b/>", '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>', "<w:u/>")
PLACES = {kind: kind + "：%(words)s" for kind in ("box", "header", "footer", "footnote", "endnote")}
MORE = {
    "word/header1.xml": root("hdr", paragraph("页眉3件")),
    "word/footer1.xml": root("ftr", paragraph("页脚4件")),
    "word/footnotes.xml": root(
        "footnotes", f'<w:footnote w:id="2">{paragraph("脚注5件")}</w:footnote>'
    ),
    "word/media/image1.png": bytes(range(256)) * 40,
}
RUBY = "<w:r><w:ruby><w:rt/><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
SDT = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
NOTED = "<w:r><w:footnoteReference w:id='2'/></w:r>"
WHOLE = (
    paragraph("走访", NOTED, box(paragraph("框内", "7", "件")), "22户")
    + paragraph("收入5万元")
    + MARGINS
)


def span(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def changed(content: bytes, **changes: str) -> bytes:
    text = open_draft(content, "稿.docx").text
    return corrected(content, [Change(*span(text, old), new) for old, new in changes.items()])


def forms(content: bytes) -> list[str]:
    return re.findall(r"<w:rPr>.*?</w:rPr>", unpacked(content)["word/document.xml"].decode())


def test_a_figure_over_several_runs_takes_the_form_of_its_first():
    content = word(paragraph(run("2.5", "<w:b/>"), run("4亿", "<w:i/>"), run("元整", "<w:u/>")))
    made = changed(content, **{"2.54亿元": "3.1亿元"})
    xml = unpacked(made)["word/document.xml"].decode()
    assert open_draft(made, "稿.docx").text == "3.1亿元整"
    assert '<w:b/></w:rPr><w:t xml:space="preserve">3.1亿元</w:t>' in xml
    assert forms(made) == forms(content)


def test_a_figure_of_the_same_length_keeps_the_form_of_each_sign():
    content = word(paragraph(run("七", "<w:b/>"), run("十", "<w:i/>"), run("五场", "<w:b/>")))
    made = changed(content, 七十五="二十二")
    xml = unpacked(made)["word/document.xml"].decode()
    assert open_draft(made, "稿.docx").text == "二十二场"
    assert forms(made) == forms(content)
    assert re.findall(r"<w:t[^>]*>([^<]*)", xml) == ["二", "十", "二场"]


def test_every_other_part_keeps_its_very_bytes_and_its_place():
    content = word(WHOLE, MORE)
    made = changed(content, **{"22户": "23户", "3件": "4件"})
    before, after = unpacked(content), unpacked(made)
    assert list(before) == list(after)
    touched = {name for name in before if before[name] != after[name]}
    assert touched == {"word/document.xml", "word/header1.xml"}
    expected = before["word/header1.xml"].replace("页眉3件".encode(), "页眉4件".encode())
    assert after["word/header1.xml"] == expected


def test_the_form_for_old_programs_changes_with_the_text_box():
    made = changed(word(WHOLE, MORE), **{"7件": "八件"})
    xml = unpacked(made)["word/document.xml"].decode()
    assert xml.count(">八</w:t>") == xml.count(">件</w:t>") == 2
    assert xml.count(">7</w:t>") == 0


def test_each_kind_of_part_can_be_put_right():
    made = changed(word(WHOLE, MORE), 页脚4="页脚14", 脚注5="脚注15", 框内7="框内17")
    assert open_draft(made, "稿.docx").text.split("\n") == [
        "走访22户", "框内17件", "收入5万元", "页眉3件", "页脚14件", "脚注15件",
    ]  # fmt: skip


def test_tabs_and_breaks_within_a_span_give_way():
    content = word(paragraph("<w:r><w:t>1</w:t><w:br/><w:t>2</w:t><w:tab></w:tab></w:r>", "次"))
    made = corrected(content, [Change(1, 4, "7&<")])
    assert open_draft(made, "稿.docx").text == "17&<次"
    assert "<w:br/>" not in unpacked(made)["word/document.xml"].decode()


def test_nothing_is_left_where_the_new_text_is_empty_and_nothing_changes_without_changes():
    content = word(paragraph("约", "22次"))
    assert open_draft(corrected(content, [Change(0, 1, "")]), "稿.docx").text == "22次"
    assert corrected(content, []) == content


@pytest.mark.parametrize(
    "changes",
    [
        [Change(0, 3, "甲"), Change(2, 4, "乙")],
        [Change(0, 3, "甲"), Change(0, 3, "乙")],
        [Change(-1, 2, "甲")],
        [Change(3, 3, "甲")],
        [Change(4, 2, "甲")],
        [Change(3, 99, "甲")],
        [Change(3, 7, "甲")],
        [Change(4, 5, "甲")],
        [Change(0, 1, "甲\n乙")],
        [Change(0, 1, "\ud800")],
        [Change(0, 1, "\x00")],
    ],
)
def test_spans_that_cannot_be_are_refused(changes):
    content = word(paragraph("走访22") + paragraph("户整好"))
    with pytest.raises(ValueError, match=r".+"):
        corrected(content, changes)


def test_a_plain_text_is_corrected_by_the_same_spans():
    text = "走访22户，\r\n化解19件"
    assert (
        corrected_text(text, [Change(10, 12, "二十"), Change(2, 4, "23")])
        == "走访23户，\r\n化解二十件"
    )
    with pytest.raises(ValueError, match="characters"):
        corrected_text(text, [Change(11, 99, "")])


def test_word_files_of_another_library_open_afterwards():
    made = docx.Document()
    line = made.add_paragraph("走访")
    for bit in ("2", "2", "户"):
        line.add_run(bit).italic = True
    out = io.BytesIO()
    made.save(out)
    fixed = changed(out.getvalue(), **{"22户": "23户"})
    assert docx.Document(io.BytesIO(fixed)).paragraphs[0].text == "走访23户"
    marked = commented(fixed, [Note(2, 5, "台账是22户\n差1户")], "绩事", AT)
    (one,) = docx.Document(io.BytesIO(marked)).comments
    assert (one.author, one.text) == ("绩事", "台账是22户\n差1户")
    assert open_draft(marked, "稿.docx").text == "走访23户"


def test_a_comment_stands_at_its_words_and_parts_their_run_only():
    content = word(paragraph(run("今年走访22户，", "<w:b/>"), "化解5件"))
    text = open_draft(content, "稿.docx").text
    made = commented(content, [Note(*span(text, "22户"), "不符")], "绩事", AT)
    xml = unpacked(made)["word/document.xml"].decode()
    t = '<w:t xml:space="preserve">'
    assert (
        f"<w:r><w:rPr><w:b/></w:rPr>{t}今年走访</w:t></w:r>"
        '<w:commentRangeStart w:id="1"/>'
        f"<w:r><w:rPr><w:b/></w:rPr>{t}22户</w:t></w:r>"
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        f"<w:r><w:rPr><w:b/></w:rPr>{t}，</w:t></w:r>"
    ) in xml
    assert open_draft(made, "稿.docx").text == text


def test_comments_of_others_stay_and_numbers_go_on():
    old = f'<w:comment w:id="7" w:author="甲">{paragraph("旧话")}</w:comment>'
    for part in (root("comments", old), root("comments", "").replace("></w:comments>", "/>")):
        made = commented(
            word(WHOLE, MORE | {"word/comments.xml": part}), [Note(0, 2, "新话")], "绩", AT
        )
        kept = unpacked(made)["word/comments.xml"].decode()
        assert ("旧话" in kept) == ("旧话" in part)
        assert f'w:id="{8 if "旧话" in part else 1}"' in kept
        assert docx.Document(io.BytesIO(made)).comments


def test_what_cannot_bear_a_comment_has_it_nearby_and_named():
    content = word(WHOLE, MORE)
    text = open_draft(content, "稿.docx").text
    words = ("页眉3件", "页脚4件", "脚注5件", "框内7件")
    made = commented(content, [Note(*span(text, one), "看") for one in words], "绩事", AT)
    told = unpacked(made)["word/comments.xml"].decode()
    for place in ("页眉里的“页眉3件”：", "页脚里的", "脚注里的", "文本框里的"):
        assert place in told
    after = unpacked(made)
    assert after["word/header1.xml"] == unpacked(content)["word/header1.xml"]
    xml = after["word/document.xml"].decode()
    assert re.search(r'<w:commentRangeStart w:id="3"/><w:r><w:footnoteRef', xml)
    assert re.search(r'<w:commentRangeStart w:id="4"/><w:r><mc:Alternate', xml)
    assert "commentR" not in xml[xml.index("<w:txbxContent>") : xml.index("</mc:Fallback>")]
    assert open_draft(made, "稿.docx").text == text


@pytest.mark.parametrize("empty", ["<w:p></w:p>", '<w:p w:rsidR="00A1"/>'])
def test_a_body_without_a_word_takes_the_comments_in_its_first_paragraph(empty):
    more = {"word/header1.xml": MORE["word/header1.xml"]}
    notes = [Note(0, 2, "看"), Note(2, 4, "再看")]
    made = commented(word(empty + MARGINS, more), notes, "绩", AT)
    assert unpacked(made)["word/document.xml"].count(b"<w:commentReference") == 2
    assert open_draft(made, "稿.docx").text == "页眉3件"


def test_a_body_without_a_paragraph_says_that_it_bears_no_comment():
    more = {"word/header1.xml": MORE["word/header1.xml"]}
    with pytest.raises(Unreadable, match="批注没有地方放"):
        commented(word(MARGINS, more), [Note(0, 2, "看")], "绩", AT)


def test_a_type_left_over_from_a_removed_part_is_not_said_twice():
    parts = unpacked(word(paragraph("走访22户")))
    kind = b'<Override PartName="/word/comments.xml" ContentType="a/b"/></Types>'
    types = parts["[Content_Types].xml"].replace(b"</Types>", kind)
    made = commented(pack(parts | {"[Content_Types].xml": types}), [Note(0, 2, "看")], "绩", AT)
    assert "word/comments2.xml" in unpacked(made)


def test_a_signed_and_protected_file_keeps_its_marks():
    locked = {
        "word/settings.xml": root("settings", '<w:documentProtection w:enforcement="1"/>'),
        "_xmlsignatures/sig1.xml": "<a/>",
    }
    made = changed(word(paragraph("走访22户"), locked), **{"22": "23"})
    draft = open_draft(made, "稿.docx")
    assert (draft.text, draft.signed, draft.protected) == ("走访23户", True, True)


def test_comments_go_into_links_insertions_and_around_formulas():
    body = paragraph(
        f"<w:hyperlink>{run('见附件一')}</w:hyperlink>",
        f"<w:ins w:id='3'>{run('共22次')}</w:ins>",
        "<m:oMath><m:r><m:t>58.3%</m:t></m:r></m:oMath>",
    )
    notes = [
        Note(1, 3, "一"),
        Note(5, 8, "二"),
        Note(9, 12, "三"),
        Note(0, 12, "四"),
        Note(5, 8, "五"),
    ]
    made = commented(word(body), notes, "绩", AT)
    xml = unpacked(made)["word/document.xml"].decode()
    assert '<w:commentRangeStart w:id="3"/><m:oMath>' in xml
    assert open_draft(made, "稿.docx").text == "见附件一共22次58.3%"
    assert xml.count("<w:commentReference") == 5


def test_a_document_without_prefixes_takes_changes_and_comments():
    document = f'<document xmlns="{W}"><body><p><r><t>走访22户</t></r></p></body></document>'
    content = word("", {"word/document.xml": document})
    assert open_draft(changed(content, **{"22": "23"}), "稿.docx").text == "走访23户"
    made = commented(content, [Note(2, 4, "看")], "绩", AT)
    assert open_draft(made, "稿.docx").text == "走访22户"
    assert len(docx.Document(io.BytesIO(made)).comments) == 1


@pytest.mark.parametrize("note", [Note(3, 3, "看"), Note(-1, 2, "看"), Note(2, 99, "看")])
def test_comments_outside_the_text_are_refused(note):
    with pytest.raises(ValueError, match=r".+"):
        commented(word(paragraph("走访22户")), [note], "绩", AT)


# --- Whatever the splits ---------------------------------------------------------------------

LETTERS = st.text(st.sampled_from("走访22户余万&<> .𠮷é\t\n"), min_size=1, max_size=6)
WRAPS = ("{}", "{}", "<w:hyperlink>{}</w:hyperlink>", '<w:ins w:id="9">{}</w:ins>', RUBY, SDT)
RUNS = st.lists(
    st.tuples(LETTERS, st.sampled_from(FORMS), st.sampled_from(WRAPS)), min_size=1, max_size=5
)
NEW = st.text(st.sampled_from("三十6<&\"' 件"), max_size=5)
MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def piecewise(text: str, form: str) -> str:
    """A run with tabs and breaks as elements of their own."""
    bits = [
        MARKS.get(bit) or run(bit).removeprefix("<w:r>").removesuffix("</w:r>")
        for bit in re.split(r"([\t\n])", text)
        if bit
    ]
    return f"<w:r>{f'<w:rPr>{form}</w:rPr>' if form else ''}{''.join(bits)}</w:r>"


def built(paragraphs: list[list[tuple[str, str, str]]]) -> bytes:
    body = "".join(
        paragraph(*(wrap.format(piecewise(text, form)) for text, form, wrap in runs))
        for runs in paragraphs
    )
    return word(body + MARGINS, MORE)


def shown(xml: str) -> str:
    """Text, tabs and breaks of a stretch of XML."""
    bits = re.findall(r"<w:t[ >][^<]*|<w:tab/>|<w:br/>", xml)
    names = {mark: text for text, mark in MARKS.items()}
    text = "".join(names.get(bit) or bit.partition(">")[2] for bit in bits)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@st.composite
def marked(draw: st.DrawFn) -> tuple[bytes, str, list[tuple[int, int, str]]]:
    """A paper, its text, and changes of it that are allowed."""
    paragraphs = draw(st.lists(RUNS, min_size=1, max_size=3))
    lines = ["".join(text for text, *_ in runs) for runs in paragraphs] + ["页眉3件", "页脚4件"]
    changes, start = [], 0
    for line in lines:
        cuts = sorted(draw(st.sets(st.integers(0, len(line)), max_size=4)))
        for since, until in zip(cuts[::2], cuts[1::2], strict=False):
            changes.append((start + since, start + until, draw(NEW)))
        start += len(line) + 1
    return built(paragraphs), "\n".join(lines), changes


@settings(deadline=None, max_examples=150)
@given(marked())
def test_the_changed_paper_reads_as_the_text_changed_and_keeps_every_form(paper):
    content, text, changes = paper
    assert read_word(content, LONGEST).text == text
    made = correct(content, changes, LONGEST)
    expected = corrected_text(text, [Change(*change) for change in changes])
    assert read_word(made, LONGEST).text == expected
    assert forms(made) == forms(content)
    docx.Document(io.BytesIO(made))


@settings(deadline=None, max_examples=150)
@given(marked())
def test_the_commented_paper_reads_as_before_and_each_comment_holds_its_words(paper):
    content, text, spans = paper
    made = comment(content, spans, author="绩", at=AT, places=PLACES, longest=LONGEST)
    assert read_word(made, LONGEST).text == text
    xml = unpacked(made)["word/document.xml"].decode()
    for number, (start, end, _new) in enumerate(spans, 1):
        inside = xml.split(f'<w:commentRangeStart w:id="{number}"/>')[1]
        inside = inside.split(f'<w:commentRangeEnd w:id="{number}"/>')[0]
        if start < text.index("页眉"):
            assert text[start:end] in shown(inside)
            assert shown(inside) == text[start:end] or "<w:ruby>" in inside
    assert len(docx.Document(io.BytesIO(made)).comments) == len(spans)
