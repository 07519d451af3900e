"""The browser tests' own watch: it must see what it is there to see."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser import Pages

_POLICY = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"


@pytest.fixture
def written(tmp_path: Path):
    """Write a page with the given head and body."""

    def write(head: str, body: str) -> Path:
        path = tmp_path / "page.html"
        path.write_text(
            f"<!doctype html><meta charset='utf-8'>{head}<title>t</title>{body}", encoding="utf-8"
        )
        return path

    return write


@pytest.mark.parametrize(
    ("head", "body", "complaint"),
    [
        ("", "<img src='https://example.org/a.png' alt=''>", "request: https://example.org/a.png"),
        ("", "<script>fetch('https://example.org/').catch(() => 0)</script>", "request: https://example.org/"),
        ("", "<script>console.error('so')</script>", "console: so"),
        ("", "<script>setTimeout(() => { throw new Error('thrown') })</script>", "exception: thrown"),
        (_POLICY, "<p style='color: red'>x</p>", "policy: style-src-attr stopped inline"),
        (_POLICY, "<script>document.title = 'run'</script>", "policy: script-src-elem stopped inline"),
        (_POLICY, "<img src='https://example.org/a.png' alt=''>", "policy: img-src stopped https://example.org/a.png"),
    ],
)  # fmt: skip
def test_a_page_that_is_not_whole_is_noticed(
    page: Pages, written, head: str, body: str, complaint: str
) -> None:
    opened = page(written(head, body), tolerant=True)
    assert complaint in page.complaints(opened)
    assert opened.title() == "t"


def test_a_page_with_complaints_fails_its_test_unless_told(chromium, written) -> None:
    pages = Pages(chromium)
    pages(written("", "<script>console.error('so')</script>"))
    with pytest.raises(AssertionError, match="console: so"):
        pages.close()


def test_a_whole_page_has_no_complaints(page: Pages, written) -> None:
    policy = _POLICY.replace("'none'\"", "'none'; img-src data:\"")
    opened = page(
        written(policy, "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt=''>"),
        "here",
        size=(390, 844),
    )
    assert opened.evaluate("[location.hash, innerWidth, innerHeight, navigator.onLine]") == [
        "#here",
        390,
        844,
        False,
    ]
    assert page.complaints(opened) == []
