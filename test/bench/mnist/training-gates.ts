import type { Skipped } from "../row.ts";
import type { TrainingRow } from "./compare-training.ts";

/** A target for a network's training step, and whether it is met. */
export interface TrainingGate {
  readonly network: string;
  /** Our time over that of PyTorch, in the layout in which it is faster: at most this. */
  readonly target: number;
  readonly measured?: number;
  readonly met: boolean;
  /** Why it could not be judged. */
  readonly unmetBecause?: string;
}

/** "Measured by" 1 of the issue that asked for the networks. */
const targets = { unet: 1.15, digits: 1 } as const;

interface Known {
  readonly rows: readonly TrainingRow[];
  readonly skipped: readonly Skipped[];
  readonly batch: number;
  readonly backend: string;
}

/** Why there is nothing to judge. */
function missing({ rows, skipped, batch, backend }: Known, network: string): string | undefined {
  if (batch !== 128 || backend !== "tensorflow")
    return `it is for batches of 128 on tensorflow, not ${batch} on ${backend}`;
  const mine = rows.filter((row) => row.network === network);
  const wrong = mine.find(({ agrees }) => !agrees);
  if (wrong !== undefined) return `${wrong.trainer} begins with losses of ${wrong.losses.join(", ")}`;
  if (mine.some(({ kind }) => kind === "peer")) return undefined;
  const reason = skipped.find(({ problem }) => (problem ?? network) === network);
  return reason === undefined ? "it was not run" : `${reason.contestant} was skipped: ${reason.reason}`;
}

/** The targets of the training step. */
export function trainingGates(known: Known): TrainingGate[] {
  return Object.entries(targets).map(([network, target]) => {
    const unmetBecause = missing(known, network);
    if (unmetBecause !== undefined) return { network, target, met: false, unmetBecause };
    const peers = known.rows.filter((row) => row.network === network && row.kind === "peer");
    const measured = 1 / Math.min(...peers.map(({ overOurs }) => overOurs));
    return { network, target, measured, met: measured <= target };
  });
}
