export { geometricGrid as geometric } from "./geometric.ts";
export { karrasGrid as karras } from "./karras.ts";
export { logSnrGrid as logSnr } from "./log-snr.ts";
export { quadraticGrid as quadratic } from "./quadratic.ts";
export { uniformGrid as uniform } from "./uniform.ts";
