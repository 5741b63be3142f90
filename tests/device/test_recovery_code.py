"""A recovery code comes back however it is typed, and no slip is taken for another code."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.device import recovery_code
from iro_desktop.device.recovery_code import RecoveryCodeMistyped, new_recovery_code, read_recovery_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SPELLED = st.integers(0, 2**130 - 1).map(recovery_code._spell)


def test_a_code_is_seven_groups_of_four_and_never_twice_the_same() -> None:
    codes = {new_recovery_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4] * 7
        assert set(code) <= set(ALPHABET + "-")
        assert len(read_recovery_code(code)) == 17


def test_all_130_bits_are_random() -> None:
    seen_one, seen_zero = 0, 0
    for _ in range(200):
        number = int.from_bytes(read_recovery_code(new_recovery_code()), "big")
        seen_one |= number
        seen_zero |= ~number
    assert seen_one == 2**130 - 1
    assert seen_zero & (2**130 - 1) == 2**130 - 1


@given(SPELLED)
@settings(max_examples=50)
def test_sloppy_typing_is_taken_as_meant(code: str) -> None:
    meant = read_recovery_code(code)
    sloppy = code.lower().replace("0", "o").replace("1", "l").replace("v", "u")
    assert read_recovery_code(f"  {sloppy[:9]} - {sloppy[9:20]}\n{sloppy[20:]}.") == meant
    assert read_recovery_code(code.replace("1", "I")) == meant


def test_every_single_slip_is_found() -> None:
    code = new_recovery_code().replace("-", "")
    for place, right in enumerate(code):
        for wrong in ALPHABET:
            if wrong != right:
                with pytest.raises(RecoveryCodeMistyped):
                    read_recovery_code(code[:place] + wrong + code[place + 1 :])


def test_every_exchange_of_two_characters_is_found() -> None:
    """Of the 26 that carry the code: any two; an exchange that reaches into the check: all but 1 in 1021."""
    code = new_recovery_code().replace("-", "")
    for first in range(26):
        for second in range(first + 1, 26):
            if code[first] != code[second]:
                swapped = list(code)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                with pytest.raises(RecoveryCodeMistyped):
                    read_recovery_code("".join(swapped))


@pytest.mark.parametrize("typed", ["", "7Q4M", "0" * 27, "0" * 29, "!" * 28, "é" * 28])
def test_what_is_no_code_is_said(typed: str) -> None:
    with pytest.raises(RecoveryCodeMistyped) as problem:
        read_recovery_code(typed)
    assert "Compare it with the printed page" in problem.value.what_to_do


def test_the_smallest_and_largest_codes() -> None:
    assert read_recovery_code("0" * 28) == bytes(17)
    assert read_recovery_code(recovery_code._spell(2**130 - 1)) == (2**130 - 1).to_bytes(17, "big")
