import pytest

from assistant.errors import OriginUnusable
from assistant.origins import is_own, normal_origin, origins_in


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("https://a.example", "https://a.example"),
        (" HTTPS://WWW.A.Example ", "https://www.a.example"),
        ("https://a.example:443", "https://a.example"),
        ("http://a.example:80", "http://a.example"),
        ("http://a.example:443", "http://a.example:443"),
        ("https://a.example:8443", "https://a.example:8443"),
        ("https://müller.example", "https://xn--mller-kva.example"),
        ("https://大学.example", "https://xn--pss25c.example"),
        ("https://xn--pss25c.example", "https://xn--pss25c.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[0:0::1]:8000", "http://[::1]:8000"),
        ("http://localhost:3000", "http://localhost:3000"),
    ],
)
def test_an_origin_is_written_as_browsers_send_it(text: str, normal: str) -> None:
    assert normal_origin(text) == normal


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "begins with neither"),
        ("a.example", "begins with neither"),
        ("//a.example", "begins with neither"),
        ("ftp://a.example", "begins with neither"),
        ("file:///home", "begins with neither"),
        ("null", "any page"),
        ("*", "begins with neither"),
        ("https://*.a.example", "wildcard"),
        ("https://a.example/", "not even a slash"),
        ("https://a.example/page", "nothing follows"),
        ("https://a.example?x", "nothing follows"),
        ("https://a.example#x", "nothing follows"),
        ("https://user@a.example", "user name"),
        ("https://a.example\\@b.example", "user name"),
        ("https://a.example.", "dot"),
        ("https://a..example", "no name"),
        ("https://-a.example", "no name"),
        ("https://a_b.example", "no name"),
        ("https://a.example:", "port"),
        ("https://a.example:0", "port"),
        ("https://a.example:70000", "range"),
        ("https://a.example:x", "Port"),
        ("https://127.1", "octets"),
        ("https://0x7f000001", "octets"),
        ("https://[::1", "IPv6"),
        ("https://a b.example", "nothing follows"),
    ],
)
def test_what_is_no_origin_is_said(text: str, fault: str) -> None:
    with pytest.raises(OriginUnusable, match=fault) as raised:
        normal_origin(text)

    assert "https://www.example.org" in raised.value.hint


def test_a_setting_holds_several_origins() -> None:
    assert origins_in("https://a.example, http://b.example:80,") == {
        "https://a.example",
        "http://b.example",
    }
    assert origins_in("") == frozenset()


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://127.0.0.1:7860", True),
        ("https://127.0.0.1:7860", True),
        ("http://127.0.0.1:8000", False),
        ("http://127.0.0.1", False),
        ("http://localhost:7860", False),
        ("null", False),
        ("http://", False),
    ],
)
def test_a_page_is_the_servers_own_where_host_and_port_are(origin: str, own: bool) -> None:
    assert is_own(origin, "127.0.0.1:7860") is own
    assert not is_own(origin, "")
