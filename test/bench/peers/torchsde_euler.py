"""torchsde: sdeint with Euler's method, diagonal noise, tensors particles x 2. The softmax is written out, as
torch.softmax takes five times as long along rows of eight."""
import protocol
import torch
import torchsde

torch.set_num_threads(protocol.threads)


class Langevin(torch.nn.Module):
    noise_type = "diagonal"
    sde_type = "ito"

    def __init__(self, centres, variance, particles):
        super().__init__()
        self.centres = torch.tensor(centres)
        self.scaled = (self.centres.T / variance).contiguous()
        self.offsets = -self.centres.square().sum(1) / (2 * variance)
        self.variance = variance
        self.diffusion = torch.full((particles, 2), 2**0.5)

    def f(self, t, x):
        logits = torch.addmm(self.offsets, x, self.scaled)
        weights = logits.sub_(logits.amax(dim=1, keepdim=True)).exp_()
        mean = (weights @ self.centres).div_(weights.sum(dim=1, keepdim=True))
        return mean.sub_(x).div_(self.variance)

    def g(self, t, x):
        return self.diffusion


def langevin(job):
    data, n = job["data"], job["particles"]
    h = data["eps"] / 2
    sde = Langevin(data["centres"], data["width"] ** 2, n)
    times = torch.tensor([0.0, job["steps"] * h], dtype=torch.float64)

    @torch.inference_mode()
    def run(x, repetition):
        path = torchsde.BrownianInterval(
            times[0], times[1], size=(n, 2), dtype=torch.float32, dt=h, entropy=job["seed"] + repetition
        )
        return torchsde.sdeint(sde, x, times, bm=path, method="euler", dt=h)[-1]

    return lambda _: torch.from_numpy(protocol.langevin_start(job)), run


protocol.serve(["torchsde", "torch", "numpy"], {"langevin": langevin})
