import type { Row } from "./row.ts";

/** How much faster an engine is than a peer on the same problem, from the medians of one race. */
export interface Ratio {
  readonly problem: string;
  readonly particles: number;
  readonly engine: string;
  readonly threads: number;
  readonly peer: string;
  readonly ratio: number;
}

/** Each engine over each peer of its race, wins and losses alike; wrong rows are left out. */
export function ratios(rows: readonly Row[]): Ratio[] {
  const good = rows.filter(({ agrees }) => agrees);
  const theirs = good.filter(({ kind }) => kind === "peer");
  return good
    .filter(({ kind }) => kind === "engine")
    .flatMap(({ problem, particles, contestant, threads, rate }) =>
      theirs
        .filter((peer) => peer.problem === problem && peer.particles === particles)
        .map((peer) => ({
          problem,
          particles,
          engine: contestant,
          threads,
          peer: peer.contestant,
          ratio: rate / peer.rate,
        })),
    );
}
