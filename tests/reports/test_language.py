"""What may stand between double braces: figures, periods, loops, conditions, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from jishi.reports import whens
from jishi.reports.document import to_word
from jishi.reports.parts import placed, taken_apart
from jishi.reports.placeholders import Vocabulary
from jishi.reports.report import NO_VALUE, FigureText, Segment, Table
from jishi.reports.source import KINDS, TABLE, Piece, pieces_of, units_of, word_of
from jishi.reports.story import build, needed
from jishi.reports.template import TemplateError, compiled, load
from jishi.values.period import Period

NAMES = {"党委会": "meetings", "志愿活动": "talks", "接访": "visits", "收入": "income",
         "摸排": "found", "纠纷摸排": "found", "纠纷调解": "settled"}  # fmt: skip
UNITS = dict.fromkeys(("meetings", "talks", "visits", "found", "settled"), "次") | {"income": "元"}
WORDS = Vocabulary(tuple(UNITS), NAMES, units=UNITS, town_only=("meetings",))
VILLAGES = tuple((f"34182410320{n}", f"第{n}村") for n in range(7))
DAY = date(2024, 9, 30)


def value(ref: str) -> int | None:
    """Of a village its number, of the town their sum; 党委会 has none in villages, 接访 is none."""
    key, _when, place = taken_apart(ref)
    if (key == "meetings" and place) or key == "settled":
        return None
    if key == "visits":
        return 0
    return int(place[-1]) + 1 if place else sum(range(1, len(VILLAGES) + 1))


def answers(template) -> dict[str, FigureText]:
    found = {}
    for ref in needed(template, [code for code, _name in VILLAGES]):
        number = value(ref)
        written = None if number is None else f"{number}次"
        found[ref] = FigureText(ref, ref, written, number, "次", "", "", 0, "")
    return found


def told(*pieces: tuple[str, str] | str):
    """The report of some pieces; a text alone is a paragraph of the body."""
    held = [Piece("body", one) if isinstance(one, str) else Piece(*one) for one in pieces]
    template = compiled(units_of([Piece("title", "题"), *held]), WORDS)
    return build(
        template, answers(template), place_name="某镇", place_path="某县某镇", as_of=DAY,
        villages=VILLAGES,
    )  # fmt: skip


def texts(*pieces: tuple[str, str] | str) -> list[str]:
    return [one.text for one in told(*pieces).paragraphs[1:]]


def problems(*pieces: tuple[str, str] | str) -> list[str]:
    with pytest.raises(TemplateError) as refused:
        told(*pieces)
    return refused.value.problems


def test_a_loop_repeats_whole_paragraphs_for_each_village():
    assert texts("{{ 每村 }}", "{{ 村名 }}办了{{ 志愿活动 }}。", "{{ 每村完 }}") == [
        f"第{n}村办了{n + 1}次。" for n in range(7)
    ]
    assert texts("{{ 每村 }}{{ 村名 }}办了{{ 志愿活动 }}。{{ 每村完 }}") == texts(
        "{{ 每村 }}", "{{ 村名 }}办了{{ 志愿活动 }}。", "{{ 每村完 }}"
    )


def test_a_loop_inside_a_sentence_repeats_the_words_between():
    assert texts(
        "各村依次是{{ 每村 }}{{ 村名 }}{{ 志愿活动 }}；{{ 每村完 }}全镇{{ 志愿活动 }}。"
    ) == ["各村依次是" + "".join(f"第{n}村{n + 1}次；" for n in range(7)) + "全镇28次。"]


def test_seven_villages_give_seven_rows_that_add_up_to_the_town_s():
    made = told(
        (
            TABLE,
            "村 | 次数\n{{ 每村 }}{{ 村名 }} | {{ 志愿活动 }}{{ 每村完 }}\n合计 | {{ 志愿活动 }}",
        )
    )
    (table,) = [one for one in made.blocks if isinstance(one, Table)]
    head, *villages, total = table.rows
    assert head.head and not any(row.head for row in villages)
    assert [row.cells[0].lines[0][0].text for row in villages] == [name for _code, name in VILLAGES]
    figures = [made.figures[row.cells[1].lines[0][0].key].value for row in (*villages, total)]
    assert sum(figures[:-1]) == figures[-1] == 28
    word = Document(BytesIO(to_word(made))).tables[0]
    assert [row.cells[1].text for row in word.rows] == [
        "次数", *(f"{n}次" for n in range(1, 8)), "28次"
    ]  # fmt: skip


def test_the_annex_tells_both_ways_in_which_the_text_writes_a_figure():
    held = [Piece("title", "题"), Piece("body", "全镇办了{{ 志愿活动 }}。"),
            Piece(TABLE, "项目 | 次数\n志愿 | {{ 志愿活动 }}")]  # fmt: skip
    template = compiled(units_of(held), WORDS)
    figures = {key: replace(one, written="20余次") for key, one in answers(template).items()}
    made = build(template, figures, place_name="某镇", place_path="某县某镇", as_of=DAY)
    annex = Document(BytesIO(to_word(made))).tables[-1]
    assert [row.cells[2].text for row in annex.rows[1:]] == ["20余次、28次"]


def test_a_figure_that_is_not_there_is_a_dash_in_a_table_and_no_clause_in_a_text():
    made = told((TABLE, "村 | 会\n{{ 每村 }}{{ 村名 }} | {{ 党委会 }}{{ 每村完 }}"))
    (table,) = [one for one in made.blocks if isinstance(one, Table)]
    assert {row.cells[1].lines[0][0].text for row in table.rows[1:]} == {NO_VALUE}
    assert texts("{{ 每村 }}{{ 村名 }}好，开会{{ 党委会 }}，活动{{ 志愿活动 }}。{{ 每村完 }}")[
        0
    ] == ("第0村好，活动1次。")


@pytest.mark.parametrize(("condition", "holds"), [
    ("党委会", True), ("接访", False), ("纠纷调解", False), ("无 接访", True),
    ("无 纠纷调解", True), ("无 党委会", False), ("志愿活动 > 27", True),
    ("志愿活动 > 28", False), ("志愿活动>=28次", True),
    ("志愿活动 不少于 29", False), ("志愿活动 等于 28", True), ("志愿活动 ≠ 28", False),
    ("志愿活动 < 0.01万", True), ("收入 >= 1亿元", False), ("纠纷调解 < 5", False),
    ("党委会@上月", True), ("无党委会", False),
])  # fmt: skip
def test_a_condition_keeps_its_part_only_where_it_holds(condition, holds):
    assert texts(f"{{{{ 若 {condition} }}}}", "说这句。", "{{ 若完 }}", "末句。") == [
        *(["说这句。"] if holds else []), "末句。",
    ]  # fmt: skip
    assert texts(f"前，{{{{若 {condition}}}}}中，{{{{若完}}}}后。") == [
        "前，中，后。" if holds else "前，后。"
    ]


def test_a_condition_inside_a_loop_is_asked_of_each_village():
    assert texts("{{ 每村 }}", "{{ 若 志愿活动 > 5 }}{{ 村名 }}多。{{ 若完 }}", "{{ 每村完 }}") == [
        "第5村多。", "第6村多。",
    ]  # fmt: skip


def test_rows_may_be_conditional_and_cells_reach_over_several_columns_and_rows():
    made = told(
        (TABLE, "甲 | ← | 乙\n丙 | 一 | 二\n↑ | 三 | 四\n{{若 接访}}没有 | 这 | 行{{若完}}")
    )
    (table,) = [one for one in made.blocks if isinstance(one, Table)]
    assert [[(cell.span, cell.merge) for cell in row.cells] for row in table.rows] == [
        [(2, ""), (1, "")], [(1, "restart"), (1, ""), (1, "")], [(1, "continue"), (1, ""), (1, "")],
    ]  # fmt: skip
    word = Document(BytesIO(to_word(made))).tables[0]
    assert word.cell(0, 0).text == word.cell(0, 1).text == "甲"
    assert word.cell(1, 0).text == word.cell(2, 0).text == "丙"


@pytest.mark.parametrize(("pieces", "says"), [
    (["{{ 每村 }}", "甲"], "第2段“{{ 每村 }}…”：{{ 每村 }}没有收"),
    (["甲{{ 每村 }}乙"], "写在一句话中间"),
    (["{{ 每村完 }}"], "前面没有{{ 每村 }}"),
    (["{{ 每村 }}{{ 每村 }}甲{{ 每村完 }}{{ 每村完 }}"], "不能再套"),
    (["{{ 若 党委会 }}{{ 每村 }}甲{{ 若完 }}{{ 每村完 }}"], "先写{{ 每村完 }}，再写{{ 若完 }}"),
    (["{{ 村名 }}"], "只能写在{{ 每村 }}和{{ 每村完 }}之间"),
    (["{{ 若 }}甲{{ 若完 }}"], "后面要写一个指标"),
    (["{{ 若 地名 }}甲{{ 若完 }}"], "“地名”不是数"),
    (["{{ 地名@上月 }}"], "“地名”不是数"),
    (["{{ 党委会@明年 }}"],
     "“明年”看不懂，可以写本月、上月、本季、上年、去年同期、本级、2023年以来"),
    (["{{ 党委会@2024年13月1日 }}"], "看不懂"),
    (["{{ 若 收入 > 3人 }}甲{{ 若完 }}"], "单位是元，不是人"),
    (["{{ 纠纷 }}"], "是“纠纷摸排”还是“纠纷调解”"),
    (["{{ 党委 }}"], "是不是“党委会”"),
    ([(TABLE, "甲 | {{ 党委员会 }}")],
     "第1张表第1行第2格“{{ 党委员会 }}…”：没有名为“党委员会”的指标，是不是“党委会”"),
    ([(TABLE, "{{ 每村 }}甲 | 乙\n丙 | 丁")], "第1张表第1行第1格“{{ 每村 }}甲…”：{{ 每村 }}没有收"),
    ([(TABLE, "甲{{ 每村 }}乙 | 丙{{ 每村完 }}")], "第1张表第1行第1格"),
    (["{{ 若 党委会 }}" * 9 + "甲" + "{{ 若完 }}" * 9], "太深"),
])  # fmt: skip
def test_what_is_wrong_is_named_with_its_place_and_what_to_do(pieces, says):
    found = problems(*pieces)
    assert any(says in one for one in found), found


def test_a_word_that_means_two_figures_is_refused_with_both():
    words = Vocabulary(("a", "b"), {"会": ("a", "b"), "甲会": "a", "乙会": "b"})
    with pytest.raises(TemplateError, match="“会”可以是“甲会”还是“乙会”，请写明是哪一个"):
        compiled(units_of([Piece("body", "{{ 会 }}")]), words)


def test_what_only_the_town_has_is_noted_in_a_loop():
    units = units_of([Piece("title", "题"), Piece("body", "{{每村}}{{党委会}}{{每村完}}")])
    (note,) = compiled(units, WORDS).notes
    assert "“党委会”只按镇算" in note


def test_names_are_found_however_their_spaces_and_widths_are_typed():
    assert texts("{{　党 委 会　}}、{{MEETINGS}}、{{ 党委会＠上月 }}。") == ["28次、28次、28次。"]


def test_too_much_is_refused():
    many = "".join(f"{{{{ 志愿活动@20{n:02}年以来 }}}}" for n in range(31))
    assert "最多30个" in problems(f"{{{{ 每村 }}}}{many}{{{{ 每村完 }}}}")[0]


@pytest.mark.parametrize(("word", "day", "period"), [
    ("本月", date(2024, 9, 30), Period(date(2024, 9, 1), date(2024, 9, 30))),
    ("上月", date(2024, 8, 31), Period(date(2024, 8, 1), date(2024, 8, 31))),
    ("本季", date(2024, 9, 30), Period(date(2024, 7, 1), date(2024, 9, 30))),
    ("上年", date(2023, 12, 31), Period(date(2023, 1, 1), date(2023, 12, 31))),
    ("去年同期", date(2023, 9, 30), None),
    ("2023年以来", date(2024, 9, 30), Period(date(2023, 1, 1), date(2024, 9, 30))),
    ("2024年6月30日", date(2024, 6, 30), None),
    ("2024-6-30", date(2024, 6, 30), None),
    ("本级", date(2024, 9, 30), None),
])  # fmt: skip
def test_another_period_asks_a_day_and_a_period(word, day, period):
    code = whens.read(word)
    assert code is not None and whens.asked(code, DAY) == (day, period)
    assert whens.read(whens.said(code)) == code


@pytest.mark.parametrize("word", ["2025年以来", "2024年10月1日"])
def test_what_is_yet_to_come_has_no_answer(word):
    assert whens.asked(whens.read(word), DAY) is None


# --- Made of random parts

FIGURES = st.sampled_from(
    [*NAMES, "党委会@上月", "志愿活动@2023年以来", "nonsense", "地名", "村名"]
)
STRETCHES = st.one_of(
    st.sampled_from(["文字，", "一、", "。", "{{", "}}", "{% x %}", "${7*7}", " "]),
    FIGURES.map(lambda name: f"{{{{ {name} }}}}"),
    st.sampled_from(["{{每村}}", "{{ 每村完 }}", "{{若 党委会}}", "{{ 若 无 接访 }}", "{{若完}}",
                     "{{若 志愿活动 > 3}}"]),
)  # fmt: skip
PIECES = st.lists(
    st.tuples(
        st.sampled_from([*KINDS, TABLE]),
        st.lists(st.one_of(STRETCHES, st.sampled_from([" | ", "\n"])), max_size=6).map("".join),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def checked(pieces):
    """The template, or why there is none."""
    try:
        return compiled(units_of(pieces), WORDS), None
    except TemplateError as refused:
        return None, refused


@given(PIECES)
def test_a_template_of_random_parts_is_built_if_it_is_checked(pieces):
    held = [Piece(kind, text) for kind, text in pieces]
    template, refused = checked(held)
    if template is None:
        assert refused.problems and len(refused.places) == len(refused.problems)
        assert all(place is None or 0 <= place < len(held) for place in refused.places)
        return
    figures = answers(template)
    made = build(
        template, figures, place_name="某镇", place_path="某县某镇", as_of=DAY, villages=VILLAGES
    )
    to_word(made)
    for segment in segments(made):
        if segment.key is not None:  # every number is its figure's answer
            assert segment.text == figures[segment.key].written
        else:  # and no mark of the language is left
            assert "{{ 每村" not in segment.text and "{{若" not in segment.text


@given(PIECES)
def test_a_template_from_word_is_the_one_that_was_written(pieces):
    held = [Piece(kind, text) for kind, text in pieces]
    template, _refused = checked(held)
    if template is None or not any(one.text.strip(" |\n") for one in held):
        return
    again = load(word_of(held), WORDS)
    assert set(again.keys) == set(template.keys)
    assert set(again.village_keys) == set(template.village_keys)


def segments(made) -> list[Segment]:
    found: list[Segment] = []
    for block in made.blocks:
        if isinstance(block, Table):
            found += [s for row in block.rows for c in row.cells for line in c.lines for s in line]
        else:
            found += block.segments
    return found


def test_a_table_of_a_word_file_is_a_table_with_merged_cells():
    file = Document()
    file.add_paragraph("题")
    table = file.add_table(4, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "村"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "活动"
    table.cell(1, 1).text, table.cell(1, 2).text = "今年", "上月"
    table.cell(2, 0).text = "{{ 每村 }}{{ 村名 }}"
    table.cell(2, 1).text, table.cell(2, 2).text = (
        "{{ 志愿活动 }}",
        "{{ 志愿活动@上月 }}{{ 每村完 }}",
    )
    table.cell(3, 0).text, table.cell(3, 1).text = "合计", "{{ 志愿活动 }}"
    held = BytesIO()
    file.save(held)
    pieces = pieces_of(held.getvalue(), WORDS)
    assert pieces[1].text.splitlines() == [
        "村 | 活动 | ←", "↑ | 今年 | 上月",
        "{{ 每村 }}{{ 村名 }} | {{ 志愿活动 }} | {{ 志愿活动@上月 }}{{ 每村完 }}",
        "合计 | {{ 志愿活动 }} | ",
    ]  # fmt: skip
    template = load(held.getvalue(), WORDS)
    made = build(template, answers(template), place_name="", place_path="", as_of=DAY,
                 villages=VILLAGES)  # fmt: skip
    (grid,) = [one for one in made.blocks if isinstance(one, Table)]
    assert len(grid.rows) == 2 + 7 + 1


def test_references_say_key_period_and_village():
    assert taken_apart(placed("talks@last_month", "341824103201")) == (
        "talks", "last_month", "341824103201",
    )  # fmt: skip
