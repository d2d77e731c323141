"""Streamed answers end when their last part was made, or when the connection was lost; then they count."""

from collections.abc import Callable, Iterable, Iterator


class Stream:
    """Passes the parts of an answer on, and says once how it ended: with its own status, or broken."""

    def __init__(self, parts: Iterable[bytes], ended: Callable[[bool], None]) -> None:
        self._parts: Iterable[bytes] = parts
        self._iterator: Iterator[bytes] = iter(parts)
        self._ended: Callable[[bool], None] | None = ended

    def __iter__(self) -> "Stream":
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._iterator)
        except StopIteration:
            self._end(is_broken=False)
            raise
        except BaseException:
            self._end(is_broken=True)
            raise

    def close(self) -> None:
        """The server is done with it, to the end or not."""
        close = getattr(self._parts, "close", None)
        if close:
            close()
        self._end(is_broken=False)

    def _end(self, *, is_broken: bool) -> None:
        ended, self._ended = self._ended, None
        if ended:
            ended(is_broken)
