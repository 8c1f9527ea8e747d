import { UsageError } from "../../src/index.ts";

/** The formula that is read, or the refusal of it with the flag that it was typed with: "piece of --drift: got ..." */
export async function typedWith<T>(flag: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UsageError) {
      error.message = error.message.replace(
        /^(?:(\w+ (?:of|in) )a )?formula(?=: )/,
        (_, piece = "") => `${piece}${flag}`,
      );
    }
    throw error;
  }
}
