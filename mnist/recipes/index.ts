export { classroom } from "./classroom.ts";
export { ddpm } from "./ddpm.ts";
export { edm } from "./edm.ts";
export { ncsn } from "./ncsn.ts";
export { subVp } from "./sub-vp.ts";
export { ve } from "./ve.ts";
export { veConditional } from "./ve-conditional.ts";
export { vp } from "./vp.ts";
