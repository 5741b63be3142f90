"""Which passphrases are good enough, and an offer of one that is: five random words."""

from functools import cache
from pathlib import Path

from iro_desktop.device.stretch import normal_form
from iro_desktop.domain.problems import KnownProblem

SHORTEST = 12
LONGEST = 256
_LEFT_OVER = 6
_WORDS = Path(__file__).resolve().parents[2] / "resources" / "words"
_LOOK_ALIKES = str.maketrans("@48310!5$7+", "aabeloisstt")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp")


class PassphraseTooWeak(KnownProblem):
    """A passphrase that could be guessed; `what_to_do` says why and what would do."""


def check_passphrase(passphrase: str) -> None:
    """Raise PassphraseTooWeak unless it is long enough and not made of what guessers try first.

    Common passwords, keyboard runs, repeats and numbers may be part of it, but six letters or signs
    must remain when they are taken away.
    """
    text = normal_form(passphrase)
    if len(text) < SHORTEST:
        raise _too_weak(f"It needs at least {SHORTEST} characters; it has {len(text)}.")
    if len(text) > LONGEST:
        raise _too_weak(f"It can have at most {LONGEST} characters.")
    if _repeats(text):
        raise _too_weak("It repeats itself.")
    if _left_over(text.casefold()) < _LEFT_OVER:
        raise _too_weak("It is made of words, numbers or keyboard runs that are guessed first.")


def suggest_passphrase() -> str:
    """Return five words with spaces between, each chosen at random from 7,772 (64.6 bits)."""
    import secrets

    return " ".join(secrets.choice(_words("passphrase_words.txt")) for _ in range(5))


def _repeats(text: str) -> bool:
    plain = "".join(text.casefold().split())
    return len(set(plain)) < 5 or plain in (plain + plain)[1:-1]


def _left_over(text: str) -> int:
    """Count what remains of `text` without guessable parts and without digits and spaces."""
    covered = [letter.isspace() or letter.isdigit() for letter in text]
    for seen in (text, text.translate(_LOOK_ALIKES)):
        for fragment in _words("denied.txt"):
            start = seen.find(fragment)
            while start >= 0:
                covered[start : start + len(fragment)] = [True] * len(fragment)
                start = seen.find(fragment, start + 1)
    for start in range(len(text) - 3):
        if any(text[start : start + 4] in run for run in _runs()):
            covered[start : start + 4] = [True] * 4
    remaining = [letter for letter, gone in zip(text, covered, strict=True) if not gone]
    return len(remaining) if len(set(remaining)) > 2 else 0


@cache
def _runs() -> tuple[str, ...]:
    return tuple(way for row in _ROWS for way in (row, row[::-1]))


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple((_WORDS / name).read_text(encoding="utf-8").split())


def _too_weak(why: str) -> PassphraseTooWeak:
    return PassphraseTooWeak(
        "That passphrase could be guessed.", f"{why} Five unrelated words are easy to keep."
    )
