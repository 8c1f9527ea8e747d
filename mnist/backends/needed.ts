import { MissingPartError } from "../../src/refusal.ts";

/** A package that has to be there; the command that installs it otherwise. */
export async function needed<T>(name: string, command: string, load: () => Promise<T>): Promise<T> {
  return load().catch((error: unknown) => {
    const [why] = String(error).split("\n");
    throw new MissingPartError(`${name} does not load; run: ${command} (${why})`);
  });
}
