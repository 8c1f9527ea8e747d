import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Contestant } from "./contestant.ts";
import type { Peer } from "./peer.ts";
import type { PeerEnvironment } from "./peer-environment.ts";
import { type PeerProcess, peerProcess } from "./peer-process.ts";
import type { Problem } from "./problem.ts";
import { median } from "./statistics.ts";

/** Longest that a peer may take for an answer: a compiler may be slow. */
const patience = 600;

const repetition = z.object({ seconds: z.number(), secondMoment: z.number() });
const ready = z.object({
  versions: z.record(z.string(), z.string()),
  firstSeconds: z.number(),
  secondMoment: z.number(),
});

const environmentOf = (threads: number): NodeJS.ProcessEnv => ({
  ...process.env,
  ...Object.fromEntries(
    ["OMP", "OPENBLAS", "MKL"].map((library) => [`${library}_NUM_THREADS`, String(threads)]),
  ),
  LANGEVIN_BENCH_THREADS: String(threads),
  JAX_PLATFORMS: "cpu",
  CUDA_VISIBLE_DEVICES: "",
  PYTHONDONTWRITEBYTECODE: "1",
});

interface Run {
  readonly particles: number;
  readonly steps: number;
  readonly threads: number;
}

/** A peer on one problem, in a process of its own; `tell` hears the versions that took part. */
export function peerContestant(
  peer: Peer,
  problem: Problem,
  { particles, steps, threads }: Run,
  environment: PeerEnvironment,
  tell: (versions: Readonly<Record<string, string>>) => void,
): Contestant {
  let running: PeerProcess | undefined;
  const repeat = async () => repetition.parse(await (running as PeerProcess).ask({}));
  return {
    contestant: peer.name,
    title: peer.title,
    kind: "peer",
    precision: "float32",
    threads: peer.serial ? 1 : threads,
    async prepare() {
      const program = fileURLToPath(new URL(`./peers/${peer.program}`, import.meta.url));
      running = peerProcess(environment.python, [program], environmentOf(threads), patience);
      const data = problem.data?.(steps);
      const job = { problem: problem.name, particles, steps, seed: 8, data };
      const answer = await running.ask(job);
      if ("skipped" in answer) throw new Error(String(answer.skipped));
      const { versions, firstSeconds } = ready.parse(answer);
      tell(versions);
      const warm = [await repeat(), await repeat()].map(({ seconds }) => seconds);
      return { compileSeconds: Math.max(0, firstSeconds - median(warm)) };
    },
    repeat,
    async close() {
      await running?.close();
      running = undefined;
    },
  };
}
