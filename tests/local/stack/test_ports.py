import socket

import pytest

from local.stack.ports import DEFAULTS, Ports
from tests.local.stack.conftest import free_offset


def test_an_offset_moves_every_port() -> None:
    assert Ports(100).all() == {name: port + 100 for name, port in DEFAULTS.items()}


@pytest.mark.parametrize("offset", [-2000, 60000])
def test_an_offset_out_of_range_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="out of 1-65535"):
        Ports(offset)


def test_a_taken_port_is_named() -> None:
    ports = Ports(free_offset())
    assert ports.taken() == {}
    with socket.create_server(("127.0.0.1", ports["cosmos"])):
        assert ports.taken() == {"cosmos": ports["cosmos"]}
