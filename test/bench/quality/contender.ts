/** Seconds that a part took, those of all threads, and those that count. */
export interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly counted: number;
}

/** Who trained a network and drew digits with it. */
export interface Contender {
  readonly name: string;
  /** Of what, and for how long. */
  readonly how: string;
  readonly training: Spent;
  readonly sampling: Spent;
  /** The share of the processors' time that others had while its pace was measured: a pace of a quiet machine is an honest one. */
  readonly others: number;
  /** The file of digits. */
  readonly samples: string;
  readonly versions: Readonly<Record<string, string>>;
}
