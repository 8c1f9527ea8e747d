import { geometricGrid as geometric } from "./geometric.ts";
import { karrasGrid as karras } from "./karras.ts";
import { logSnrGrid } from "./log-snr.ts";
import { quadraticGrid as quadratic } from "./quadratic.ts";
import { uniformGrid as uniform } from "./uniform.ts";

/** The ways of placing a grid, by the names that users type. */
export const spacings = { uniform, quadratic, geometric, karras, "log-snr": logSnrGrid } as const;
