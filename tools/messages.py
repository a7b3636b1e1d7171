"""Translations: `tools/messages.py update | check | compile`.

The source language is simplified Chinese; each other language is a catalogue below
jishi/locale. `update` gathers the sentences of the program and fills traditional Chinese by
OpenCC (characters only: the administration's terms keep their words); English is written by
hand. `check` fails on anything missing, uncertain, left over, or with other placeholders.
`compile` writes the .mo files. No gettext program is needed.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

PACKAGE = Path(__file__).parent.parent / "jishi"
LANGUAGES = ("en", "zh_Hant")
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: A complaint is raised with two sentences, what is wrong and how to mend it; the face that
#: shows it translates each.
_COMPLAINTS = ("Complaint", "Unreadable", "RefusedWorkbook", "Remark", "TooLong")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")
#: A date in every catalogue would change with each run and conflict with each branch.
_UNDATED = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)

Key = tuple[str | tuple[str, ...], str | None]


def program_messages() -> Catalog:
    """Every sentence of the program and its templates, with the files it stands in."""
    catalog = _empty(None)
    for file in sorted(PACKAGE.rglob("*")):
        if file.suffix in {".py", ".html", ".txt"} and "migrations" not in file.parts:
            for found, comments, context in _sentences(file):
                place = (file.relative_to(PACKAGE.parent).as_posix(), 1)
                catalog.add(found, None, [place], auto_comments=comments, context=context)
    return catalog


def _sentences(file: Path) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        if "{%" not in source:
            return
        from django.utils.translation.template import templatize  # noqa: PLC0415

        # What is no sentence becomes XXX where it stood; its indentation is not Python's.
        templatized = templatize(source, origin=str(file))
        source = "\n".join(line.lstrip() for line in templatized.splitlines())
    for keywords in (_KEYWORDS, dict.fromkeys(_COMPLAINTS, (1,)), dict.fromkeys(_COMPLAINTS, (2,))):
        for _line, message, comments, context in extract(
            "python", io.BytesIO(source.encode()), keywords=keywords, comment_tags=("Translators:",)
        ):
            if message and message != ("", ""):
                yield message, comments, context


def update() -> None:
    """Bring every catalogue into line with the program; what vanished is dropped."""
    wanted = program_messages()
    for language in LANGUAGES:
        catalog = _empty(language)
        old = _stored(language)
        for message in wanted:
            if message.id:
                kept = old.get(message.id, message.context)
                if kept and isinstance(kept.id, tuple) != isinstance(message.id, tuple):
                    kept = None  # it was said of one, and is now said of many
                catalog.add(
                    message.id,
                    kept.string if kept else None,
                    message.locations,
                    flags=kept.flags if kept else (),
                    auto_comments=message.auto_comments,
                    context=message.context,
                )
        if language == "zh_Hant":
            _fill_traditional(catalog)
        file = _file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            write_po(out, catalog, width=100, include_lineno=False, sort_by_file=True)


def _fill_traditional(catalog: Catalog) -> None:
    import opencc  # noqa: PLC0415 - only this command needs it

    converter = opencc.OpenCC("s2tw")
    for message in catalog:
        if message.id and not _complete(message):
            if isinstance(message.id, tuple):  # Chinese has one form for every number
                message.string = (converter.convert(message.id[1]),)
            else:
                message.string = converter.convert(message.id)
            message.flags.discard("fuzzy")


def faults() -> Iterator[str]:
    """What is wrong with the catalogues, a line each."""
    wanted = {_key(message): message for message in program_messages() if message.id}
    for language in LANGUAGES:
        catalog = _stored(language)
        stored = {_key(message): message for message in catalog if message.id}
        for key in sorted(wanted.keys() - stored.keys(), key=str):
            yield f"{language}: missing: {_shown(wanted[key])}"
        for key in sorted(stored.keys() - wanted.keys(), key=str):
            yield f"{language}: no longer in the program: {_shown(stored[key])}"
        for key in sorted(stored.keys() & wanted.keys(), key=str):
            message = stored[key]
            if not _complete(message):
                yield f"{language}: not translated: {_shown(message)}"
            elif message.fuzzy:
                yield f"{language}: marked as uncertain: {_shown(message)}"
            elif _placeholders(message.id) != _placeholders(message.string):
                yield f"{language}: other placeholders: {_shown(message)}"


def compile_all() -> None:
    """Write each catalogue's .mo beside it."""
    for language in LANGUAGES:
        if _file(language).exists():
            with _file(language).with_suffix(".mo").open("wb") as out:
                write_mo(out, _stored(language))


def _file(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def _empty(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        project="jishi",
        creation_date=_UNDATED,
        revision_date=_UNDATED,
        header_comment="# Jishi's sentences. Kept by tools/messages.py; edit only msgstr.",
        fuzzy=False,
    )


def _stored(language: str) -> Catalog:
    if not _file(language).exists():
        return _empty(language)
    with _file(language).open("rb") as lines:
        return read_po(lines, locale=language, ignore_obsolete=True, abort_invalid=True)


def _key(message: Message) -> Key:
    return message.id, message.context


def _complete(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def _placeholders(text: str | tuple[str, ...] | list[str]) -> set[str]:
    forms = (text,) if isinstance(text, str) else text
    return {found for form in forms for found in _PLACEHOLDER.findall(form)}


def _shown(message: Message) -> str:
    where = message.locations[0][0] if message.locations else "?"
    return f"{message.id!r} ({where})"


def main(command: str) -> int:
    """Run one command; 1 where check found something."""
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "check":
        found = list(faults())
        for line in found:
            print(line)
        print(f"{len(found)} faults in {len(LANGUAGES)} catalogues")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    settings.configure()  # templates are read, not rendered: no installation is touched
    django.setup()
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
