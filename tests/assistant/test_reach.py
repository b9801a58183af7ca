import pytest

from assistant.errors import OriginUnusable
from assistant.reach import Reach, reach_of
from corpus.errors import AssistantError


@pytest.mark.parametrize(
    ("reach", "is_open"),
    [
        (Reach("127.0.0.1"), True),
        (Reach("::1"), True),
        (Reach("0.0.0.0"), False),
        (Reach("127.0.0.1", public_origin="https://ask.example"), False),
        (Reach("127.0.0.1", proxies=("127.0.0.1/32",)), False),
    ],
)
def test_programs_need_no_key_where_only_this_machine_asks(reach: Reach, is_open: bool) -> None:
    assert reach.is_open is is_open


def test_the_names_of_the_server_are_known_on_loopback_and_behind_a_proxy() -> None:
    assert "localhost" in Reach("::1").hosts
    assert "[::1]" in Reach("::1").hosts
    assert Reach("0.0.0.0").hosts == frozenset()
    assert "ask.example" in Reach("0.0.0.0", public_origin="https://ask.example:8443").hosts


def test_settings_become_a_reach() -> None:
    reach = reach_of("127.0.0.1", "https://Ask.example/", "10.0.0.0/8, 127.0.0.1", None)

    assert reach.public_origin == "https://ask.example"
    assert reach.proxies == ("10.0.0.0/8", "127.0.0.1/32")
    assert reach.per_address == 120
    assert reach_of("127.0.0.1", "", "", None).per_address == 1200
    assert reach_of("127.0.0.1", "", "", 5).per_address == 5


def test_a_wrong_setting_is_named() -> None:
    with pytest.raises(OriginUnusable):
        reach_of("127.0.0.1", "https://ask.example/path", "", None)
    with pytest.raises(AssistantError, match="HUKOU_TRUSTED_PROXIES"):
        reach_of("127.0.0.1", "", "proxy.example", None)
