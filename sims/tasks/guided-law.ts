import { type GuidedLawInput, guidedLaw } from "../guidance/guided-law.ts";

/** The log-density of points under a guided flow. */
export const guidedLawTask = (input: GuidedLawInput): Promise<Float64Array> => guidedLaw(input);
