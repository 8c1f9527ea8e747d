"""JAX unrolled by hand: x and y as arrays of their own, the eight modes written out, several steps a turn of the loop."""
import protocol
import jax
import jax.numpy as jnp


def langevin(job):
    data, steps = job["data"], job["steps"]
    eps, variance, centres = data["eps"], data["width"] ** 2, data["centres"]
    turn = next(n for n in (4, 2, 1) if steps % n == 0)

    def move(x, y, key):
        logits = [((x - a) ** 2 + (y - b) ** 2) * (-0.5 / variance) for a, b in centres]
        largest = logits[0]
        for logit in logits[1:]:
            largest = jnp.maximum(largest, logit)
        weights = [jnp.exp(logit - largest) for logit in logits]
        total = sum(weights[1:], weights[0])
        mean_x = sum(w * a for w, (a, _) in zip(weights, centres)) / total
        mean_y = sum(w * b for w, (_, b) in zip(weights, centres)) / total
        key_x, key_y = jax.random.split(key)
        x = x + eps / (2 * variance) * (mean_x - x) + eps**0.5 * jax.random.normal(key_x, x.shape)
        y = y + eps / (2 * variance) * (mean_y - y) + eps**0.5 * jax.random.normal(key_y, y.shape)
        return x, y

    @jax.jit
    def simulate(xy, key):
        def several(k, xy):
            for i in range(turn):
                xy = move(*xy, jax.random.fold_in(key, turn * k + i))
            return xy

        return jax.lax.fori_loop(0, steps // turn, several, xy)

    def run(xy, repetition):
        return jax.block_until_ready(simulate(xy, jax.random.fold_in(jax.random.key(job["seed"]), repetition)))

    def start(_):
        x = protocol.langevin_start(job)
        return jnp.asarray(x[:, 0]), jnp.asarray(x[:, 1])

    return start, run


protocol.serve(["jax", "jaxlib", "numpy"], {"langevin": langevin})
