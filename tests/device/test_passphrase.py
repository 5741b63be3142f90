"""A passphrase is long, and something is left when what guessers try first is taken away."""

import pytest

from iro_desktop.device import passphrase as module
from iro_desktop.device.passphrase import PassphraseTooWeak, check_passphrase, suggest_passphrase


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "short",
        "elevenchars",
        "           12",
        "password1234!",
        "P@ssw0rd2026!!",
        "Pa$$w0rdPa$$w0rd",
        "independent reviewing officer",
        "September2026!",
        "qwertyuiop123",
        "zxcvbnm,./123",
        "abcdefghijkl",
        "lkjhgfdsa098",
        "839201748362",
        "aaaaaaaaaaaaaa",
        "xq7xq7xq7xq7",
        "correct horse battery staple",
        "Liverpool1892!",
        "Welcome12345!",
        "letmein letmein!",
        "iloveyou2026",
        "Council Laptop 1",
        "!!!!....!!!!....",
        "x" * 257,
    ],
)
def test_guessable_ones_are_refused_with_a_reason(weak: str) -> None:
    with pytest.raises(PassphraseTooWeak) as problem:
        check_passphrase(weak)
    assert problem.value.what_to_do.endswith("Five unrelated words are easy to keep.")
    assert weak == "" or weak not in problem.value.title + problem.value.what_to_do


@pytest.mark.parametrize(
    "good",
    [
        "tulip harbour pencil Monday fox",
        "x7$Kp!9Qz&2w",
        "my dog eats purple hats",
        "Tuesday morning in the garden",
        "mae'r ddraig yn cysgu heno",
        "żółta łódka płynie rano",
        "hunter of marmalade 12",
    ],
)
def test_others_are_taken(good: str) -> None:
    check_passphrase(good)


def test_every_common_leaked_password_is_refused() -> None:
    long_ones = [word for word in module._words("denied.txt") if len(word) >= 12]
    assert len(long_ones) > 200
    for word in long_ones:
        for dressed in (word, word.upper(), word + "1!", "2026" + word):
            with pytest.raises(PassphraseTooWeak):
                check_passphrase(dressed)


def test_the_word_list_is_large_and_plain() -> None:
    words = module._words("passphrase_words.txt")
    assert len(set(words)) == len(words) == 7772
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in words)


def test_an_offer_is_five_words_good_enough_and_new_each_time() -> None:
    offers = [suggest_passphrase() for _ in range(200)]
    assert len(set(offers)) == 200
    words = set(module._words("passphrase_words.txt"))
    for offer in offers:
        assert len(offer.split(" ")) == 5
        assert set(offer.split(" ")) <= words
        check_passphrase(offer)
