import { compiled } from "./compiled.ts";

export const javascript = compiled("javascript", "float64");
