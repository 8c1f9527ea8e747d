import { join } from "node:path";
import * as backends from "../../../mnist/backends/index.ts";
import { choose } from "../../../src/check.ts";
import { UsageError } from "../../../src/refusal.ts";
import { parseFlags } from "../parse-flags.ts";

const contenders = { langevin: { name: "langevin" }, pytorch: { name: "pytorch" } };

export interface QualityOptions {
  readonly json: boolean;
  /** A few steps of each: to see that all of it works. */
  readonly quick: boolean;
  /** Who takes part. */
  readonly only: readonly string[];
  /** Of our training. */
  readonly minutes: number;
  /** Digits that each draws. */
  readonly count: number;
  readonly backend?: string | undefined;
  readonly data?: string | undefined;
  readonly out: string;
}

/** Chosen so that training and drawing take less than a tenth of what PyTorch takes. */
const usual = 1.6;

export const qualityUsage = `npm run bench -- quality [flags]

The default recipe for some minutes beside the lecture's notebook in PyTorch: 500 digits of each, seconds and Frechet distance.
Each part leaves its finding in the folder; what is there is not run again, so it can be stopped between two parts and gone on with.
A part that is run, as its file was removed, takes away those that rest on it.

  --json          what was found as JSON
  --quick         a few steps of each: shows that it works, measures nothing
  --peers         beside eager PyTorch on the CPU, half an hour or more, in the environment of the other peers
  --only NAME     one of ${Object.keys(contenders).join(", ")}; the other's parts are run another time
  --minutes M     of our training (default ${usual})
  --backend NAME  of ours (default: the fastest that is there): ${Object.keys(backends).join(", ")}
  --data FOLDER   of the four IDX files (default: the package's MNIST)
  --out FOLDER    for the findings (default ${join("runs", "quality")})
`;

const flags = {
  json: { type: "boolean" },
  quick: { type: "boolean" },
  peers: { type: "boolean" },
  only: { type: "string" },
  minutes: { type: "string" },
  backend: { type: "string" },
  data: { type: "string" },
  out: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (minutes > 0 && minutes <= 10_000) return minutes;
  throw new UsageError({ what: "--minutes", got: text, expected: "a number above 0, at most 10000" });
}

/** What was asked for; undefined where that is help. */
export function qualityOptions(words: readonly string[]): QualityOptions | undefined {
  const {
    json = false,
    quick = false,
    peers = false,
    only,
    minutes,
    backend,
    data,
    out,
    help,
  } = parseFlags(words, flags);
  if (help) return undefined;
  return {
    ...{ json, quick, data },
    only:
      only === undefined
        ? ["langevin", ...(peers ? ["pytorch"] : [])]
        : [choose("contender of the benchmark", only, contenders).name],
    minutes: minutes === undefined ? (quick ? 0.02 : usual) : minutesOf(minutes),
    count: quick ? 10 : 500,
    backend: backend && choose("backend of the benchmark", backend, backends).name,
    out: out ?? join("runs", quick ? "quality-quick" : "quality"),
  };
}
