import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import type { Digits } from "../../mnist/data.ts";
import { validationLosses } from "../../mnist/validation.ts";
import { decodeNetwork } from "../../mnist/weights-file.ts";

export interface ValidationInput {
  readonly backend: BackendChoice;
  /** A weights file, and what messages call it. */
  readonly weights: Uint8Array;
  readonly file: string;
  readonly digits: Digits;
}

/** The validation loss at each noise level. */
export const validateDigits = async ({
  backend,
  weights,
  file,
  digits,
}: ValidationInput): Promise<number[]> =>
  validationLosses(await loadBackend(backend), decodeNetwork(weights, file), digits);
