"""Words in one place: templates/words/<language>.toml, a site's own or the shipped one.

The shipped English file says which words there are. Another has just these, and in each no place
such as `{day}` that the English one has not; its counts may have more forms. What it lacks, as
after an upgrade, is said in English: no archive stands still for a word. `differences` tells.
"""

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from generator.model.frozen import names, replace
from generator.model.problem import Exit, Place, Problem
from generator.model.text import number
from generator.model.words import OTHER, Dates, Words
from generator.settings import folders
from generator.settings.decode import Decoder, did_you_mean, toml
from generator.settings.folders import FILE

FOLDER = "words"  # in templates/
ENGLISH = "en"
LENGTHS = {"months": 12, "weekdays": 7}  # of lists, by what their keys begin with
Tables = tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...]  # ours, and in English
PUT_TOGETHER = ("long_day", "short_day", "month", "week")  # those of Dates that have places


def words_of(folder: Path, language: str, line: int | None = None) -> Words:
    """Return the words of a language for the site in `folder`; `line` of site.toml asks for it.

    Raises:
        Problem: there is no file for it, or it is not what it must be. Of several problems the
            first is raised and the others are its `__notes__`.
    """
    files = _files(folder)
    if language not in files:
        what = f"there is no templates/{FOLDER}/{language}.toml with the words of this language"
        mend = f"{did_you_mean(language, files)}; or make one of a copy of {ENGLISH}.toml"
        raise Problem(what, at=Place(FILE, line), mend=mend, code=Exit.USAGE)
    words, decoder = _read(files[language])
    english = _english(files[language])
    if words and english and not decoder.problems:
        _compare(decoder, words, english)
    if words is None or decoder.problems:
        raise decoder.problem()
    return _completed(words, english) if english else words


def differences(folder: Path, language: str) -> tuple[Problem, ...]:
    """Return which words the file of a language lacks, and which nobody asks it for."""
    file = _files(folder)[language]
    english = _english(file)
    words, decoder = _read(file) if english else (None, None)
    if not (words and english and decoder):
        return ()
    decoder = Decoder(decoder.file, decoder.lines)
    for table, given, wanted in _tables(words, english):
        for key in sorted(given.keys() - wanted.keys()):
            mend = did_you_mean(key, wanted) or f"take it out: {ENGLISH}.toml has no such key"
            decoder.wrong(f"{table}.{key}", f"unknown key {key!r} in [{table}]", mend)
        for key in wanted:
            if key not in given:
                mend = f"add it as {ENGLISH}.toml has it, in this language"
                decoder.wrong(table, f"{key!r} is missing in [{table}]", mend)
    return tuple(decoder.problems)


def _english(file: Path) -> Words | None:
    """Return the shipped English words, unless `file` has them."""
    shipped = folders.shipped("templates") / FOLDER / f"{ENGLISH}.toml"
    return None if file.samefile(shipped) else _read(shipped)[0]


def _completed(words: Words, english: Words) -> Words:
    """Return all words that there are in English, and no others."""
    counts, said = (
        {key: given.get(key, text) for key, text in wanted.items()}
        for _, given, wanted in reversed(_tables(words, english))
    )
    return replace(words, counts=counts, words=said)


def _tables(words: Words, english: Words) -> Tables:
    return (
        ("words", words.words, english.words),
        ("counts", words.counts, english.counts),
    )


def _files(folder: Path) -> dict[str, Path]:
    """Return the files of words by language; of two of one name the site's own counts."""
    found: dict[str, Path] = {}
    for root in reversed(folders.overlaid(folder, "templates")):
        found |= {file.stem: file for file in sorted((root / FOLDER).glob("*.toml"))}
    return found


def _read(file: Path) -> tuple[Words | None, Decoder]:
    name = f"templates/{FOLDER}/{file.name}"
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise Problem(f"it cannot be read: {reason}", at=Place(name), code=Exit.USAGE) from error
    given, lines = toml(text, name)
    decoder = Decoder(name, lines, Exit.USAGE)
    words = decoder.decode(Words, given)
    if words and not decoder.problems:
        _check(decoder, words)
    return words, decoder


def _check(decoder: Decoder, words: Words) -> None:
    """Note what has the right type and is wrong nevertheless."""
    if words.direction not in ("ltr", "rtl"):
        decoder.wrong("direction", f"{words.direction!r} is no direction", 'write "ltr" or "rtl"')
    for key in names(Dates):
        value, length = getattr(words.dates, key), LENGTHS.get(key.partition("_")[0])
        if length and len(value) != length:
            what = f"{key!r} has {number(len(value), 'name')}, not {length}"
            decoder.wrong(f"dates.{key}", what)
    for key in PUT_TOGETHER:
        _check_text(decoder, f"dates.{key}", getattr(words.dates, key))
    for form, counts in words.numbers.forms.items():
        if not isinstance(counts, list) or any(type(each) is not int for each in counts):
            decoder.wrong(f"numbers.forms.{form}", f"{form!r} must be a list of whole numbers")
    for key, text in words.words.items():
        _check_text(decoder, f"words.{key}", text)
    _check_counts(decoder, words)


def _check_counts(decoder: Decoder, words: Words) -> None:
    for key, forms in words.counts.items():
        path = f"counts.{key}"
        if not isinstance(forms, dict) or OTHER not in forms:
            decoder.wrong(path, f"{key!r} must be a table that has {OTHER!r}")
            continue
        for form, text in forms.items():
            _check_text(decoder, path, text)
            if form != OTHER and form not in words.numbers.forms:
                mend = did_you_mean(form, [OTHER, *words.numbers.forms])
                decoder.wrong(path, f"unknown form {form!r}", mend)


def _check_text(decoder: Decoder, path: str, text: object) -> None:
    key = path.rpartition(".")[2]
    if not isinstance(text, str):
        decoder.wrong(path, f"{key!r} must be text")
        return
    try:
        _places(text)
    except ValueError as error:
        decoder.wrong(
            path, f"{key!r}: {error}", "write {name} alone, and a brace that is meant as such twice"
        )


def _places(text: str) -> set[str]:
    """Return the names that stand in braces.

    Raises:
        ValueError: braces do not pair, or more than a name stands in them. Scripts put values in
            place of names alone, and what Python makes of `{day:>9}` is no translator's affair.
    """
    found = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if spec or conversion:
            raise ValueError(f"more than a name stands in the braces of {{{name}}}")
        if name is not None:
            found.add(name)
    return found


def _compare(decoder: Decoder, words: Words, english: Words) -> None:
    """Note places that the English words have not."""
    for key in PUT_TOGETHER:
        ours, theirs = (_places(getattr(each.dates, key)) for each in (words, english))
        _compare_places(decoder, f"dates.{key}", ours, theirs)
    for key in english.words.keys() & words.words.keys():
        ours, theirs = _places(words.words[key]), _places(english.words[key])
        _compare_places(decoder, f"words.{key}", ours, theirs)
    for key in english.counts.keys() & words.counts.keys():
        for text in words.counts[key].values():
            _compare_places(decoder, f"counts.{key}", _places(text), {"count"})


def _compare_places(decoder: Decoder, path: str, ours: set[str], theirs: set[str]) -> None:
    for name in sorted(ours - theirs):
        mend = did_you_mean(name, theirs) if theirs else "take it away"
        key = path.rpartition(".")[2]
        decoder.wrong(path, f"{key!r}: nothing is put in place of {{{name}}}", mend)
