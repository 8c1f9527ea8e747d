export { digits } from "./digits.ts";
export { simple } from "./simple.ts";
export { unet } from "./unet.ts";
