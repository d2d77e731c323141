"""What is read out of the counters of HAProxy; the figures are what 2.6 counted of one such request each."""

import csv
import io

import pytest

from totalaudio_ops.deploys.server.runtime import _row

_HEAD = (
    "pxname,svname,status,weight,check_status,scur,rtime,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,"
    "econ,eresp,srv_abrt"
)


@pytest.mark.parametrize(
    ("counters", "requests", "errors"),
    [
        pytest.param("0,1,0,0,0,0,0,0,0", 1, 0, id="answered"),
        pytest.param("0,0,0,0,1,0,0,0,0", 1, 1, id="answered with an error"),
        pytest.param("0,0,0,1,0,0,0,1,1", 1, 0, id="refused while it was still being sent"),
        pytest.param("0,0,0,0,0,0,0,1,0", 1, 1, id="not answered"),
        pytest.param("0,0,0,0,0,0,0,1,1", 1, 1, id="not answered while it was being sent"),
        pytest.param("0,1,0,0,0,0,0,1,1", 2, 1, id="cut off in the middle of the answer"),
        pytest.param("0,0,0,0,0,0,1,0,0", 1, 1, id="nobody there"),
    ],
)
def test_what_people_brought_about_themselves_is_no_error(
    counters: str, requests: int, errors: int
) -> None:
    line = f"{_HEAD}\nproduction-tracker,blue,UP,100,L7OK,0,12,{counters}\n"
    [found] = csv.DictReader(io.StringIO(line))
    assert (_row(found).counted.requests, _row(found).counted.errors) == (requests, errors)
