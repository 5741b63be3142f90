"""Subkeys are HKDF-SHA256 as RFC 5869 gives it, and no two purposes share one."""

from iro_desktop.device.subkeys import hkdf, subkey


def test_the_vectors_of_rfc_5869() -> None:
    first = hkdf(b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA)), 42)
    assert first.hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )
    second = hkdf(bytes(range(0x50)), bytes(range(0x60, 0xB0)), bytes(range(0xB0, 0x100)), 82)
    assert second.hex().startswith("b11e398dc80327a1c8e7f78c596a4934")
    assert second.hex().endswith("cc30c58179ec3e87c14c01d5c1f3434f1d87")
    third = hkdf(b"\x0b" * 22, b"", b"", 42)
    assert third.hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )


def test_purposes_and_keys_are_kept_apart() -> None:
    key = bytes(range(32))
    found = {subkey(key, purpose) for purpose in ("backup", "head", "log hash")} | {
        subkey(bytes(32), "backup")
    }
    assert len(found) == 4
    assert key not in found
    assert all(len(each) == 32 for each in found)


def test_a_purposes_key_never_changes() -> None:
    assert (
        subkey(bytes(32), "head").hex() == "6eb50a97122688989cf96c97fcf04e23d052887f09fcbd9bcb8517fbf857f56d"
    )
