"""What a peer and the benchmark say to each other, a line of JSON each time.

The benchmark writes a job: {"problem", "particles", "steps", "seed", "data"}. The peer answers with what it is,
{"versions", "firstSeconds", "secondMoment"}, after one repetition that has also compiled what there is to compile.
Then every line read is a request for one more repetition, answered by {"seconds", "secondMoment"}; the end of the
input ends the peer. A peer that cannot serve the problem answers {"skipped": why}.

Import this before anything that makes threads: it limits the process to the cores that it may use.
"""
import importlib.metadata
import json
import os
import platform
import sys
import time

threads = int(os.environ.get("LANGEVIN_BENCH_THREADS", "1"))
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])

import numpy as np  # noqa: E402


def langevin_start(job):
    """Every particle at the centre of a mode, the modes in turn: float32, particles x 2."""
    centres = np.asarray(job["data"]["centres"], np.float32)
    return centres[np.arange(job["particles"]) % len(centres)]


def prior_start(job, repetition):
    """N(0, prior^2 I): float32, particles x 2."""
    rng = np.random.default_rng([job["seed"], repetition])
    return np.float32(job["data"]["prior"]) * rng.standard_normal((job["particles"], 2), dtype=np.float32)


def second_moment(x):
    """Mean of |x|^2 of an array particles x 2 or 2 x particles, or of a pair of coordinates."""
    squares = np.asarray(x, np.float64) ** 2
    return float(2 * squares.mean())


def say(message):
    print(json.dumps(message), flush=True)


def serve(packages, problems):
    """Runs as a peer. `problems[name](job)` is a pair: start(repetition) -> x, not timed, and run(x, repetition) -> x,
    which is, and ends only when its result is there."""
    job = json.loads(sys.stdin.readline())
    if job["problem"] not in problems:
        say({"skipped": "does not implement this problem"})
        return
    start, run = problems[job["problem"]](job)

    def repeat(repetition):
        x = start(repetition)
        begin = time.perf_counter()
        x = run(x, repetition)
        return time.perf_counter() - begin, second_moment(x)

    seconds, moment = repeat(0)
    versions = {"Python": platform.python_version()} | {p: importlib.metadata.version(p) for p in packages}
    say({"versions": versions, "firstSeconds": seconds, "secondMoment": moment})
    for repetition, _ in enumerate(sys.stdin, start=1):
        seconds, moment = repeat(repetition)
        say({"seconds": seconds, "secondMoment": moment})
