"""Entries as typed: every accepted way of writing gives the value meant, the rest a reason."""

import datetime as dt
import math

import hypothesis
import pytest
from hypothesis import example
from hypothesis import strategies as st

from jishi.values.entries import (
    Unreadable,
    clean_text,
    is_blank,
    nearest,
    parse_bool,
    parse_date,
    parse_fen,
    parse_identifier,
    parse_int,
    parse_phone,
)


def given(*strategies, **named):
    """hypothesis.given without its stop-watch: the machine may be busy."""
    return lambda test: hypothesis.settings(deadline=None)(
        hypothesis.given(*strategies, **named)(test)
    )


FULL_WIDTH = str.maketrans("0123456789-/.,", "０１２３４５６７８９－／．，")
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
ENTRIES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(),
    st.times(), st.text("0123456789年月日万亿元.,-/ +E余约三十", max_size=12),
)  # fmt: skip
READERS = [parse_bool, parse_date, parse_fen, parse_identifier, parse_int, parse_phone]


def refusal(reader, value, **options) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reader(value, **options)
    return caught.value


@pytest.mark.parametrize("reader", READERS)
@given(value=ENTRIES)
def test_whatever_is_typed_is_read_or_refused_in_whole_sentences(reader, value):
    complaint = None
    try:
        reader(value)
    except Unreadable as caught:
        complaint = caught
    if complaint is not None:
        said = str(complaint) + complaint.advice
        assert complaint.message
        assert complaint.hint
        assert "%(" not in said.replace(str(complaint.params.get("value")), "")
        assert len(said) < 300


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("value", [None, "", "  ", "\u3000\u200b"])
def test_an_empty_entry_is_told_to_be_empty(reader, value):
    assert is_blank(value)
    assert str(refusal(reader, value)) == "这一格是空的"


def test_a_complaint_keeps_its_sentence_apart_from_its_values():
    complaint = refusal(parse_int, 9, high=5)
    assert complaint.message == "%(number)s 太大"
    assert complaint.hint == "这里不能大于 %(high)s"
    assert complaint.params["high"] == 5
    assert (str(complaint), complaint.advice) == ("9 太大", "这里不能大于 5")


def test_a_complaint_quotes_only_the_beginning_of_a_long_entry():
    assert len(str(refusal(parse_date, "很长" * 10_000))) < 60


# --- text ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("　《上庄》，共１２户（Ａ组）。 ", "《上庄》，共12户（A组）。"),
        ("甲\u200b乙\ufeff\u202e丙", "甲乙丙"),
        ("甲 \t\r\n  乙\xa0丙", "甲 乙 丙"),
        ("⼀⽅", "一方"),
        (3.0, "3"), (0.1, "0.1"), (1e20, "100000000000000000000"), (7, "7"), (True, "是"),
        (dt.date(2024, 3, 5), "2024-03-05"), (None, ""),
        (dt.datetime.fromisoformat("2024-03-05T08:30"), "2024-03-05 08:30"),
    ],
)  # fmt: skip
def test_text_is_cleaned_but_keeps_its_chinese_punctuation(typed, meant):
    assert clean_text(typed) == meant


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


def test_lines_of_a_note_are_kept_on_request():
    assert clean_text(" 一 行\r\n\n二  行 ", keep_lines=True) == "一 行\n\n二 行"


# --- dates ---


@given(DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0.year:04}-{0.month}-{0.day}",
    "{0.year:04}/{0.month}/{0.day}", "{0.year:04}.{0.month}.{0.day}",
    "{0.year:04}。{0.month}。{0.day}",
    "{0.year:04}年{0.month}月{0.day}日", " {0.year:04} 年 {0.month} 月 {0.day} 号",
    "{0.year:04}{0.month:02}{0.day:02}", "{0:%Y-%m-%d} 00:00:00", "{0:%Y-%m-%d}T08:30"]),
    st.booleans())  # fmt: skip
def test_a_day_is_read_from_every_way_of_writing_it(day, pattern, full_width):
    typed = pattern.format(day)
    assert parse_date(typed.translate(FULL_WIDTH) if full_width else typed) == day


@given(DAYS)
def test_a_day_is_read_from_the_values_of_a_cell(day):
    assert parse_date(day) == day
    assert parse_date(dt.datetime.combine(day, dt.time(8, 30))) == day
    assert parse_date(float(day.strftime("%Y%m%d"))) == day


@given(st.floats(20_000, 60_000))
@example(45356.0)
def test_excels_day_numbers_are_days(number):
    assert parse_date(number) == dt.date(1899, 12, 30) + dt.timedelta(days=math.floor(number))


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("24-3-5", "2024-3-5"), ("58.1.2", "1958-1-2"), ("2024年3月", "2024-3-1"),
        (2024.3, "2024-3-1"),
        ("2024", "2024-3-5"), ("3月5日", "2024-3-5"), ("5/3/2024", "先写年"),
        ("2024年2月30日", "2024年2月到29日"), ("2023-2-29", "2023年2月到28日"),
        ("2024-4-31", "4月到30日"),
        ("2024-13-1", "从 1 到 12"), ("2024-3-0", "3月到31日"), ("1899-12-31", "1900"),
        ("2101-1-1", "2100"), ("45356", "Excel"), ("2024-3/5", "例如"), (dt.time(8), "年月日"),
        (19_999.0, "日期格式"), (True, "例如"), ("去年春天", "例如"),
    ],
)  # fmt: skip
def test_what_is_not_a_whole_date_is_refused_with_the_way_to_mend_it(typed, hint):
    complaint = refusal(parse_date, typed)
    assert hint in str(complaint) + complaint.advice


# --- numbers ---


@given(st.integers(-(10**15), 10**15), st.sampled_from(["{}", "{:,}", " {} ", "{}.0", "+{}"]))
def test_a_whole_number_is_read_from_every_way_of_writing_it(number, pattern):
    typed = pattern.format(abs(number) if "+" in pattern else number)
    meant = abs(number) if "+" in pattern else number
    assert parse_int(typed) == parse_int(typed.translate(FULL_WIDTH)) == meant
    assert parse_int(float(number)) == number


@pytest.mark.parametrize(
    ("typed", "meant"), [("3万", 30_000), ("1.2万", 12_000), ("2亿", 2 * 10**8)]
)
def test_ten_thousands_count(typed, meant):
    assert parse_int(typed) == meant


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("30人", "改成30"), ("30 次", "改成30"), ("1,234户", "改成1234"), ("1.2万人", "改成12000"),
        ("三十", "改成30"), ("十二人", "改成12"), ("一百零五", "改成105"), ("两千三百", "改成2300"),
        ("30余", "请填一个数字"), ("约30", "请填一个数字"), ("十余", "请填一个数字"),
        ("1,23", "数字"),
        (3.5, "整数"), ("3.5", "整数"), (math.nan, "数字"), (math.inf, "数字"), (True, "数字"),
        (1e300, "位数"), ("9" * 5000, "位数"),
    ],
)  # fmt: skip
def test_what_is_not_a_whole_number_is_refused_with_the_number_where_it_is_certain(typed, hint):
    assert hint in refusal(parse_int, typed).advice


@pytest.mark.parametrize("number", [-1, 101])
def test_bounds_are_included_and_named(number):
    assert [parse_int(0, 0, 100), parse_int(100, 0, 100)] == [0, 100]
    assert ("0" if number < 0 else "100") in refusal(parse_int, number, low=0, high=100).advice


# --- money ---

FEN = st.integers(0, 10**15)


@given(
    FEN,
    st.sampled_from(
        ["{}.{:02}", "{:,}.{:02}元", "￥{}.{:02}", "¥ {:,}.{:02}", "人民币{}.{:02}元整"]
    ),
)
def test_an_amount_is_read_to_the_fen(fen, pattern):
    assert parse_fen(pattern.format(*divmod(fen, 100))) == fen


@given(FEN)
def test_an_amount_in_ten_thousands_is_exact(fen):
    whole, rest = divmod(fen, 10**6)
    assert parse_fen(f"{whole}.{rest:06}万元") == fen
    whole, rest = divmod(fen, 10**10)
    assert parse_fen(f"{whole}.{rest:010}亿") == fen


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=200))
@example([10, 20])
def test_the_noise_of_a_sum_in_excel_is_rounded_away(amounts):
    total = 0.0
    for fen in amounts:
        total += fen / 100
    assert parse_fen(total) == sum(amounts)


@pytest.mark.parametrize(
    "typed", [12.345, "12.345", 1_000_000.004, 1000.0004, 0.001, "585.1234567万"]
)
def test_a_fraction_of_a_fen_is_refused_however_small_beside_the_amount(typed):
    assert "两位小数" in refusal(parse_fen, typed).advice


@pytest.mark.parametrize("typed", ["-12.5", "(12.50)", "（12.50）", "－12.5元", -12.5])
def test_a_negative_amount_is_read_only_where_allowed(typed):
    assert parse_fen(typed, allow_negative=True) == -1250
    assert "负数" in str(refusal(parse_fen, typed))


@pytest.mark.parametrize(
    "typed", ["五百", "1,23", "12.5.1", "12 13", "(12", "3千", "12美元", True, 1e22, math.inf]
)
def test_what_is_not_an_amount_is_refused(typed):
    assert refusal(parse_fen, typed).advice


# --- yes and no, codes, telephones, names ---


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["是", "√", "✓", "有", 1.0, "1", True, " 是 ", "Y"], True),
        (["否", "×", "无", 0.0, "０", False, "x"], False),
    ],
)
def test_yes_and_no_are_read_in_their_usual_forms(words, meant):
    assert [parse_bool(word) for word in words] == [meant] * len(words)


@pytest.mark.parametrize("word", ["2", "不一定", 0.5, "是否"])
def test_a_word_that_is_neither_is_refused(word):
    assert "“是”或“否”" in refusal(parse_bool, word).advice


@given(st.integers(0, 10**15 - 1))
def test_a_code_kept_as_a_number_comes_back_digit_for_digit(number):
    assert parse_identifier(float(number)) == parse_identifier(str(number)) == str(number)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ｂｔ－01", "bt-01"),
        ("〔2024〕3号", "〔2024〕3号"),
        (" 第1、2号 ", "第1、2号"),
        ("007", "007"),
    ],
)
def test_a_code_keeps_its_own_signs(typed, meant):
    assert parse_identifier(typed) == meant


@pytest.mark.parametrize(
    "typed", [3.41824197001011e17, "3.41824E+17", 10**15, 1.5, -3.0, dt.date(2024, 3, 5), True]
)
def test_a_code_that_excel_has_changed_is_refused(typed):
    assert refusal(parse_identifier, typed).advice


@given(
    st.integers(13_000_000_000, 19_999_999_999),
    st.sampled_from(["{}", "+86 {}", "86{}", "０086{}"]),
)
def test_a_mobile_number_is_read_exactly(number, pattern):
    assert parse_phone(pattern.format(number)) == parse_phone(float(number)) == str(number)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("138 1234 5678", "13812345678"), ("138-1234-5678", "13812345678"),
        (1.3e10, "13000000000"),
        ("0563-8158001", "0563-8158001"), ("（0563）8158001", "0563-8158001"),
        ("05638158001", "0563-8158001"),
        ("０５６３－８１５８００１", "0563-8158001"), ("010-12345678", "010-12345678"),
    ],
)  # fmt: skip
def test_a_telephone_number_is_brought_to_one_form(typed, meant):
    assert parse_phone(typed) == meant
    assert parse_phone(meant) == meant


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (5638158001.0, "0563-8158001"), ("8158001", "区号"),
        ("13812345678/13912345678", "只写一个"),
        ("13812345678、0563-8158001", "只写一个"), ("1381234567", "11 位"),
        ("12012345678", "11 位"),
        ("李四13812345678", "只写号码"), ("123", "11 位"), ("999", "11 位"),
    ],
)  # fmt: skip
def test_what_is_not_one_telephone_number_is_refused(typed, hint):
    assert hint in refusal(parse_phone, typed).advice


def test_the_nearest_name_is_found_and_a_strange_one_is_near_nothing():
    headings = ["日期", "承办人", "办结日期", "上庄村", "登源村"]
    assert nearest("登原村", headings) == "登源村"
    assert nearest("承办", headings) == "承办人"
    assert nearest("办结曰期", headings) == "办结日期"
    assert nearest("上庄村", headings) == "上庄村"
    assert nearest("xyz", headings) is None
    assert nearest("", headings) is None
    assert nearest("甲", []) is None


@given(
    st.lists(
        st.text("上庄登源旺川余川宋家村委会", min_size=2, max_size=6), min_size=1, unique=True
    ),
    st.data(),
)
def test_a_known_name_is_nearest_to_itself(names, data):
    name = data.draw(st.sampled_from(names))
    assert nearest(name, names) == name
