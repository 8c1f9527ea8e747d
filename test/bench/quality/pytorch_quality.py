"""The lecture's notebook in eager PyTorch on the CPU: the `ve` recipe with the U-Net of 497,185 weights.

Three programs, each of which prints a line of JSON at its end: `pace` says how long a step takes in both layouts,
`train` leaves weights, `sample` leaves images as float32, count x 28 x 28, from 0 to 1.
"""
import argparse
import importlib.metadata
import json
import math
import pathlib
import platform
import sys
import time

import numpy as np
import torch

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "mnist"))
from pytorch_training import Unet

layouts = {"channels first": torch.contiguous_format, "channels last": torch.channels_last}
sigma_min, ratio, eps = 0.01, 5000, 1e-5


def sigma(t):
    return sigma_min * ratio**t


def score(network, x, t):
    s = sigma(t)[:, None, None, None]
    return network(x / torch.sqrt(1 + s**2), t, None) / s


def loss(network, x):
    t = torch.rand(len(x)) * (1 - eps) + eps
    z = torch.randn_like(x)
    s = sigma(t)[:, None, None, None]
    return torch.mean((s * score(network, x + s * z, t) + z) ** 2)


def trainer(layout, rate=1e-3):
    """The network, and what makes an update of it."""
    network = Unet().to(memory_format=layouts[layout])
    optimiser = torch.optim.Adam(network.parameters(), lr=rate, fused=True)

    def update(x):
        optimiser.zero_grad()
        found = loss(network, x)
        found.backward()
        optimiser.step()
        return found.item()

    return network, update


@torch.inference_mode()
def sampler(network, count, layout, steps=1000):
    """The reverse SDE in steps of 1 / N; yields the mean of each state, the last of which is the result."""
    x = sigma_min * ratio * torch.randn(count, 1, 28, 28).contiguous(memory_format=layouts[layout])
    dt = 1 / steps
    for t in torch.linspace(1, eps, steps):
        g = sigma(t) * math.sqrt(2 * math.log(ratio))
        mean = x + g**2 * score(network, x, t.expand(count)) * dt
        x = mean + g * math.sqrt(dt) * torch.randn_like(x)
        yield mean


def read(file, layout):
    pixels = torch.from_numpy(np.load(file)).float()[:, None] / 255
    return (2 * pixels - 1).contiguous(memory_format=layouts[layout])


def progress(last=[0.0], every=10):
    """Whether it is time to say something."""
    if time.monotonic() - last[0] < every:
        return False
    last[0] = time.monotonic()
    return True


def say(line):
    print(line, file=sys.stderr, flush=True)


def train(images, weights, layout, batch, epochs, updates):
    x, (network, update), losses = read(images, layout), trainer(layout), []
    begin = time.perf_counter()
    for epoch in range(1, epochs + 1):
        of_each, order = [], torch.randperm(len(x)).split(batch)
        for k, indices in enumerate(order[:updates], 1):
            of_each.append((update(x[indices]), len(indices)))
            if progress():
                say(f"epoch {epoch} of {epochs}: {k} of {len(order)} updates, loss {of_each[-1][0]:.4f}, "
                    f"{time.perf_counter() - begin:.0f} s")
        losses.append(sum(value * n for value, n in of_each) / sum(n for _, n in of_each))
        say(f"epoch {epoch} of {epochs}: mean loss {losses[-1]:.6f}, {time.perf_counter() - begin:.0f} s")
    torch.save(network.state_dict(), weights)
    return {"losses": losses, "updates": epochs * len(order[:updates])}


def sample(weights, samples, layout, count, batch, steps):
    network = Unet().to(memory_format=layouts[layout])
    network.load_state_dict(torch.load(weights))
    begin, found = time.perf_counter(), []
    for first in range(0, count, batch):
        for k, x in enumerate(sampler(network, min(batch, count - first), layout, steps), 1):
            if progress():
                say(f"images {first} to {first + len(x)} of {count}: {k} of {steps} steps, {time.perf_counter() - begin:.0f} s")
        found.append(x)
    np.save(samples, ((torch.cat(found) + 1) / 2).clamp(0, 1)[:, 0].contiguous().numpy())
    return {"steps": steps * len(found)}


def pace(images, batch, together, rounds):
    """The fastest update and the fastest step of sampling of some alternating rounds, after one that does not count."""
    def timed(work):
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    fastest = {layout: {"training": math.inf, "sampling": math.inf} for layout in layouts}
    contestants = {}
    for layout in layouts:
        network, update = trainer(layout)
        contestants[layout] = read(images, layout)[:batch], update, sampler(network, together, layout)
    for k in range(rounds + 1):
        for layout, (x, update, steps) in contestants.items():
            found = {"training": timed(lambda: update(x)), "sampling": timed(lambda: next(steps))}
            if k > 0:
                fastest[layout] = {part: min(seconds, fastest[layout][part]) for part, seconds in found.items()}
    return {"fastest": fastest}


def main():
    common = argparse.ArgumentParser()
    programs = common.add_subparsers(dest="program", required=True)
    files = {"pace": ["images"], "train": ["images", "weights"], "sample": ["weights", "samples"]}
    numbers = {
        "pace": {"batch": 128, "together": 100, "rounds": 9},
        "train": {"batch": 128, "epochs": 4, "updates": None},
        "sample": {"count": 500, "batch": 100, "steps": 1000},
    }
    for name in files:
        parser = programs.add_parser(name)
        for file in files[name]:
            parser.add_argument(file)
        if name != "pace":
            parser.add_argument("--layout", choices=list(layouts), default="channels last")
        for number, default in numbers[name].items():
            parser.add_argument(f"--{number}", type=int, default=default)
    asked = vars(common.parse_args())
    torch.manual_seed(0)
    found = {"pace": pace, "train": train, "sample": sample}[asked.pop("program")](**asked)
    versions = {"Python": platform.python_version(), "torch": importlib.metadata.version("torch")}
    print(json.dumps({**found, "cpuSeconds": time.process_time(), "versions": versions}))


main()
