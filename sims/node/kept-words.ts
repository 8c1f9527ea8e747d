import type { RunFolder } from "./run-folder.ts";

/** What a run that was stopped, or failed, has left. */
export function keptWords({ path, outputs }: Pick<RunFolder, "path" | "outputs">): string {
  const names = Object.keys(outputs);
  const what = names.length === 0 ? "nothing was finished; run.json says what was asked" : names.join(", ");
  const on = names.some((name) => name.startsWith("checkpoints/"))
    ? ` --resume ${path} goes on with it.`
    : "";
  return `Kept in ${path}: ${what}.${on}\n`;
}
