"""The code that a person prints and keeps: 130 random bits, forgiving of how it is typed back."""

import os

from iro_desktop.domain.problems import KnownProblem

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1, "U": 27}
_LETTERS = 26
_CHECK = 1021
"""A prime below 32²: the check finds any one wrong character and any two exchanged ones."""


class RecoveryCodeMistyped(KnownProblem):
    """What was typed cannot be any recovery code: a character is wrong or missing."""


def new_recovery_code() -> str:
    """Return a new code, for example "7Q4M-…" (seven groups of four)."""
    return _in_groups(_spell(int.from_bytes(os.urandom(17), "big") >> 6))


def read_recovery_code(typed: str) -> bytes:
    """Return the 17 bytes that a typed code stands for.

    Lower case, spaces, hyphens, O for 0, I or L for 1 and U for V are all taken as meant. Raises
    RecoveryCodeMistyped when the check characters do not agree; that is no failed attempt.
    """
    letters = [letter for letter in typed.upper() if not (letter.isspace() or letter in "-–—_.")]
    if len(letters) != _LETTERS + 2:
        raise _mistyped(f"It has 28 characters; {len(letters)} were typed.")
    if any(letter not in _VALUES for letter in letters):
        raise _mistyped("It holds only letters and digits.")
    number = 0
    for letter in letters[:_LETTERS]:
        number = number * 32 + _VALUES[letter]
    if number % _CHECK != _VALUES[letters[-2]] * 32 + _VALUES[letters[-1]]:
        raise _mistyped("One character is wrong, or two have changed places.")
    return number.to_bytes(17, "big")


def _spell(number: int) -> str:
    check = number % _CHECK
    digits = [number >> 5 * place & 31 for place in reversed(range(_LETTERS))] + [check >> 5, check & 31]
    return "".join(_ALPHABET[digit] for digit in digits)


def _in_groups(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _mistyped(why: str) -> RecoveryCodeMistyped:
    return RecoveryCodeMistyped(
        "That is not quite the recovery code.", f"{why} Compare it with the printed page."
    )
