import { moments } from "../../src/index.ts";
import type { Samples } from "../sampling/ensemble.ts";

/** Most chains that are looked at, and the groups of them that the standard error is taken over. */
const most = 500;
const groups = 20;
/** Fewer frames than this in an autocorrelation time do not resolve it. */
const fewest = 3;

/** tau(W) = 1 + 2 sum_{t <= W} rho(t) of chains, rows of n values from their common mean, for W = 0, 1, ... */
function* partialTimes(rows: readonly Float64Array[], variance: number): Generator<number> {
  const n = rows[0].length;
  let tau = 1;
  yield tau;
  for (let lag = 1; lag < 0.75 * n; lag++) {
    let sum = 0;
    for (const row of rows) for (let i = lag; i < n; i++) sum += row[i - lag] * row[i];
    tau += (2 * sum) / (rows.length * (n - lag) * variance);
    yield tau;
  }
}

/** The smallest W >= 5 tau(W), Sokal's, and tau there. */
function window(rows: readonly Float64Array[], variance: number): { tau: number; W: number } | undefined {
  let W = 0;
  for (const tau of partialTimes(rows, variance)) {
    if (W >= 5 * Math.max(1, tau)) return { tau, W };
    W++;
  }
  return undefined;
}

function at(W: number, rows: readonly Float64Array[], variance: number): number {
  let k = 0;
  for (const tau of partialTimes(rows, variance)) if (k++ === W) return tau;
  return Number.NaN;
}

/**
 * The integrated autocorrelation time of coordinate j over the second half of the frames, in units of time. All particles
 * have one law, so their common mean and variance serve for each, which leaves no bias in short chains; the standard
 * error is that over groups of particles. Undefined where the run is too short to tell, or its frames too far apart.
 *
 * @param between time from frame to frame
 */
export function correlationTime(
  { frames, dimension: d }: Samples,
  j: number,
  between: number,
): { readonly value: number; readonly error: number } | undefined {
  const [times, particles] = frames.shape;
  const first = Math.floor(times / 2);
  const m = Math.min(most, particles);
  const value = (i: number, k: number) => frames.data[((first + k) * particles + i) * d + j];
  const rows = Array.from({ length: m }, (_, i) =>
    Float64Array.from({ length: times - first }, (_, k) => value(i, k)),
  );
  const all = moments(Float64Array.from(rows.flatMap((row) => [...row])), 1);
  const [mean, variance] = [all.mean[0], all.covariance[0][0]];
  const centred = rows.map((row) => row.map((x) => x - mean));
  const found = m < 2 * groups ? undefined : window(centred, variance);
  if (found === undefined || found.tau < fewest) return undefined;
  const parts = Array.from({ length: groups }, (_, g) => centred.filter((_, i) => i % groups === g));
  const { meanError } = moments(
    Float64Array.from(parts, (part) => at(found.W, part, variance)),
    1,
  );
  return { value: found.tau * between, error: meanError[0] * between * Math.sqrt(groups / (groups - 1)) };
}
