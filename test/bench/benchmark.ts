import { availableParallelism, cpus } from "node:os";
import type { Contestant } from "./contestant.ts";
import type { Engine } from "./engine.ts";
import { engineContestant } from "./engine-contestant.ts";
import * as engines from "./engines/index.ts";
import { gates } from "./gates.ts";
import { mostBesidePeers, type Options } from "./options.ts";
import type { Peer } from "./peer.ts";
import { peerContestant } from "./peer-contestant.ts";
import { type PeerEnvironment, peerEnvironment } from "./peer-environment.ts";
import { peers } from "./peers/index.ts";
import type { Problem } from "./problem.ts";
import { type Rounds, race } from "./race.ts";
import { ratios } from "./ratios.ts";
import type { Findings } from "./report.ts";
import type { Row, Skipped } from "./row.ts";

const whole: Rounds = { most: 7, seconds: 60, least: 3, pause: 0.3 };
const short: Rounds = { most: 1, seconds: 0, least: 1, pause: 0 };

type Say = (line: string) => void;

/** Whether packages are there in the end; otherwise the reason why not. */
function whyNot(environment: PeerEnvironment, packages: readonly string[]): string | undefined {
  try {
    environment.install(packages);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The environment with all that could be installed; where all at once cannot be, peer by peer. */
function installed(skipped: Skipped[], say: Say): { environment?: PeerEnvironment; able: readonly Peer[] } {
  let environment: PeerEnvironment;
  try {
    environment = peerEnvironment(process.env, say);
  } catch (error) {
    skipped.push(...peers.map(({ name }) => ({ contestant: name, reason: (error as Error).message })));
    return { able: [] };
  }
  const all = [...new Set(peers.flatMap(({ packages }) => packages))];
  if (whyNot(environment, all) === undefined) return { environment, able: peers };
  const able = peers.filter(({ name, packages }) => {
    const reason = whyNot(environment, packages);
    if (reason !== undefined) skipped.push({ contestant: name, reason });
    return reason === undefined;
  });
  return { environment, able };
}

/** Every engine on one thread and, where it can, on all. */
function ours(problem: Problem, particles: number, threads: number): Contestant[] {
  const steps = problem.steps(particles);
  const start = problem.start(particles);
  return Object.values<Engine>(engines).flatMap((engine) =>
    [...new Set([1, engine.parallel ? threads : 1])].map((n) =>
      engineContestant(engine, problem, { particles, steps, start, threads: n }),
    ),
  );
}

/** Runs what was asked for. Progress is said line by line. */
export async function benchmark(options: Options, say: Say): Promise<Findings> {
  const { quick, threads, particles: sizes, only } = options;
  const rows: Row[] = [];
  const skipped: Skipped[] = peers.flatMap(({ name }) =>
    options.peers ? [] : [{ contestant: name, reason: "asked for by --peers" }],
  );
  const versions: Record<string, string> = { Node: process.versions.node };
  const { environment, able } = options.peers ? installed(skipped, say) : { able: [] };
  const beside = Math.max(...sizes.filter((n) => n <= mostBesidePeers));
  for (const problem of only) {
    for (const particles of sizes) {
      say(`${problem.title}, ${particles} particles`);
      const run = { particles, threads, steps: problem.steps(particles) };
      const theirs = particles === beside ? able.filter((peer) => peer.problems.includes(problem.name)) : [];
      const contestants = theirs.map((peer) =>
        peerContestant(peer, problem, run, environment as PeerEnvironment, (found) =>
          Object.assign(versions, found),
        ),
      );
      const rounds = quick ? short : whole;
      const found = await race(
        problem,
        particles,
        [...ours(problem, particles, threads), ...contestants],
        rounds,
      );
      rows.push(...found.rows);
      skipped.push(...found.skipped);
    }
  }
  const machine = { processor: cpus()[0]?.model ?? process.arch, cores: availableParallelism(), threads };
  return { machine, versions, rows, ratios: ratios(rows), gates: gates({ rows, skipped, threads }), skipped };
}
