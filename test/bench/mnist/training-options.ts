import * as backends from "../../../mnist/backends/index.ts";
import * as networks from "../../../mnist/networks/index.ts";
import type { NetworkKind } from "../../../mnist/networks/network.ts";
import { choose, integer } from "../../../src/check.ts";
import { parseFlags } from "../parse-flags.ts";

export interface TrainingOptions {
  readonly json: boolean;
  /** One short round of small batches: to see that all of it works. */
  readonly quick: boolean;
  readonly peers: boolean;
  readonly only: readonly NetworkKind[];
  readonly backend: string;
  readonly batch: number;
}

export const trainingUsage = `npm run bench -- mnist [flags]

  --json          the rows and gates as JSON
  --quick         a batch of 2, one round: shows that it works, measures nothing
  --peers         beside eager PyTorch on the CPU, in the environment of the other peers
  --only NAME     one network: ${Object.keys(networks).join(", ")}
  --backend NAME  of ours (default tensorflow): ${Object.keys(backends).join(", ")}
  --batch N       images a step (default 128)
`;

const flags = {
  json: { type: "boolean" },
  quick: { type: "boolean" },
  peers: { type: "boolean" },
  only: { type: "string" },
  backend: { type: "string", default: "tensorflow" },
  batch: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** What was asked for; undefined where that is help. */
export function trainingOptions(words: readonly string[]): TrainingOptions | undefined {
  const { json = false, quick = false, peers = false, only, backend, batch, help } = parseFlags(words, flags);
  if (help) return undefined;
  const all = Object.values<NetworkKind>(networks);
  return {
    ...{ json, quick, peers },
    only: only === undefined ? all : [choose<NetworkKind>("network of the benchmark", only, networks)],
    backend: choose("backend of the benchmark", backend, backends).name,
    batch: batch === undefined ? (quick ? 2 : 128) : integer("--batch", Number(batch), { min: 1, max: 4096 }),
  };
}
