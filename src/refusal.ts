/** What every refusal says: what was wrong, what was got, what was expected, and what to do next. */
export interface Complaint {
  readonly what: string;
  readonly got: unknown;
  readonly expected: string;
  readonly advice?: string | undefined;
}

const show = (value: unknown): string => {
  if (typeof value === "string")
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
  if (typeof value !== "object" || value === null) return String(value);
  const text = JSON.stringify(value, (_, v) =>
    typeof v === "bigint" || (typeof v === "number" && !Number.isFinite(v)) ? String(v) : v,
  );
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

/** A wrong input, refused before anything was computed. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
  constructor({ what, got, expected, advice }: Complaint) {
    super(`${what}: got ${show(got)}, expected ${expected}.${advice === undefined ? "" : ` ${advice}`}`);
  }
}

/** A calculation that left the finite numbers, or could not go on. */
export class DivergenceError extends Error {
  override readonly name: string = "DivergenceError";
}

/** An optional part is not installed; the message names the command that installs it. */
export class MissingPartError extends Error {
  override readonly name: string = "MissingPartError";
}

/** A measured number is outside the tolerance that was asked for. */
export class ToleranceError extends Error {
  override readonly name: string = "ToleranceError";
}
