"""200 invented names and how people type them, written out by hand: no library is asked.

Fifty surnames, most of them read otherwise than the character usually is, or rare; four given
names each.
"""

from __future__ import annotations

_SURNAMES = """
曾 zeng 单 shan 仇 qiu 朴 piao 区 ou 查 zha 解 xie 尉 yu 乐 yue 盖 ge
缪 miao 覃 qin 任 ren 华 hua 黑 he 折 she 召 shao 种 chong 繁 po 翟 zhai
谌 chen 费 fei 薄 bo 卜 bu 吕 lv 逯 lu 员 yun 牟 mu 隗 wei 宓 mi
胡 hu 汪 wang 程 cheng 曹 cao 柯 ke 邵 shao 章 zhang 周 zhou 许 xu 王 wang
石 shi 方 fang 冯 feng 江 jiang 唐 tang 叶 ye 洪 hong 余 yu 葛 ge 耿 geng
"""
_FIRST = "建 jian 长 chang 晓 xiao 志 zhi 乐 le 行 xing 重 chong 明 ming 秀 xiu 朝 chao"
_SECOND = "国 guo 平 ping 梅 mei 远 yuan 传 chuan 霞 xia 略 lve 柏 bai 娟 juan 宁 ning"


def _pairs(text: str) -> list[tuple[str, str]]:
    row = text.split()
    return list(zip(row[::2], row[1::2], strict=True))


def people() -> list[tuple[str, tuple[str, ...]]]:
    """(name, its syllables), 200 of them, none twice."""
    found = []
    for at, (surname, reading) in enumerate(_pairs(_SURNAMES)):
        for turn in range(4):
            first = _pairs(_FIRST)[(at * 3 + turn * 7) % 10]
            second = _pairs(_SECOND)[(at * 7 + turn * 3 + at // 10) % 10]
            found.append((surname + first[0] + second[0], (reading, first[1], second[1])))
    return found


def typed(name: str, syllables: tuple[str, ...]) -> dict[str, str]:
    """The ways in which a name is typed, by what one would call them."""
    initials = "".join(syllable[0] for syllable in syllables)
    return {
        "characters": name,
        "pinyin": "".join(syllables),
        "spaced": " ".join(syllables),
        "apostrophes": "'".join(syllables),
        "capitals": "".join(syllable.capitalize() for syllable in syllables),
        "initials": initials,
        "mixed": name[0] + initials[1:],
        "surname": syllables[0] + initials[1:],
        "unfinished": "".join(syllables)[:-1],
    }
