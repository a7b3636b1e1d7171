"""Invented names, drawn from surnames and given-name characters usual in the county."""

import random

# Surnames of Jixi, the frequent ones repeated; the last row reads differently as a surname.
_SURNAMES = (
    "胡胡胡胡胡胡汪汪汪汪汪程程程程曹曹曹柯柯邵邵章章章周周许许王王石石方方"
    "冯江唐叶洪朱张吴余高葛姚宋舒凌耿戴鲍潘"
    "单解仇查曾盖任区"
)
_FIRST = "建国志文明德永春秀玉晓海立振宏光家成长美爱红丽小金银宝庆正学世国克维新荣"
_SECOND = "华平生林军英兰芳梅花珍娟萍燕霞琴凤香菊根发财福贵祥民强斌涛峰勇辉杰松柏云龙虎"
_MODERN = ("子涵", "思远", "雨晴", "浩然", "佳怡", "梦洁", "俊杰", "晨曦", "静怡", "嘉伟", "欣悦",
           "宇航", "诗琪", "若曦", "明轩", "婉清")  # fmt: skip


class Names:
    """Draws names; `person` never gives the same one twice, `head` may, as villages do."""

    def __init__(self, rng: random.Random, taken: set[str] | None = None) -> None:
        self._rng, self._taken = rng, set(taken or ())

    def head(self) -> str:
        """A name for the head of a household."""
        rng = self._rng
        if rng.random() < 0.08:
            return rng.choice(_SURNAMES) + rng.choice(_SECOND)
        return rng.choice(_SURNAMES) + rng.choice(_FIRST) + rng.choice(_SECOND)

    def person(self, *, young: bool = False) -> str:
        """A name nobody else in the town's people sheet has."""
        while True:
            name = self.head()
            if young and self._rng.random() < 0.5:
                name = name[0] + self._rng.choice(_MODERN)
            if name not in self._taken and len(set(name)) == len(name):
                self._taken.add(name)
                return name
