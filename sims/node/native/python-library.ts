import { MissingPartError } from "../../../src/refusal.ts";
import { findPython } from "./find-python.ts";
import { installAdvice } from "./install-advice.ts";
import { libraryIn } from "./library-in.ts";
import { program } from "./program.ts";
import type { Say, TensorflowLibrary } from "./tensorflow-library.ts";

const where = `
import importlib.util
found = importlib.util.find_spec("tensorflow")
print(found.submodule_search_locations[0] if found else "")
`;

/**
 * The TensorFlow that the Python of this machine has; PYTHON names another Python.
 *
 * @throws MissingPartError where there is no Python, or no TensorFlow in it
 */
export async function pythonLibrary(say: Say): Promise<TensorflowLibrary> {
  const python = await findPython();
  if (python === undefined) throw new MissingPartError(`Python 3 is missing; run: ${installAdvice.python}`);
  const folder = (await program(python.name, ["-c", where])).stdout.trim();
  if (folder === "") {
    throw new MissingPartError(
      `${python.name} ${python.version} has no TensorFlow; run: ${python.name} -m pip install tensorflow. PYTHON names another Python; --from wheel needs no installed TensorFlow.`,
    );
  }
  say(`TensorFlow of ${python.name} ${python.version} is in ${folder}`);
  return libraryIn(folder, "the Python package tensorflow");
}
