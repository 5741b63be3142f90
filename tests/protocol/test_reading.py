"""Whatever bytes come in: JSON within the limits, or a refusal, and never anything else."""

import contextlib
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.protocol.reading import DEEPEST, LARGEST_INFLATED, deflate, inflate, read_json
from iro_desktop.protocol.refusals import Refused, Why


def refusal(call, *arguments):
    with pytest.raises(Refused) as caught:
        call(*arguments)
    return caught.value.why


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"nan", b"[1.0]", b"[1e3]", b"[Infinity]", b'{"a":1,"a":2}',
     b"[9223372036854775808]",
     b"[" + b"9" * 5000 + b"]", b"<html>Sign in to the network</html>", b'"\x01"', b"[1]]"],
)  # fmt: skip
def test_what_is_not_plain_json_is_refused(body):
    assert refusal(read_json, body) is Why.BAD_MESSAGE


def test_json_comes_out_as_it_is():
    value = {"a": [1, None, True, "é\u0000\U0001f600", {"b": -(2**63)}], "c": 2**63 - 1}
    assert read_json(json.dumps(value).encode()) == value


def test_depth_is_counted_not_guessed_from_brackets_in_text():
    assert read_json(json.dumps(["[" * 100] * 100).encode())
    deep = "[" * DEEPEST + "]" * DEEPEST
    assert read_json(deep.encode())
    assert refusal(read_json, f"[{deep}]".encode()) is Why.TOO_DEEP
    assert refusal(read_json, b"[" * 100_000 + b"]" * 100_000) in {Why.BAD_MESSAGE, Why.TOO_DEEP}


def test_a_compressed_body_is_inflated_within_its_limit():
    assert inflate(deflate(b"abc" * 1000), "gzip") == b"abc" * 1000
    assert inflate(b"abc", "") == b"abc"
    bomb = gzip.compress(b"\0" * (LARGEST_INFLATED + 1))
    assert len(bomb) < 30_000
    assert refusal(inflate, bomb, "gzip") is Why.TOO_LARGE


@pytest.mark.parametrize("cut", [0, 1, 10, 19, -1, -8])
def test_a_truncated_body_is_refused(cut):
    assert refusal(inflate, gzip.compress(b"abc" * 1000)[:cut], "gzip") is Why.BAD_MESSAGE


def test_what_follows_a_compressed_body_is_refused():
    assert refusal(inflate, gzip.compress(b"abc") + b"more", "gzip") is Why.BAD_MESSAGE
    assert refusal(inflate, b"abc", "br") is Why.BAD_MESSAGE


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_refusal(body):
    for encoding in ("", "gzip", "deflate"):
        with contextlib.suppress(Refused):
            read_json(inflate(body, encoding))
