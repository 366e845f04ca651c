"""Where a visitor comes from: the address that our own proxies saw, and the network that one household or office shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# A chain of proxies is short; what is longer was made up, and is read no further.
MOST_HOPS = 16
NOWHERE = IPv4Address("0.0.0.0")  # noqa: S104  # no address to listen on: who came without one


def parse(text: str) -> Address | None:
    """An address as written; an IPv4 address inside IPv6 is the IPv4 address."""
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def client(environ: Mapping[str, str], trusted: Sequence[Network]) -> Address:
    """Who asks. X-Forwarded-For is read from its right end and only as long as a proxy of ours says it.

    Whoever talks to us directly may write there what they like, and so may every hop before the first of ours.
    """
    seen = parse(environ.get("REMOTE_ADDR") or "") or NOWHERE
    for said in _hops(environ):
        if not is_trusted(seen, trusted):
            break
        earlier = parse(said)
        if earlier is None:
            break
        seen = earlier
    return seen


def is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in trusted)


def of(address: Address | str) -> str:
    """The network that a limit counts: a /24, or the /64 that one person can have whole."""
    found = (parse(address) or NOWHERE) if isinstance(address, str) else address
    return str(ip_network((int(found), 24 if found.version == 4 else 64), strict=False)) if found else ""


def _hops(environ: Mapping[str, str]) -> Iterator[str]:
    said = environ.get("HTTP_X_FORWARDED_FOR", "")
    yield from reversed(said.split(",")[-MOST_HOPS:])
