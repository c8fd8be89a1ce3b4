"""The tests' network ends at this machine."""

import socket

import pytest

# An address of the block that is kept for documentation: nothing answers there.
ELSEWHERE = ("192.0.2.1", 80)


def test_connections_to_other_machines_are_refused() -> None:
    with socket.socket() as connection, pytest.raises(RuntimeError, match="this machine only"):
        connection.connect(ELSEWHERE)


def test_names_of_other_machines_are_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match=r"example\.org"):
        socket.create_connection(("example.org", 80))


def test_this_machine_can_be_reached() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname()) as connection:
        assert connection.getpeername() == server.getsockname()
