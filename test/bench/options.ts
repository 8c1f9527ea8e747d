import { availableParallelism } from "node:os";
import { choose, integer } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import { parseFlags } from "./parse-flags.ts";
import type { Problem } from "./problem.ts";
import * as problems from "./problems/index.ts";

export interface Options {
  readonly json: boolean;
  /** One short race a problem: to see that all of it works. */
  readonly quick: boolean;
  readonly peers: boolean;
  readonly only: readonly Problem[];
  readonly particles: readonly number[];
  readonly threads: number;
}

/** Peers run the largest number of particles that is not above this. */
export const mostBesidePeers = 1e5;

export const usage = `npm run bench -- [flags]

  --json             the rows, ratios and gates as JSON
  --quick            1,000 particles, one round: shows that it works, measures nothing
  --peers            beside NumPy, PyTorch, torchsde, JAX and diffrax, in a virtual environment that it makes in
                     LANGEVIN_BENCH_VENV or in the cache folder (PYTHON, or python3, makes it; 6 GB on Linux, where
                     PyTorch brings its CUDA libraries, unless pip is set up to find a build for CPUs)
  --only NAME        one problem: ${Object.values(problems)
    .map(({ name }) => name)
    .join(", ")}
  --particles N,...  numbers of particles (default 1000,10000,100000,1000000); peers run the largest of at most ${mostBesidePeers}
  --threads N        threads of engines and peers (default: all cores)
`;

const flags = {
  json: { type: "boolean" },
  quick: { type: "boolean" },
  peers: { type: "boolean" },
  only: { type: "string" },
  particles: { type: "string" },
  threads: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const particlesOf = (text: string): number[] =>
  text.split(",").map((word) => integer("--particles", Number(word || "NaN"), { min: 8, max: 1e7 }));

/** What was asked for; undefined where that is help. */
export function optionsOf(words: readonly string[], cores = availableParallelism()): Options | undefined {
  const {
    json = false,
    quick = false,
    peers = false,
    only,
    particles,
    threads,
    help,
  } = parseFlags(words, flags);
  if (help) return undefined;
  const sizes = particles !== undefined ? particlesOf(particles) : quick ? [1e3] : [1e3, 1e4, 1e5, 1e6];
  if (peers && !sizes.some((n) => n <= mostBesidePeers)) {
    throw new UsageError({
      what: "--particles",
      got: particles,
      expected: `one of at most ${mostBesidePeers}, as that is where peers run`,
    });
  }
  return {
    json,
    quick,
    peers,
    only:
      only === undefined
        ? Object.values<Problem>(problems)
        : [choose<Problem>("problem of the benchmark", only, problems)],
    particles: sizes,
    threads: threads === undefined ? cores : integer("--threads", Number(threads), { min: 1, max: cores }),
  };
}
