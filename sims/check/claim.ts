/** One thing that an entry of a registry claims, and how to measure it. */
export interface Claim {
  /** What is measured, in words: "strong order", "<q^2> at h = 0.5". */
  readonly claim: string;
  readonly claimed: number;
  /** The largest |measured - claimed| that is in order; the interval of what was sampled has to lie within it too. */
  readonly tolerance: number;
  measure(): number | Measured | Promise<number>;
}

/** A measurement that has an error: `interval` is the half-width of its 95 % interval. */
export interface Measured {
  readonly value: number;
  readonly interval: number;
}

/** A claim with what was measured; plain data. */
export interface Row {
  readonly group: string;
  readonly entry: string;
  readonly claim: string;
  readonly claimed: number;
  readonly measured: number;
  /** Half-width of the 95 % interval of what was sampled; what was computed has none. */
  readonly interval?: number;
  readonly tolerance: number;
  readonly ok: boolean;
}

/** The claims of a registry. A group of checks is one file and one line in the index. */
export interface Checks<E extends { readonly name: string } = { readonly name: string }> {
  readonly group: string;
  readonly entries: readonly E[];
  readonly claims: (entry: E) => readonly Claim[];
}

/** A group of checks; it forgets the type of its entries, which only `claims` needs. */
export const checks = <E extends { readonly name: string }>(parts: Checks<E>): Checks =>
  parts as unknown as Checks;

/** Measures each claim of one entry. A measurement that fails or is not a number is out of tolerance. */
export async function measure<E extends { readonly name: string }>(
  { group, claims }: Omit<Checks<E>, "entries">,
  entry: E,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { claim, claimed, tolerance, measure } of claims(entry)) {
    const result = await measure();
    const { value: measured, ...interval }: Partial<Measured> & { value: number } =
      typeof result === "number" ? { value: result } : result;
    const ok = Math.abs(measured - claimed) + (interval.interval ?? 0) <= tolerance;
    rows.push({ group, entry: entry.name, claim, claimed, measured, ...interval, tolerance, ok });
  }
  return rows;
}
