"""JAX as one writes it: arrays particles x 2, jit around a fori_loop, a key folded with the number of the step."""
import protocol
import jax
import jax.numpy as jnp


def langevin(job):
    data = job["data"]
    eps, variance = data["eps"], data["width"] ** 2
    centres = jnp.asarray(data["centres"], jnp.float32)

    def score(x):
        logits = (x @ centres.T - (centres**2).sum(axis=1) / 2) / variance
        return (jax.nn.softmax(logits, axis=1) @ centres - x) / variance

    @jax.jit
    def simulate(x, key):
        def step(k, x):
            z = jax.random.normal(jax.random.fold_in(key, k), x.shape)
            return x + eps / 2 * score(x) + eps**0.5 * z

        return jax.lax.fori_loop(0, job["steps"], step, x)

    def run(x, repetition):
        return simulate(x, jax.random.fold_in(jax.random.key(job["seed"]), repetition)).block_until_ready()

    return lambda _: jnp.asarray(protocol.langevin_start(job)), run


def reverse_sde(job):
    stages = [
        tuple(jnp.asarray(s[name], jnp.float32) for name in ("centres", "logWeights", "steps"))
        for s in job["data"]["stages"]
    ]

    @jax.jit
    def simulate(x, key):
        for number, (centres, log_weights, steps) in enumerate(stages):
            stage_key = jax.random.fold_in(key, number)

            def step(k, x):
                alpha, v, keep, pull, noise = steps[k]
                logits = x @ (alpha / v * centres.T) + (log_weights - alpha**2 / (2 * v) * (centres**2).sum(axis=1))
                score = (alpha * (jax.nn.softmax(logits, axis=1) @ centres) - x) / v
                z = jax.random.normal(jax.random.fold_in(stage_key, k), x.shape)
                return keep * x + pull * score + noise * z

            x = jax.lax.fori_loop(0, len(steps), step, x)
        return x

    def run(x, repetition):
        return simulate(x, jax.random.fold_in(jax.random.key(job["seed"]), repetition)).block_until_ready()

    return lambda repetition: jnp.asarray(protocol.prior_start(job, repetition)), run


protocol.serve(["jax", "jaxlib", "numpy"], {"langevin": langevin, "reverse-sde": reverse_sde})
