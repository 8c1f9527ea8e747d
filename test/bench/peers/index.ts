import type { Peer } from "../peer.ts";

const both = ["langevin", "reverse-sde"];

/** The peers, in the order in which they run. */
export const peers: readonly Peer[] = [
  {
    name: "numpy",
    title: "NumPy",
    program: "numpy_arrays.py",
    packages: ["numpy"],
    problems: both,
    serial: true,
    there: 2.1,
  },
  {
    name: "torchsde",
    title: "torchsde",
    program: "torchsde_euler.py",
    packages: ["torchsde", "torch", "numpy"],
    problems: ["langevin"],
    there: 3.4,
  },
  {
    name: "pytorch-eager",
    title: "PyTorch eager",
    program: "pytorch_eager.py",
    packages: ["torch", "numpy"],
    problems: both,
    there: 4.7,
  },
  {
    name: "pytorch-columns",
    title: "PyTorch eager, coordinates first",
    program: "pytorch_columns.py",
    packages: ["torch", "numpy"],
    problems: both,
  },
  {
    name: "pytorch-compiled",
    title: "PyTorch compiled",
    program: "pytorch_compiled.py",
    packages: ["torch", "numpy"],
    problems: both,
    there: 13.7,
  },
  {
    name: "diffrax",
    title: "diffrax",
    program: "diffrax_euler.py",
    packages: ["diffrax", "jax", "jaxlib", "numpy"],
    problems: ["langevin"],
    there: 5.9,
  },
  {
    name: "jax",
    title: "JAX as one writes it",
    program: "jax_as_written.py",
    packages: ["jax", "jaxlib", "numpy"],
    problems: both,
    there: 9.9,
  },
  {
    name: "jax-unrolled",
    title: "JAX unrolled by hand",
    program: "jax_unrolled.py",
    packages: ["jax", "jaxlib", "numpy"],
    problems: ["langevin"],
    there: 57.9,
  },
];
