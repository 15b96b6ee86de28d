"""The page of a paper, as a reader finds it in a built site."""

from pathlib import Path

from tests.commands.small_site import SmallSite


def test_what_a_model_wrote_has_its_formulas_set(tmp_path: Path) -> None:
    made = SmallSite(tmp_path)
    made.toml()
    said = {"summary": r"It costs & finds E\textsuperscript{2}, <b> or $\alpha$."}
    made.day("2026-11-27", ["Ada"], **said, keywords=["$k$-means", r"\textsc{Loom}", "R&D"])
    made.build()
    page = made.page("papers/2611.00001")
    assert "<p>It costs &amp; finds E<sup>2</sup>, &lt;b&gt; or <math><mi>α</mi></math>." in page
    assert "<p><math><mi>k</mi></math>-means, " in page
    assert ">Loom</span>, R&amp;D</p>" in page
