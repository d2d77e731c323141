"""One request per second and host, with a clock that the test turns."""

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.lib.pacing import Pacer


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_the_second_request_to_a_host_waits_and_another_host_does_not() -> None:
    clock = Clock()
    pacer = Pacer(1.0, clock=clock, sleep=clock.sleep)
    assert [pacer.wait("a.example"), pacer.wait("b.example"), pacer.wait("a.example")] == [0, 0, 1]


def test_after_a_pause_nobody_waits() -> None:
    clock = Clock()
    pacer = Pacer(1.0, clock=clock, sleep=clock.sleep)
    pacer.wait("a.example")
    clock.now += 5
    assert pacer.wait("a.example") == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 3)), max_size=50))
def test_requests_to_one_host_are_never_closer_than_the_interval(
    steps: list[tuple[str, float]],
) -> None:
    clock = Clock()
    pacer = Pacer(1.0, clock=clock, sleep=clock.sleep)
    seen: dict[str, float] = {}
    for host, pause in steps:
        clock.now += pause
        pacer.wait(host)
        assert clock.now - seen.get(host, -10) >= 1.0 - 1e-9
        seen[host] = clock.now
