"""The networks of mnist/networks in PyTorch, eager, as one writes them, trained with its fused Adam.

The benchmark writes a job, {"network", "layout", "batch", "rate", "parameters": [{"name", "shape"}], and base64 of
float32 "weights", "inputs", "noise", "labels", "targets"}; the answer is {"versions"}, or {"skipped": why}. Then every
line read, {"steps"}, is a request for that many training steps on the same batch, answered by {"seconds", "losses"}.
"""
import base64
import importlib.metadata
import json
import math
import os
import platform
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(int(os.environ.get("LANGEVIN_BENCH_THREADS", "1")))


def conv(from_, to, kernel=3, stride=1, bias=True):
    return nn.Conv2d(from_, to, kernel, stride, padding=kernel // 2, bias=bias)


def waves(t, frequencies):
    angle = t[:, None] * frequencies
    return torch.cat([angle.sin(), angle.cos()], 1)


class TimeEmbedding(nn.Module):
    def __init__(self, count, size):
        super().__init__()
        self.frequencies = nn.Buffer(1000 * torch.exp(-math.log(1e4) * torch.arange(count) / count))
        self.first, self.second = nn.Linear(2 * count, size), nn.Linear(size, size)

    def forward(self, t):
        return F.silu(self.second(F.silu(self.first(waves(t, self.frequencies)))))


class DdpmBlock(nn.Module):
    def __init__(self, from_, to, embedding):
        super().__init__()
        self.norm1, self.conv1 = nn.GroupNorm(8, from_), conv(from_, to)
        self.shift = nn.Linear(embedding, to)
        self.norm2, self.conv2 = nn.GroupNorm(8, to), conv(to, to)
        self.keep = nn.Identity() if from_ == to else conv(from_, to, 1)

    def forward(self, x, e):
        h = self.conv1(F.silu(self.norm1(x))) + self.shift(e)[:, :, None, None]
        return self.keep(x) + self.conv2(F.silu(self.norm2(h)))


class Unet(nn.Module):
    # A stride of 2 pads ahead of the image here and behind it there: the same network sees the image from its far end.
    mirrored = True

    def __init__(self, fine=32, coarse=64, e=128):
        super().__init__()
        self.embedding = TimeEmbedding(fine, e)
        self.enter, self.down1 = conv(1, fine), DdpmBlock(fine, fine, e)
        self.shrink1, self.down2 = conv(fine, fine, stride=2), DdpmBlock(fine, coarse, e)
        self.shrink2, self.middle1 = conv(coarse, coarse, stride=2), DdpmBlock(coarse, coarse, e)
        self.middle2, self.up2 = DdpmBlock(coarse, coarse, e), DdpmBlock(2 * coarse, coarse, e)
        self.up1 = DdpmBlock(coarse + fine, fine, e)
        self.last, self.leave = nn.GroupNorm(8, fine), conv(fine, 1)

    def forward(self, x, t, _):
        e = self.embedding(t)
        h1 = self.down1(self.enter(x), e)
        h2 = self.down2(self.shrink1(h1), e)
        h = self.middle2(self.middle1(self.shrink2(h2), e), e)
        h = self.up2(torch.cat([F.interpolate(h, scale_factor=2), h2], 1), e)
        h = self.up1(torch.cat([F.interpolate(h, scale_factor=2), h1], 1), e)
        return self.leave(F.silu(self.last(h)))


class ConditionedNorm(nn.Module):
    def __init__(self, channels, embedding):
        super().__init__()
        self.norm = nn.GroupNorm(channels // 8, channels, affine=False)
        self.scale, self.shift = nn.Linear(embedding, channels), nn.Linear(embedding, channels)

    def forward(self, x, e):
        return F.silu(torch.addcmul(self.shift(e)[:, :, None, None], self.norm(x), 1 + self.scale(e)[:, :, None, None]))


class ResidualBlock(nn.Module):
    def __init__(self, channels, embedding):
        super().__init__()
        self.norm1, self.conv1 = nn.GroupNorm(channels // 8, channels), conv(channels, channels, bias=False)
        self.norm2, self.conv2 = ConditionedNorm(channels, embedding), conv(channels, channels)

    def forward(self, x, e):
        return x + self.conv2(self.norm2(self.conv1(F.silu(self.norm1(x))), e))


class DigitsEmbedding(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.frequencies = nn.Buffer(24 ** (torch.arange(16) / 15))
        self.level, self.label = nn.Linear(32, size), nn.Linear(11, size, bias=False)
        self.mix = nn.Linear(size, size)

    def forward(self, t, label):
        level = self.level(math.sqrt(2) * waves(t, self.frequencies))
        return F.silu(self.mix(F.silu(level + self.label(F.one_hot(label, 11).float()))))


class Digits(nn.Module):
    def __init__(self, fine=48, coarse=96, e=56):
        super().__init__()
        self.embedding = DigitsEmbedding(e)
        self.enter, self.down1 = conv(4, fine), ResidualBlock(fine, e)
        self.shrink = conv(4 * fine, coarse, 1)
        self.bottom1, self.bottom2 = ResidualBlock(coarse, e), ResidualBlock(coarse, e)
        self.grow, self.up1 = conv(coarse, 4 * fine, 1), ResidualBlock(fine, e)
        self.last, self.leave = nn.GroupNorm(fine // 8, fine), conv(fine, 4)

    def forward(self, x, t, label):
        e = self.embedding(t, label)
        skip = self.down1(self.enter(F.pixel_unshuffle(x, 2)), e)
        h = self.bottom2(self.bottom1(self.shrink(F.pixel_unshuffle(skip, 2)), e), e)
        h = self.up1(F.pixel_shuffle(self.grow(h), 2) + skip, e)
        return F.pixel_shuffle(self.leave(F.silu(self.last(h))), 2)


class Simple(nn.Module):
    def __init__(self, few=64, many=128):
        super().__init__()
        self.conv1, self.conv2, self.conv3, self.conv4 = conv(1, few), conv(few, many), conv(many, few), conv(few, 1)
        self.time1, self.time2 = nn.Linear(1, many), nn.Linear(many, many)

    def forward(self, x, t, _):
        e = self.time2(F.relu(self.time1(t[:, None])))
        h = F.relu(self.conv2(F.relu(self.conv1(x)))) + e[:, :, None, None]
        return self.conv4(F.relu(self.conv3(h)))


networks = {"unet": Unet, "digits": Digits, "simple": Simple}


def shuffled(name, values):
    """PyTorch's pixel shuffles have a square's pixels within a channel, ours a pixel's channels within a square."""
    if name == "shrink.weight":
        return values.unflatten(2, (4, -1)).transpose(2, 3).flatten(2, 3)
    if name in ("grow.weight", "grow.bias"):
        return values.unflatten(-1, (4, -1)).transpose(-1, -2).flatten(-2)
    return values


def mirror(network):
    return (2, 3) if getattr(network, "mirrored", False) else ()


@torch.no_grad()
def load(network, name, values):
    """Gives a parameter of ours to the module of the same name."""
    path, _, leaf = name.rpartition(".")
    module = network.get_submodule(path)
    values = shuffled(name, values)
    if values.ndim == 4:
        values = values.permute(3, 2, 0, 1).flip(mirror(network))
    elif values.ndim == 2:
        values = values.T
    if isinstance(module, nn.GroupNorm):
        target, values = (module.weight, 1 + values) if leaf == "scale" else (module.bias, values)
    else:
        target = getattr(module, leaf)
    if target.shape != values.shape:
        raise ValueError(f"{name} has the shape {list(values.shape)} here and {list(target.shape)} there")
    target.copy_(values)
    return target.numel()


def main():
    job = json.loads(sys.stdin.readline())
    array = lambda name: torch.frombuffer(bytearray(base64.b64decode(job[name])), dtype=torch.float32)
    layout = {"channels last": torch.channels_last, "channels first": torch.contiguous_format}[job["layout"]]
    network = networks[job["network"]]().to(memory_format=layout)
    weights, given, taken = array("weights"), 0, 0
    for parameter in job["parameters"]:
        n = math.prod(parameter["shape"])
        taken += load(network, parameter["name"], weights[given : given + n].reshape(parameter["shape"]))
        given += n
    if taken != sum(p.numel() for p in network.parameters()):
        raise ValueError("parameters are left over")
    optimiser = torch.optim.Adam(network.parameters(), lr=job["rate"], betas=(0.9, 0.99), eps=1e-8, fused=True)
    image = (job["batch"], 1, 28, 28)
    x, y = (array(name).reshape(image).flip(mirror(network)) for name in ("inputs", "targets"))
    x, y = (a.contiguous(memory_format=layout) for a in (x, y))
    t, label = array("noise"), array("labels").long()

    def step():
        optimiser.zero_grad()
        loss = F.mse_loss(network(x, t, label), y)
        loss.backward()
        optimiser.step()
        return loss.item()

    versions = {"Python": platform.python_version(), "torch": importlib.metadata.version("torch")}
    print(json.dumps({"versions": versions}), flush=True)
    for line in sys.stdin:
        begin = time.perf_counter()
        losses = [step() for _ in range(json.loads(line)["steps"])]
        print(json.dumps({"seconds": time.perf_counter() - begin, "losses": losses}), flush=True)


if __name__ == "__main__":
    main()
