"""Stopping and starting again, in order and by force."""

from pathlib import Path

from tests.platform.launch import (
    Launched,
    count_rows,
    launch,
    processes_of,
    until,
    urls,
    write_rows,
)


def test_stopped_and_started_again_it_has_everything(folder: Path, platform: Launched) -> None:
    write_rows(urls(platform)["owner"], 1)
    before, run_id = count_rows(urls(platform)["owner"]), platform.run_file()["id"]
    assert platform.stop() == 0
    assert [event.split()[0] for event in platform.events()[-3:]] == ["worker", "web", "postgres"]
    assert not (platform.data / "run.json").exists()
    assert processes_of(run_id) == []
    with (folder / "said again").open("w+") as said:
        again = launch(platform.data, said)
        again.wait_until_ready()
        assert "Making the database" not in again.text()
        assert "Bringing the database up to date" not in again.text()
        assert count_rows(urls(again)["owner"]) == before
        killed_whole(again)


def killed_whole(platform: Launched) -> None:
    """Kills the supervisor: nothing of it may be left, and the next run starts as if nothing was."""
    run_id = platform.run_file()["id"]
    platform.process.kill()
    platform.process.wait()
    until(lambda: processes_of(run_id) == [], 30)
    with (platform.data.parent / "said after").open("w+") as said:
        after = launch(platform.data, said)
        after.wait_until_ready()
        assert after.stop() == 0


def test_interrupted_while_it_starts_it_leaves_nothing(folder: Path) -> None:
    with (folder / "interrupted").open("w+") as said:
        launched = launch(folder / "interrupted-data", said)
        until(lambda: "up to date" in launched.text(), 60)
        run_id = launched.run_file()["id"]
        assert launched.stop() == 0
        assert processes_of(run_id) == []
        assert "Traceback" not in launched.text()
