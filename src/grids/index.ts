export { geometricGrid as geometric } from "./geometric.ts";
export { karrasGrid as karras } from "./karras.ts";
export { uniformGrid as uniform } from "./uniform.ts";
