import type { Row } from "../check/claim.ts";
import type { CheckInput } from "../check/run.ts";

/** Measures what one entry of a registry claims. */
export async function check(input: CheckInput): Promise<Row[]> {
  const { check } = await import("../check/run.ts");
  return check(input);
}
