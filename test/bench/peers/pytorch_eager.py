"""PyTorch eager as one writes it: tensors particles x 2 under inference_mode, the softmax mean as two matrix products.
torch.softmax is slow along rows of eight: see pytorch_columns.py for what a change of the layout brings."""
import protocol
import torch

torch.set_num_threads(protocol.threads)


def langevin(job):
    data, n = job["data"], job["particles"]
    eps, variance = data["eps"], data["width"] ** 2
    centres = torch.tensor(data["centres"])
    scaled = (centres.T / variance).contiguous()
    offsets = -centres.square().sum(1) / (2 * variance)
    torch.manual_seed(job["seed"])

    @torch.inference_mode()
    def run(x, _):
        z = torch.empty(n, 2)
        for _ in range(job["steps"]):
            score = (torch.softmax(torch.addmm(offsets, x, scaled), dim=1) @ centres).sub_(x)
            x = x.add(score, alpha=eps / (2 * variance)).add_(z.normal_(), alpha=eps**0.5)
        return x

    return lambda _: torch.from_numpy(protocol.langevin_start(job)), run


def reverse_sde(job):
    stages = [(torch.tensor(s["centres"]), torch.tensor(s["logWeights"]), s["steps"]) for s in job["data"]["stages"]]
    torch.manual_seed(job["seed"])

    @torch.inference_mode()
    def run(x, _):
        z = torch.empty_like(x)
        for centres, log_weights, steps in stages:
            columns, squares = centres.T.contiguous(), centres.square().sum(1)
            for alpha, v, keep, pull, noise in steps:
                offsets = log_weights - alpha**2 / (2 * v) * squares
                mean = torch.softmax(torch.addmm(offsets, x, columns, alpha=alpha / v), dim=1) @ centres
                score = (alpha * mean).sub_(x).div_(v)
                x = (keep * x).add_(score, alpha=pull).add_(z.normal_(), alpha=noise)
        return x

    return lambda repetition: torch.from_numpy(protocol.prior_start(job, repetition)), run


protocol.serve(["torch", "numpy"], {"langevin": langevin, "reverse-sde": reverse_sde})
