"""What a hash of a password costs: the figures of OWASP, whatever other tests pay."""

from functions.auth.guards.passwords import _hasher


def test_hashes_cost_what_owasp_asks() -> None:
    kind, version, cost, salt, _ = _hasher().hash("wieczorna kuchnia 27").split("$")[1:]
    assert (kind, version, cost) == ("argon2id", "v=19", "m=19456,t=2,p=1")
    assert len(salt) >= 22
