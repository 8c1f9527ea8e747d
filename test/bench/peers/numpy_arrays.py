"""NumPy: arrays particles x 2, the softmax mean as two matrix products. One thread, but for the products."""
import protocol
import numpy as np

f32 = np.float32


def softmax(logits):
    logits -= logits.max(axis=1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=1, keepdims=True)
    return logits


def langevin(job):
    data = job["data"]
    eps, variance = f32(data["eps"]), f32(data["width"] ** 2)
    centres = np.asarray(data["centres"], f32)
    scaled = centres.T / variance
    offsets = -(centres**2).sum(axis=1) / (2 * variance)
    rng = np.random.default_rng(job["seed"])

    def run(x, _):
        for _ in range(job["steps"]):
            score = (softmax(x @ scaled + offsets) @ centres - x) / variance
            x = x + eps / 2 * score + np.sqrt(eps) * rng.standard_normal(x.shape, dtype=f32)
        return x

    return lambda _: protocol.langevin_start(job), run


def reverse_sde(job):
    stages = [
        (np.asarray(s["centres"], f32), np.asarray(s["logWeights"], f32), np.asarray(s["steps"], f32))
        for s in job["data"]["stages"]
    ]
    rng = np.random.default_rng(job["seed"])

    def run(x, _):
        for centres, log_weights, steps in stages:
            columns, squares = np.ascontiguousarray(centres.T), (centres**2).sum(axis=1)
            for alpha, v, keep, pull, noise in steps:
                logits = x @ (alpha / v * columns) + (log_weights - alpha**2 / (2 * v) * squares)
                score = (alpha * (softmax(logits) @ centres) - x) / v
                x = keep * x + pull * score + noise * rng.standard_normal(x.shape, dtype=f32)
        return x

    return lambda repetition: protocol.prior_start(job, repetition), run


protocol.serve(["numpy"], {"langevin": langevin, "reverse-sde": reverse_sde})
