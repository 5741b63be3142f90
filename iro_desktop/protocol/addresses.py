"""Which addresses only this machine can reach: the only ones that either side uses without TLS."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
