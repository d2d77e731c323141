"""A real Prometheus of Debian that scrapes each second: `with prometheus(folder, [port], token) as url:`."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from tests.platform.launch import free_port, until

PACKAGES: Final = ("prometheus",)
WANTED: Final = "needs Prometheus: apt-get install -y --no-install-recommends " + " ".join(PACKAGES)
IS_THERE: Final = shutil.which("prometheus") is not None
EVERY: Final = 1.0  # seconds between two scrapes
_CONFIG: Final = """\
global:
  scrape_interval: 1s
  scrape_timeout: 1s
scrape_configs:
  - job_name: totalaudio
    metrics_path: /metrics
    authorization:
      credentials: {token}
    static_configs:
      - targets: [{targets}]
"""


@contextmanager
def prometheus(folder: Path, ports: Sequence[int], token: str) -> Iterator[str]:
    """Its address, as long as the block lasts."""
    port = free_port()
    targets = ", ".join(f"'127.0.0.1:{one}'" for one in ports)
    config = folder / "prometheus.yml"
    config.write_text(_CONFIG.format(token=token, targets=targets))
    process = subprocess.Popen(
        [
            "prometheus",
            f"--config.file={config}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}",
            "--log.level=error",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: process.poll() is not None or _is_ready(port), 30)
        assert process.poll() is None, "Prometheus ended"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(10)


def _is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/-/ready", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False
