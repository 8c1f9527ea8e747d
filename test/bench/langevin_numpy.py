"""Langevin dynamics on eight Gaussians as one writes it in NumPy; prints the seconds of each repetition as JSON."""
import json
import sys
import time

import numpy as np

particles, steps, repetitions = (int(word) for word in sys.argv[1:4])
eps, radius, width = 0.01, 4.0, 0.5
angle = 2 * np.pi * np.arange(8) / 8
centres = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
rng = np.random.default_rng(7)


def score(x):
    difference = centres - x[:, None, :]
    logits = -0.5 * np.sum(difference**2, axis=2) / width**2
    logits -= logits.max(axis=1, keepdims=True)
    weights = np.exp(logits)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.einsum("nk,nkd->nd", weights, difference) / width**2


def run(x, steps):
    for _ in range(steps):
        x = x + eps / 2 * score(x) + np.sqrt(eps) * rng.standard_normal(x.shape)
    return x


x = run(radius * rng.standard_normal((particles, 2)), 3)
seconds = []
for _ in range(repetitions):
    begin = time.perf_counter()
    x = run(x, steps)
    seconds.append(time.perf_counter() - begin)
print(json.dumps({"version": np.__version__, "seconds": seconds, "secondMoment": float(np.mean(np.sum(x**2, axis=1)))}))
