"""The table [look]: it is the style that ships, and what cannot be read is refused."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.frozen import names
from generator.model.problem import Problem
from generator.settings.look import FACES, INKS, Dark, Light, Look, contrast, style
from generator.settings.site import load

ROOT = Path(__file__).resolve().parents[2]
CSS = (ROOT / "static/css/site.css").read_text()

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def refused(folder: Path, text: str) -> list[str]:
    (folder / "site.toml").write_text(text)
    with pytest.raises(Problem) as caught:
        load(folder)
    return [str(caught.value), *getattr(caught.value, "__notes__", ())]


def test_the_defaults_are_the_tokens_of_the_style_that_ships() -> None:
    for name in names(Light):
        light, dark = getattr(Light(), name), getattr(Dark(), name)
        assert f"--{name}: light-dark({light}, {dark});" in CSS
    face = re.search(r"--face: (.*);", CSS)
    assert face
    assert face[1].replace(", ", ",") == FACES["serif"]


def test_a_look_that_says_nothing_has_no_style() -> None:
    assert style(Look(), "/papers/") == ""


def test_a_style_has_what_was_changed_and_nothing_else() -> None:
    look = Look(light=Light(accent="#0d5670"), face="Charter, serif", font="fonts/own.woff2")
    written = style(look, "/papers/")
    assert "--accent: light-dark(#0d5670, #ff8f82);" in written
    assert '--face: "Own", Charter, serif;' in written
    assert 'src: url("/papers/static/fonts/own.woff2") format("woff2");' in written
    assert "--ink" not in written


@given(colours, colours)
def test_contrast_is_that_of_wcag(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21 == round(contrast("#000000", "#ffffff"))


def test_colours_that_cannot_be_read_are_refused_with_their_line(tmp_path: Path) -> None:
    told = refused(tmp_path, '[look.light]\nink = "#888888"\n[look.dark]\nsoft = "red"\n')
    assert "site.toml:2" in told[0]
    assert "'ink' on 'wash' has a contrast of 3.1" in told[0]
    assert "'red' is no colour" in told[1]


@given(colours)
def test_what_is_taken_can_be_read(accent: str) -> None:
    from generator.settings.look import wrong

    taken = not list(wrong(Look(light=Light(accent=accent))))
    grounds = (Light().paper, Light().wash)
    assert taken == all(contrast(accent, ground) >= 4.5 for ground in grounds)
    assert "accent" in INKS


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('face = "serif; } body { display: none"', "is no list of faces"),
        ("face = '\"Charter'", "is no list of faces"),
        ('face = "Charter, "', "is no list of faces"),
        ('font = "../secret.woff2"', "is no file beneath static/"),
        ('logo = "icon.svg/"', "is no file beneath static/"),
        ('logo = "pictures/.own/logo.svg"', "is no file beneath static/"),
        ('logo = "//example.org/logo.svg"', "is no file beneath static/"),
        ('font = "mine.woff2"', "there is no file static/mine.woff2"),
        ('logo = "mine.svg"', "there is no file static/mine.svg"),
        ('cards = "some"', "no cards are called 'some'"),
        ("home_cards = -1", "must be 0 to"),
        ('navigation = {Bad = "javascript:alert(1)"}', "is no address"),
        ('footer = {Bad = "//example.org/"}', "is no address"),
        ("footer = {Bad = '/\\example.org/'}", "is no address"),
        ('footer = {Bad = "https://example.org/ b"}', "is no address"),
        ("footer = {Bad = 3}", "is no address"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, line: str, what: str) -> None:
    assert what in refused(tmp_path, f"[look]\n{line}\n")[0]


def test_a_repository_is_an_address(tmp_path: Path) -> None:
    assert "no web address" in refused(tmp_path, '[site]\nrepository = "someone/papers"\n')[0]
