"""What a person types to name a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.manual import typed
from generator.store.records import ID


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2401.01234", "arxiv:2401.01234"),
        (" arXiv:2401.01234v2 ", "arxiv:2401.01234"),
        ("arXiv: 2401.01234", "arxiv:2401.01234"),
        ("https://arxiv.org/abs/2401.01234", "arxiv:2401.01234"),
        ("http://www.arxiv.org/abs/2401.01234v3?context=cs#x", "arxiv:2401.01234"),
        ("arxiv.org/abs/2401.01234/", "arxiv:2401.01234"),
        ("https://arxiv.org/pdf/2401.01234v1.pdf", "arxiv:2401.01234"),
        ("https://export.arxiv.org/pdf/2401.01234", "arxiv:2401.01234"),
        ("https://arxiv.org/html/2401.01234v1", "arxiv:2401.01234"),
        ("https://huggingface.co/papers/2401.01234", "arxiv:2401.01234"),
        ("https://doi.org/10.48550/arXiv.2401.01234", "arxiv:2401.01234"),
        ("10.48550/arXiv.2401.01234", "arxiv:2401.01234"),
        ("doi: 10.48550/arXiv.math/0612001", "arxiv:math/0612001"),
        ("0704.0001", "arxiv:0704.0001"),
        ("1412.9999", "arxiv:1412.9999"),
        ("1501.00001", "arxiv:1501.00001"),
        ("math/0612001", "arxiv:math/0612001"),
        ("https://arxiv.org/abs/math.AG/0612001v2", "arxiv:math/0612001"),
        ("cond-mat/9901001", "arxiv:cond-mat/9901001"),
    ],
)
def test_an_id_is_read_however_it_is_typed(text: str, name: str) -> None:
    assert typed(text) == name


@pytest.mark.parametrize(
    "text",
    [
        *("", "2401", "2401.0123", "2401.012345", "2413.01234", "2400.01234", "9999.99999v0"),
        *("1412.99999", "1501.0001", "math/0613001", "title:aaaaaaaaaaaa", "٢٤٠١.٠١٢٣٤"),
        *("https://example.org/abs/2401.01234", "https://arxiv.org.evil.example/abs/2401.01234"),
        *("https://arxiv.org/list/2401.01234", "file:///abs/2401.01234", "2401.01234,2401.01235"),
    ],
)
def test_what_is_no_id_is_none(text: str) -> None:
    assert typed(text) is None


@given(st.text() | st.from_regex(r"(https://arxiv\.org/(abs|pdf)/)?[\w./-]{0,20}"))
def test_whatever_is_typed_becomes_an_id_that_can_be_stored_or_none(text: str) -> None:
    name = typed(text)
    assert name is None or ID.fullmatch(name)
    assert name is None or typed(name) == name
