import type { Binary, Unary } from "../../formula/formula.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import type { Statements } from "./vocabulary.ts";

/** The operations that take several statements. */
export const statements: Partial<Record<Unary | Binary, Statements>> = { exp, log };
