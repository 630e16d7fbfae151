"""Which part of a name matched what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.directory.highlight import marks_of


@pytest.mark.parametrize(
    ("query", "name", "marked"),
    [
        ("湾头", "湾头村丁字路口", ["湾头"]),
        ("wtc", "湾头村丁字路口", ["湾头村"]),
        ("wantoucun", "湾头村丁字路口", ["湾头村"]),
        ("wantouc", "湾头村丁字路口", ["湾头村"]),
        ("WTC", "湾头村", ["湾头村"]),
        ("dzlk", "湾头村丁字路口", ["丁字路口"]),
        ("zmq", "双峰县梓门桥镇", ["梓门桥"]),
        ("湾头 320", "湾头村320国道口", ["湾头", "320"]),
        ("g320", "G320国道口", ["G320"]),
        ("qsp", "清石铺", ["清石铺"]),
        ("xyz", "湾头村", []),
        ("", "湾头村", []),
        ("wtcdzlkxx", "湾头村丁字路口", []),
    ],
)
def test_marks(query: str, name: str, marked: list[str]) -> None:
    assert [name[start : start + length] for start, length in marks_of(query, name)] == marked


@given(st.text(max_size=12), st.text(max_size=30))
def test_marks_lie_within_the_name_whatever_is_typed(query: str, name: str) -> None:
    for start, length in marks_of(query, name):
        assert 0 <= start < start + length <= len(name)
