"""Words in one place: what a file of words must be, and that templates and code use just these."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator.model.problem import Exit, Problem
from generator.settings.folders import PACKAGE, shipped
from generator.settings.words import differences, words_of

TEMPLATES = shipped("templates")
ENGLISH = (TEMPLATES / "words" / "en.toml").read_text(encoding="utf-8")
WORDS = words_of(Path(), "en")
# Keys that code and templates put together.
MADE = re.compile(
    r"state_[a-z]+(_means)?|source_\w+|reason_(title|abstract|keywords)"
    r"|js_(star|later|seen|note)(_on|_off)?|js_key_\d|js_(mute|highlight)"
    r"|js_(word|author|topic|organization)"
    r"|feed_(weeks|months)(_told)?|api_[a-zA-Z_]+"
)

SAID = re.compile(r"'(\w+)'\|say\b|\('(\w+)' if [^()]* else '(\w+)'\)\|say\b|\bsay\(\s*\"(\w+)\"")
SCRIPTED = re.compile(r'"(js_\w+)"')
COUNTED = re.compile(r"\|tally\('(\w+)'\)|\btally\(.+?, \"(\w+)\"(?: if .+? else \"(\w+)\")?\)")


def sources() -> str:
    """Return all that may use words: templates and code."""
    files = [*sorted(TEMPLATES.rglob("*.html")), *sorted(PACKAGE.rglob("*.py"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def scripted() -> set[str]:
    """Return the keys that scripts use."""
    files = sorted(shipped("static").rglob("*.js"))
    return {key for file in files for key in SCRIPTED.findall(file.read_text(encoding="utf-8"))}


def used(pattern: re.Pattern[str]) -> set[str]:
    return {key for found in pattern.findall(sources()) for key in found if key}


def written(folder: Path, text: str, language: str = "xx") -> None:
    file = folder / "templates" / "words" / f"{language}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def problems(folder: Path, language: str) -> list[str]:
    with pytest.raises(Problem) as caught:
        words_of(folder, language, 3)
    assert caught.value.code == Exit.USAGE
    return [str(caught.value), *getattr(caught.value, "__notes__", ())]


def test_each_key_is_used_and_each_used_one_is_there() -> None:
    put_together = {key for key in WORDS.words if MADE.fullmatch(key)}
    by_scripts = scripted()
    assert used(SAID) | put_together | (by_scripts - set(WORDS.counts)) == set(WORDS.words)
    assert used(COUNTED) | (by_scripts - set(WORDS.words)) == set(WORDS.counts)


def test_dates_figures_and_counts_are_written_in_words(tmp_path: Path) -> None:
    day = date(2025, 12, 2)
    assert (WORDS.long_day(day), WORDS.short_day(day)) == ("2 December 2025", "2 Dec 2025")
    assert (WORDS.weekday(day), WORDS.short_weekday(day)) == ("Tuesday", "Tue")
    assert WORDS.its_month(day) == WORDS.long_month("2025-12") == "December 2025"
    assert WORDS.long_week("2025-W05") == "Week 5 of 2025"
    assert [WORDS.tally(n, "paper") for n in (0, 1, 1204)] == [
        "0 papers",
        "1 paper",
        "1,204 papers",
    ]
    assert WORDS.decimal(0.25) == "0.2"
    text = ENGLISH
    for ours, theirs in (
        ('long_day = "{day} {month} {year}"', 'long_day = "{year}, {month} {day}."'),
        ('months_in_dates = ["January"', 'months_in_dates = ["Januarii"'),
        ('thousands = ","\ndecimal = "."', 'thousands = "."\ndecimal = ","'),
        ("one = [1]\n", "one = [0, 1]\ntwo = [2]\n"),
        ('{ one = "{count} paper"', '{ two = "both papers", one = "{count} paper"'),
    ):
        assert ours in text
        text = text.replace(ours, theirs)
    written(tmp_path, text)
    other = words_of(tmp_path, "xx")
    assert other.long_day(date(2025, 1, 2)) == "2025, Januarii 2."
    assert other.long_month("2025-01") == "January 2025"
    counted = [other.tally(n, "paper") for n in (0, 1, 2, 1204)]
    assert counted == ["0 paper", "1 paper", "both papers", "1.204 papers"]
    assert other.tally(2, "vote") == "2 votes"
    assert other.decimal(0.5) == "0,5"


def test_a_language_without_words_is_refused(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH, "de")
    (told,) = problems(tmp_path, "de-AT")
    assert told.startswith("site.toml:3: there is no templates/words/de-AT.toml")
    assert "known are: de, en" in told or "did you mean" in told
    assert len(problems(tmp_path, "../words/de")) == 1


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ('part = "{title}, part {part}"', 'part = "{titel}"', "'part': nothing is put in place of"),
        ('part = "{title}, part {part}"', 'part = "{title"', "'part': expected '}'"),
        ('month = "{month} {year}"', 'month = "{month} {day}"', "nothing is put in place of {day}"),
        ('month = "{month} {year}"', 'month = "{month"', "'month': expected '}'"),
        (
            'day = "{day} {month}',
            'day = "{day:>9} {month}',
            "more than a name stands in the braces of {day}",
        ),
        (
            'day = "{day} {month}',
            'day = "{day!z} {month}',
            "more than a name stands in the braces of {day}",
        ),
        ('score = "score"', "score = 3", "'score' must be text"),
        ('"Saturday", "Sunday"]', '"Saturday"]', "'weekdays' has 6 names, not 7"),
        (
            ', "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]',
            "]",
            "has 1 name, ",
        ),
        ('direction = "ltr"', 'direction = "up"', "'up' is no direction"),
        ('decimal = "."\n', "", "'decimal' is missing"),
        ("one = [1]", 'one = "1"', "'one' must be a list of whole numbers"),
        ("one = [1]", "one = 1", "'one' must be a list of whole numbers"),
        ('day = { one = "{count} day",', 'day = { few = "{count} day",', "unknown form 'few'"),
        ('day = { one = "{count} day", other = "{count} days" }', "day = 3", "that has 'other'"),
        ("[words]", "[words", "Expected"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    tmp_path: Path, ours: str, theirs: str, told: str
) -> None:
    assert ours in ENGLISH
    written(tmp_path, ENGLISH.replace(ours, theirs, 1))
    every = problems(tmp_path, "xx")
    assert any(told in each for each in every), every
    assert all(each.startswith("templates/words/xx.toml") for each in every)


def test_what_a_file_lacks_is_said_in_english_and_told(tmp_path: Path) -> None:
    text = ENGLISH.replace('score = "score"', 'scoer = "Wert"')
    written(tmp_path, text.replace("comment = {", "komment = {"))
    words = words_of(tmp_path, "xx")
    assert words.say("score") == "score"
    assert words.tally(2, "comment") == "2 comments"
    assert words.words.keys() == WORDS.words.keys()
    told = [str(each) for each in differences(tmp_path, "xx")]
    assert len(told) == 4
    assert any("unknown key 'scoer' in [words]; did you mean 'score'" in each for each in told)
    assert any("'score' is missing in [words]; add it as" in each for each in told)
    assert any("'comment' is missing in [counts]; add it as" in each for each in told)
    assert all(each.startswith("templates/words/xx.toml:") for each in told)
    assert differences(tmp_path, "en") == ()


def test_a_word_that_nobody_asks_for_is_told_in_a_line_that_can_be_read(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH.replace('score = "score"', 'score = "score"\nqqq = "Loom"'))
    (told,) = map(str, differences(tmp_path, "xx"))
    assert told.endswith("unknown key 'qqq' in [words]; take it out: en.toml has no such key")


def test_a_site_s_own_english_comes_before_the_shipped(tmp_path: Path) -> None:
    written(tmp_path, ENGLISH.replace('latest = "Latest"', 'latest = "Today"'), "en")
    assert words_of(tmp_path, "en").say("latest") == "Today"
