"""Places as people write them: 上庄村, 上庄村第3组, 上庄3组, 上庄镇上庄村第三组, or the code."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from jishi.places.committee import place_name
from jishi.places.models import Place

_GROUP = re.compile(r"(.*?)第?0*([0-9]+|[〇零一二三四五六七八九十]+)组")
_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


class PlaceNames:
    """Codes of a town's places by name. A name that several groups bear names none of them."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: dict[str, Place] = {}
        self._codes: dict[str, str] = {}
        self._plain: dict[str, set[str]] = defaultdict(set)
        # Those above first: a group's names are made of its village's.
        for place in sorted(places, key=lambda place: (len(place.code), place.code)):
            self.add(place)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def __contains__(self, code: str) -> bool:
        return code in self._places

    def add(self, place: Place) -> None:
        """A place of the town, one that a workbook brings along too."""
        self._places[place.code] = place
        parent = self._places.get(place.parent)
        for name in _ways(place, parent.name if parent else ""):
            self._codes.setdefault(name, place.code)
        if place.level == "group":
            self._plain[key(place.name)].add(place.code)

    def also(self, name: str, place: Place) -> None:
        """Another name of a place, where it is not one already."""
        self._places.setdefault(place.code, place)
        self._codes.setdefault(key(name), place.code)

    def find(self, text: str) -> str | None:
        """The code that a name stands for, or None."""
        name = key(text)
        found = self._codes.get(name)
        if found is not None:
            return found
        for town in self.of_level("town"):
            if name.startswith(key(town.name)):
                found = self._codes.get(name.removeprefix(key(town.name)))
        alike = self._plain.get(name, set())
        return found or self._codes.get(key(place_name(text))) or (
            next(iter(alike)) if len(alike) == 1 else None
        )  # fmt: skip

    def several(self, text: str) -> list[str]:
        """Full names of the groups that a bare group name might mean, where there are several."""
        alike = sorted(self._plain.get(key(text), ()))
        return [self.full_name(code) for code in alike] if len(alike) > 1 else []

    def full_name(self, code: str) -> str:
        """Name of a place within its town; of a group with its village."""
        place = self._places[code]
        parent = self._places.get(place.parent)
        if place.level != "group" or parent is None or place.name.startswith(parent.name):
            return place.name
        return parent.name + place.name

    def names(self) -> list[str]:
        """Full names of all places, for hints."""
        return [self.full_name(code) for code in self._places]

    def of_level(self, level: str) -> list[Place]:
        """Places of one level."""
        return [place for place in self._places.values() if place.level == level]


def _ways(place: Place, village: str) -> Iterator[str]:
    yield place.code
    if place.level != "group":
        yield key(place.name)
        return
    stem = village.removesuffix("村")
    own = place.name.removeprefix(village)
    if _GROUP.fullmatch(key(own.removeprefix(stem))) and own != stem:
        own = own.removeprefix(stem)
    for above in (village, stem):
        yield key(above + own)
    if own != place.name:
        yield key(place.name)


def key(text: str) -> str:
    """A place's name as it is compared: 第三组, 3组, 第03村民组 are one to everyone."""
    name = normal(text).replace("村民小组", "组").replace("村民组", "组")
    match = _GROUP.fullmatch(name)
    return f"{match[1]}第{_number(match[2])}组" if match else name


def _number(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in digits))
    tenfold = _DIGITS.get(tens[-1:], 1) if tens else 1
    return 10 * tenfold + (_DIGITS[ones[-1]] if ones else 0)


def normal(text: str) -> str:
    """A name as it is compared: without white space, capitals like small letters."""
    return re.sub(r"\s+", "", text).casefold()
