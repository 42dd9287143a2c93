"""A narrative formats and does nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizhen.records import narrative, schemas

DIV = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
PIXEL = "data:image/png;base64,AAAA"


@pytest.mark.parametrize(
    "inner",
    [
        "头痛三天　无发热",
        "<p>a<br/>b</p>",
        "a&nbsp;b &amp; c &#169;",
        '<table class="grid"><tbody><tr><td colspan="2" style="color: red; text-align: center">x</td></tr></tbody></table>',
        '<a href="https://example.org/a?b=c">x</a>',
        '<a href="#n1" name="n0">x</a>',
        '<a href="Patient/1">x</a>',
        f'<img src="{PIXEL}" alt="x"/>',
        '<img src="#pic"/>',
        '<img src="screen.png"/>',
    ],
)
def test_formatting_is_inert(inner: str) -> None:
    assert narrative.is_inert(DIV.format(inner))


@pytest.mark.parametrize(
    "inner",
    [
        "",
        " \n ",
        "<p/>",
        "<script>x</script>",
        "<SCRIPT>x</SCRIPT>",
        "<iframe>x</iframe>",
        "<form>x</form>",
        "<object>x</object>",
        "<style>x</style>",
        '<svg xmlns="http://www.w3.org/2000/svg">x</svg>',
        '<p onclick="x()">x</p>',
        '<p xmlns:q="urn:q" q:style="x">x</p>',
        '<a href="javascript:x()">x</a>',
        '<a href=" javascript:x()">x</a>',
        '<a href="java&#9;script:x()">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="//example.org">x</a>',
        '<img src="https://example.org/seen.png"/>',
        '<img src="//example.org/seen.png"/>',
        '<img src="../seen.png"/>',
        '<img src="/api/sign-out"/>',
        '<a href="/&#10;/example.org">x</a>',
        '<img src="data:image/svg+xml;base64,AAAA"/>',
        '<p style="background: url(https://example.org)">x</p>',
        '<p style="background: u/**/rl(x)">x</p>',
        '<p style="background: \\75rl(x)">x</p>',
        '<p style="position: fixed">x</p>',
        "<p>x",
        "&unknown;",
        "a & b",
        "<?php x ?>x",
    ],
)
def test_whatever_runs_loads_hides_or_says_nothing_is_refused(inner: str) -> None:
    assert not narrative.is_inert(DIV.format(inner))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "<div>x</div>",
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        DIV.format("x") * 2,
        f"<!DOCTYPE div [<!ENTITY a 'b'>]>{DIV.format('&a;')}",
        f'<!DOCTYPE div SYSTEM "https://example.org/x.dtd">{DIV.format("x")}',
        DIV.format("<b>" * narrative.DEPTH_MAX + "x" + "</b>" * narrative.DEPTH_MAX),
        DIV.format("x" + "<br/>" * narrative.ELEMENTS_MAX),
        DIV.format("\ud800"),
    ],
)
def test_what_is_not_one_small_div_is_refused(text: str) -> None:
    assert not narrative.is_inert(text)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: not text.isspace()
    )
)
def test_whatever_a_practitioner_types_becomes_an_inert_narrative(text: str) -> None:
    assert narrative.is_inert(schemas.div(text)) or set(text) & {"\ufffe", "\uffff"}
