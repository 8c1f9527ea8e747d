import { setTimeout } from "node:timers/promises";
import type { Contestant, Repetition } from "./contestant.ts";
import type { Problem } from "./problem.ts";
import { besideReference, inLaw, type Row, rateOf, type Skipped } from "./row.ts";

export interface Rounds {
  /** Rounds of a race. */
  readonly most: number;
  /** A race that has lasted this many seconds ends after the round that it is in... */
  readonly seconds: number;
  /** ...but not before this one. */
  readonly least: number;
  /** Seconds before each repetition: threads of the one before it may wait for work by turning in circles. */
  readonly pause: number;
}

interface Runner {
  readonly contestant: Contestant;
  readonly prepared: Pick<Row, "compileSeconds" | "newGrid">;
  readonly repetitions: Repetition[];
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** All who can take part, ready; the others with their reasons. */
async function lineUp(contestants: readonly Contestant[], problem: string) {
  const runners: Runner[] = [];
  const skipped: Skipped[] = [];
  for (const contestant of contestants) {
    try {
      runners.push({ contestant, prepared: await contestant.prepare(), repetitions: [] });
    } catch (error) {
      await contestant.close();
      skipped.push({ problem, contestant: contestant.contestant, reason: reasonOf(error) });
    }
  }
  return { runners, skipped };
}

/** One repetition of each in turn, round after round, so that a disturbance of the machine meets all alike. */
async function run(
  runners: Runner[],
  problem: string,
  { most, seconds, least, pause }: Rounds,
): Promise<Skipped[]> {
  const skipped: Skipped[] = [];
  const begin = performance.now();
  for (let round = 0; round < most; round++) {
    if (round >= least && performance.now() - begin > 1000 * seconds) break;
    for (const runner of [...runners]) {
      await setTimeout(1000 * pause);
      try {
        runner.repetitions.push(await runner.contestant.repeat());
      } catch (error) {
        runners.splice(runners.indexOf(runner), 1);
        await runner.contestant.close();
        const { contestant } = runner.contestant;
        skipped.push({ problem, contestant, reason: `round ${round + 1}: ${reasonOf(error)}` });
      }
    }
  }
  return skipped;
}

function judge(rows: readonly Omit<Row, "agrees">[], { moment }: Problem): Row[] {
  const reference = rows.find(({ contestant }) => contestant === "reference")?.secondMoment;
  return rows.map((row) => {
    const { secondMoment, particles, steps } = row;
    const agrees =
      moment !== undefined
        ? inLaw(secondMoment, particles, moment(steps))
        : Number.isFinite(secondMoment) &&
          (reference === undefined || besideReference(secondMoment, reference));
    return { ...row, agrees };
  });
}

/** Lets contestants run one problem in alternating rounds. */
export async function race(
  problem: Problem,
  particles: number,
  contestants: readonly Contestant[],
  rounds: Rounds,
): Promise<{ rows: Row[]; skipped: Skipped[] }> {
  const steps = problem.steps(particles);
  const { runners, skipped } = await lineUp(contestants, problem.name);
  try {
    skipped.push(...(await run(runners, problem.name, rounds)));
  } finally {
    for (const { contestant } of runners) await contestant.close();
  }
  const rows = runners.map(({ contestant: c, prepared, repetitions }) => {
    const seconds = repetitions.map((repetition) => repetition.seconds);
    const { secondMoment } = repetitions[repetitions.length - 1];
    const { contestant, title, kind, precision, threads } = c;
    const measured = { particles, steps, seconds };
    const who = { problem: problem.name, contestant, title, kind, precision, threads };
    return { ...who, ...measured, ...rateOf(measured), ...prepared, secondMoment };
  });
  return { rows: judge(rows, problem), skipped };
}
