/** What moved the particles of a run, and why it did. */
export interface EngineUse {
  readonly engine: "reference" | "simd32" | "simd64";
  readonly why: string;
}

/** The runs of a simulation that the same engine served for the same reason. */
export interface EngineRuns extends EngineUse {
  readonly runs: readonly string[];
}

/** Notes which engine served a run. */
export const noteEngine = (
  all: readonly EngineRuns[],
  { engine, why }: EngineUse,
  run: string,
): EngineRuns[] => {
  const isSame = (other: EngineUse) => other.engine === engine && other.why === why;
  if (!all.some(isSame)) return [...all, { engine, why, runs: [run] }];
  return all.map((other) =>
    isSame(other) && !other.runs.includes(run) ? { ...other, runs: [...other.runs, run] } : other,
  );
};

/** Runs that are named; of more, their number. */
const named = 3;

/** "simd64 for probability flow (its error is measured); reference for the flow itself (...)" */
export function engineWords(all: readonly EngineRuns[]): string {
  const of = (runs: readonly string[]): string =>
    runs.length <= named
      ? runs.join(", ")
      : `${runs.slice(0, named - 1).join(", ")} and ${runs.length - named + 1} more`;
  return all
    .map(({ engine, why, runs }) => `${engine}${all.length > 1 ? ` for ${of(runs)}` : ""} (${why})`)
    .join("; ");
}
