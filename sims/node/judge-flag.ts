import { z } from "zod";

/** The flag --judge of what judges digits; `readJudge` takes it. */
export const judge = z.string().min(1).optional().meta({
  metavar: "file",
  description: "judge.safetensors of mnist judge; that of the package unless told",
});
