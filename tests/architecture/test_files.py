"""Files stay short enough to be read at one sitting."""

from tests.architecture.sources import name_of, python_files

LONGEST, SPLIT_FROM = 400, 250


def test_no_module_is_too_long() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files("src", "tests", "bench")
    }
    for name in sorted(name for name, size in lengths.items() if size > SPLIT_FROM):
        print(f"split soon: {name}")  # noqa: T201  shown with -s, and when the test fails
    assert {name: size for name, size in lengths.items() if size > LONGEST} == {}
