import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeJudge } from "../../mnist/judge-file.ts";
import type { Context } from "../simulation.ts";
import { packageRoot } from "./package-root.ts";

const shipped = "judge.safetensors";

/** The weights of the judge in the file that the user names; of the package's where none is. */
export async function readJudge(
  path: string | undefined,
  { input }: Pick<Context, "input">,
): Promise<Float32Array> {
  const bytes =
    path === undefined ? readFile(join(packageRoot(), "mnist", "weights", shipped)) : input(path, "--judge");
  return decodeJudge(await bytes, path ?? shipped);
}
