"""diffrax: Euler's method on one particle, vmapped over the particles, each with its own Brownian path."""
import protocol
import diffrax
import jax
import jax.numpy as jnp
import lineax


def langevin(job):
    data, n = job["data"], job["particles"]
    h, variance = data["eps"] / 2, data["width"] ** 2
    centres = jnp.asarray(data["centres"], jnp.float32)
    diffusion = lineax.DiagonalLinearOperator(jnp.full(2, 2**0.5))

    def score(t, x, args):
        logits = (centres @ x - (centres**2).sum(axis=1) / 2) / variance
        return (jax.nn.softmax(logits) @ centres - x) / variance

    def simulate(x, key):
        path = diffrax.UnsafeBrownianPath(shape=(2,), key=key)
        terms = diffrax.MultiTerm(diffrax.ODETerm(score), diffrax.ControlTerm(lambda t, x, args: diffusion, path))
        solution = diffrax.diffeqsolve(
            terms,
            diffrax.Euler(),
            t0=0.0,
            t1=job["steps"] * h,
            dt0=h,
            y0=x,
            saveat=diffrax.SaveAt(t1=True),
            adjoint=diffrax.ForwardMode(),
            max_steps=None,
        )
        return solution.ys[0]

    simulate = jax.jit(jax.vmap(simulate))

    def run(x, repetition):
        keys = jax.random.split(jax.random.fold_in(jax.random.key(job["seed"]), repetition), n)
        return simulate(x, keys).block_until_ready()

    return lambda _: jnp.asarray(protocol.langevin_start(job)), run


protocol.serve(["diffrax", "jax", "jaxlib", "numpy"], {"langevin": langevin})
