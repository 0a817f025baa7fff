"""Sending load from a process of its own, and insisting that all of it was answered well."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench.http_client import Job, Outcome, write_requests
from bench.problem import BenchFailed

PROJECT = Path(__file__).resolve().parents[1]


def send(requests: Iterator[bytes], *, port: int, connections: int, expected: int, rate: float = 0.0) -> Outcome:
    """Send ready-made HTTP requests to a server on this machine and wait for every answer.

    :param rate: requests a second at fixed times; 0 is as fast as the connections allow
    :raises BenchFailed: an answer was missing or was not ``expected``
    """
    with tempfile.TemporaryDirectory() as folder:
        file, job_file = Path(folder) / "requests", Path(folder) / "job.json"
        count = write_requests(file, requests)
        job = Job(host="127.0.0.1", port=port, requests=str(file), connections=connections, rate=rate)
        job_file.write_text(json.dumps(asdict(job)), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "bench.http_client", str(job_file)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise BenchFailed(f"the load broke off: {done.stderr.strip().splitlines()[-1]}")
    outcome = Outcome(**json.loads(done.stdout))
    if outcome.statuses != {str(expected): count}:
        raise BenchFailed(f"of {count} answers not all were {expected}: {outcome.statuses} {outcome.first_unexpected}")
    return outcome
