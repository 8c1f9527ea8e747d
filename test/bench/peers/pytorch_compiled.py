"""PyTorch compiled: a step as one fused kernel over coordinates apart, with the eight modes unrolled. The normals are
drawn outside, by PyTorch's own vectorised generator: inside, the generator of the compiled code is slower.
The reverse SDE keeps its matrix products, with the number of nodes as a dynamic size."""
import protocol
import torch

torch.set_num_threads(protocol.threads)


def langevin(job):
    data = job["data"]
    eps, variance = data["eps"], data["width"] ** 2
    centres = data["centres"]
    torch.manual_seed(job["seed"])

    @torch.compile(fullgraph=True, dynamic=False)
    def step(x, z):
        logits = [-((x[0] - a) ** 2 + (x[1] - b) ** 2) / (2 * variance) for a, b in centres]
        largest = logits[0]
        for logit in logits[1:]:
            largest = torch.maximum(largest, logit)
        weights = [torch.exp(logit - largest) for logit in logits]
        total = sum(weights)
        mean = [sum(w * c[j] for w, c in zip(weights, centres)) / total for j in range(2)]
        return x + eps / (2 * variance) * (torch.stack(mean) - x) + eps**0.5 * z

    @torch.inference_mode()
    def run(x, _):
        z = torch.empty_like(x)
        for _ in range(job["steps"]):
            x = step(x, z.normal_())
        return x

    return lambda _: torch.from_numpy(protocol.langevin_start(job)).T.contiguous(), run


def reverse_sde(job):
    stages = [
        (torch.tensor(s["centres"]), torch.tensor(s["logWeights"]), torch.tensor(s["steps"]))
        for s in job["data"]["stages"]
    ]
    torch.manual_seed(job["seed"])

    @torch.compile(fullgraph=True, dynamic=True)
    def step(x, z, centres, log_weights, coefficients):
        alpha, v, keep, pull, noise = coefficients.unbind()
        offsets = (log_weights - alpha**2 / (2 * v) * centres.square().sum(1))[:, None]
        mean = centres.T @ torch.softmax((alpha / v * centres) @ x + offsets, dim=0)
        return keep * x + pull * (alpha * mean - x) / v + noise * z

    @torch.inference_mode()
    def run(x, _):
        z = torch.empty_like(x)
        for centres, log_weights, steps in stages:
            for coefficients in steps:
                x = step(x, z.normal_(), centres, log_weights, coefficients)
        return x

    return lambda repetition: torch.from_numpy(protocol.prior_start(job, repetition)).T.contiguous(), run


protocol.serve(["torch", "numpy"], {"langevin": langevin, "reverse-sde": reverse_sde})
