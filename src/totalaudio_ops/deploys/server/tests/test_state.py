"""A file is whole whoever writes it at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from totalaudio_ops.deploys.server.state import write_whole


def test_threads_that_write_one_file_do_not_meet(tmp_path: Path) -> None:
    file = tmp_path / "it.json"
    contents = [b"%d" % number * 100 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(25):
            list(pool.map(lambda content: write_whole(file, content), contents))
            assert file.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [file]
