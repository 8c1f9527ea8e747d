import { peers } from "./peers/index.ts";
import type { Row, Skipped } from "./row.ts";
import { geometricMean } from "./statistics.ts";

/** A target, and whether it is met. */
export interface Gate {
  readonly about: string;
  readonly target: number;
  readonly unit: string;
  /** Whether less is better. */
  readonly most?: true;
  readonly measured?: number;
  readonly met: boolean;
  /** Why it could not be judged. */
  readonly unmetBecause?: string;
}

/** The engine that the targets are for, and the size at which they hold. */
const engine = "simd32";
const particles = 100_000;

interface Known {
  readonly rows: readonly Row[];
  readonly skipped: readonly Skipped[];
  readonly threads: number;
}
type Target = Omit<Gate, "met" | "measured" | "unmetBecause">;

/** The row of a contestant, or why there is none. */
function find({ rows, skipped }: Known, problem: string, contestant: string, threads?: number): Row | string {
  const row = rows.find(
    (r) =>
      r.problem === problem &&
      r.contestant === contestant &&
      r.particles === particles &&
      (threads === undefined || r.threads === threads),
  );
  if (row?.agrees) return row;
  if (row !== undefined) return `${contestant} ends with a wrong E|x|^2 of ${row.secondMoment}`;
  const reason = skipped.find((s) => s.contestant === contestant && (s.problem ?? problem) === problem);
  if (reason !== undefined) return `${contestant} was skipped: ${reason.reason}`;
  const many = threads === undefined ? "" : ` on ${threads} thread${threads === 1 ? "" : "s"}`;
  return `${contestant} was not run on ${problem} with ${particles} particles${many}`;
}

function judged(target: Target, needed: readonly (Row | string)[], value: () => number): Gate {
  const missing = needed.find((row) => typeof row === "string");
  if (typeof missing === "string") return { ...target, met: false, unmetBecause: missing };
  const measured = value();
  const met = target.most ? measured <= target.target : measured >= target.target;
  return { ...target, measured, met };
}

function overPeer(known: Known, problem: string, peer: string, target: number): Gate {
  const [ours, theirs] = [find(known, problem, engine, known.threads), find(known, problem, peer)];
  const about = `${problem}: ${engine} on ${known.threads} threads / ${peer}`;
  return judged(
    { about, target, unit: "times" },
    [ours, theirs],
    () => (ours as Row).rate / (theirs as Row).rate,
  );
}

/** Where peers are slower or faster than where the targets were set, so are we: the geometric mean of their ratios. */
function standing(known: Known): number | undefined {
  const ratios = peers.flatMap(({ name, there }) => {
    const row = find(known, "langevin", name);
    return there === undefined || typeof row === "string" ? [] : [row.rate / (1e6 * there)];
  });
  return ratios.length === 0 ? undefined : geometricMean(ratios);
}

function perThread(known: Known): Gate {
  const needed = [1, known.threads].map((threads) => find(known, "langevin", engine, threads));
  const scale = standing(known);
  const about = `langevin: ${engine} a thread, where the peers are ${scale?.toFixed(2) ?? "?"} of the design's table`;
  const unit = "million particle-steps a second";
  return judged(
    { about, target: 36 * (scale ?? 1), unit },
    [...needed, ...(scale === undefined ? ["no peer was run"] : [])],
    () => Math.min(...needed.map((row) => (row as Row).rate / (row as Row).threads)) / 1e6,
  );
}

function threadsOverOne(known: Known): Gate {
  const [one, two] = [1, 2].map((threads) => find(known, "langevin", engine, threads));
  const target = { about: `langevin: ${engine} on two threads / one`, target: 1.8, unit: "times" };
  return judged(target, [one, two], () => (two as Row).rate / (one as Row).rate);
}

/** The worst over all problems and sizes that were run. */
function worst({ rows }: Known, target: Target, of: (row: Row) => number | undefined): Gate {
  const values = rows.flatMap((row) => (row.contestant === engine ? (of(row) ?? []) : []));
  const needed = values.length === 0 ? [`${engine} was not run`] : [];
  return judged({ ...target, most: true }, needed, () => Math.max(...values));
}

/** The targets for speed, "Measured by" 1 to 3 of the issue that asked for compiled engines. */
export const gates = (known: Known): Gate[] => [
  overPeer(known, "langevin", "jax-unrolled", 1.3),
  overPeer(known, "langevin", "jax", 7),
  overPeer(known, "langevin", "pytorch-eager", 12),
  overPeer(known, "langevin", "diffrax", 12),
  perThread(known),
  overPeer(known, "reverse-sde", "jax", 3),
  threadsOverOne(known),
  worst(
    known,
    { about: `${engine}: first compilation`, target: 100, unit: "ms" },
    (row) => 1e3 * row.compileSeconds,
  ),
  worst(
    known,
    { about: `${engine}: kernels compiled for a new grid`, target: 0, unit: "kernels" },
    ({ newGrid }) => newGrid?.kernels,
  ),
  worst(
    known,
    { about: `${engine}: a new grid`, target: 10, unit: "microseconds a step" },
    ({ newGrid }) => newGrid && 1e6 * newGrid.secondsPerStep,
  ),
];
