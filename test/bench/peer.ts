/** A library that someone would otherwise take: a Python program in `peers`, and what it needs. */
export interface Peer {
  readonly name: string;
  readonly title: string;
  /** Its file in `peers`. */
  readonly program: string;
  /** What it imports, at the versions of `peers/requirements.txt`. */
  readonly packages: readonly string[];
  /** Names of the problems that it implements. */
  readonly problems: readonly string[];
  /** One that runs on a single thread, but for its matrix products. */
  readonly serial?: true;
  /** Millions of particle-steps a second of `langevin` on the two cores on which the targets were set. */
  readonly there?: number;
}
