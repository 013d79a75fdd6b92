"""Being found: OSC and OSCQuery announced by mDNS on the interfaces that are listened on.

The only importer of zeroconf. On 127.0.0.1 only programs on this machine that look there too find
it; those with python-zeroconf inside do.
"""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import ifaddr
from zeroconf import InterfaceChoice, ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

QUERY, OSC = "_oscjson._tcp.local.", "_osc._udp.local."


@asynccontextmanager
async def announced(name: str, host: str, query_port: int, osc_port: int) -> AsyncIterator[str]:
    """[control] Announced until it is left; gives the name, which has a number behind it where
    there is another of that name. It takes a second or two.

    Errors: whatever the network or zeroconf has against it.
    """
    everywhere = host in ("", "0.0.0.0", "::")
    own = _addresses() if everywhere else [str(socket.getaddrinfo(host, None)[0][4][0])]
    zeroconf = AsyncZeroconf(interfaces=InterfaceChoice.All if everywhere else own)
    try:
        for service, port in ((QUERY, query_port), (OSC, osc_port)):
            info = ServiceInfo(
                service, f"{name}.{service}", port, parsed_addresses=own,
                server=f"flowbend-{_label(socket.gethostname())}-{query_port}.local.",
            )
            await (await zeroconf.async_register_service(info, allow_name_change=True))
            name = info.name.removesuffix(f".{service}")
        yield name
    finally:
        await zeroconf.async_close()


def _addresses() -> list[str]:
    """[control] This machine's IPv4 addresses as others see it; 127.0.0.1 where there is none."""
    found = [str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    return [ip for ip in found if not ip.startswith("127.")] or ["127.0.0.1"]


def _label(name: str) -> str:
    """[any] A host's name as one label of a DNS name."""
    return "".join(x if x.isascii() and x.isalnum() else "-" for x in name)[:40]
