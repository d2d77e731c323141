"""One look-up per key, however many ask at once."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from totalaudio.core.lib.remembering import OncePerKey


def test_a_thousand_callers_make_one_look_up_per_key() -> None:
    asked: list[str] = []

    def slowly(key: str) -> str:
        asked.append(key)
        time.sleep(0.05)
        return key.upper()

    known = OncePerKey(slowly)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(known.get, ["a", "b"] * 500))
    assert answers == ["A", "B"] * 500
    assert sorted(asked) == ["a", "b"]


def test_keys_do_not_wait_for_each_other() -> None:
    release = threading.Event()
    known = OncePerKey(lambda key: key if key == "quick" else str(release.wait(5)))
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(known.get, "slow")
        assert known.get("quick") == "quick"
        release.set()
        assert slow.result() == "True"


def test_an_error_is_not_remembered() -> None:
    answers: Iterator[str | ValueError] = iter([ValueError("first"), "second"])

    def faulty(key: str) -> str:
        answer = next(answers)
        if isinstance(answer, ValueError):
            raise answer
        return answer

    known = OncePerKey(faulty)
    with pytest.raises(ValueError, match="first"):
        known.get("a")
    assert known.get("a") == "second"


def test_only_the_latest_keys_are_kept() -> None:
    asked: list[str] = []
    known = OncePerKey(lambda key: asked.append(key), most=2)
    for key in ("a", "b", "a", "c", "a", "b"):
        known.get(key)
    assert asked == ["a", "b", "c", "b"]
