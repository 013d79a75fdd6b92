"""Who may come in to the page."""

import socket

import pytest

from bridge import guard

OWN = socket.gethostname().split(".")[0]


@pytest.mark.parametrize("host", ["127.0.0.1:9080", "localhost:9080", "LOCALHOST:9080",
                                  "[::1]:9080"])
def test_this_machine_is_welcome(host):
    assert guard.is_welcome_host(host, 9080, lan=False)
    assert guard.is_welcome_host(host, 9080, lan=True)


@pytest.mark.parametrize("host", [f"{OWN}:9080", f"{OWN.upper()}.local:9080", "192.168.1.5:9080"])
def test_the_network_is_welcome_only_where_it_is_let_in(host):
    assert not guard.is_welcome_host(host, 9080, lan=False)
    assert guard.is_welcome_host(host, 9080, lan=True)


@pytest.mark.parametrize("host", [
    None, "", "evil.example:9080", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:9080",
    "evil@127.0.0.1:9080", "127.0.0.1:9080@evil.example", "127.0.0.1:9080/", "[::1", "a:b:c",
    "127.0.0.1:99999", "localhost.:9080", "127.0.0.1:9080\tx",
])
def test_names_that_lead_here_from_elsewhere_are_not(host):
    assert not guard.is_welcome_host(host, 9080, lan=True)


def test_only_our_own_page_may_talk():
    assert guard.is_welcome_origin("http://127.0.0.1:9080", "127.0.0.1:9080")
    assert guard.is_welcome_origin(None, "127.0.0.1:9080")  # a program
    for origin in ("null", "", "http://evil.example", "https://127.0.0.1:9080",
                   "http://127.0.0.1:9081", "http://localhost:9080", "file://"):
        assert not guard.is_welcome_origin(origin, "127.0.0.1:9080")


def test_tokens():
    tokens = {guard.new_token() for _ in range(200)}
    assert len(tokens) == 200
    token = tokens.pop()
    assert guard.is_token(token, token) and guard.is_token(f" {token.upper()} ", token)
    assert guard.is_token(token.replace("-", ""), token)
    for wrong in ("", None, 5, [token], token[:-1], token + "x", "ü"):
        assert not guard.is_token(wrong, token)
