"""Telling a Flowbend that is playing one thing over OSC, from the command line."""

import socket

from bridge import addresses
from bridge.doors import DoorError
from bridge.osc import encoded

_PATIENCE_S = 2.0
_ASKED = addresses.address_of("gain")


def tell(host: str, port: int, address: str, *arguments: object) -> str | None:
    """[control] Send one message; the sentence that it was refused with, or None.

    Raises DoorError when nothing answers there.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hand:
        hand.settimeout(_PATIENCE_S)
        try:
            hand.connect((host, port))
            # The question behind it is always answered, so silence means that nobody is there.
            for message in ((address, list(arguments)), (_ASKED, [])):
                hand.send(encoded(message))
            answer = hand.recv(65536)
        except (OSError, OverflowError):  # the latter: no such port can be
            raise DoorError(
                f"no Flowbend answers on {host} port {port}: start `flowbend play`, or say where"
                " it listens with --osc-host and --osc-port"
            ) from None
    name, _, rest = answer.partition(b"\0")
    if name.decode() != addresses.ERROR:
        return None
    return rest.partition(b",s\0\0")[2].rstrip(b"\0").decode(errors="replace")
