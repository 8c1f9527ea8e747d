import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../src/refusal.ts";
import type { TensorflowLibrary } from "./tensorflow-library.ts";

const core = /^libtensorflow(_cc)?(\.so\.2|\.2\.dylib)$/;
const framework = /^libtensorflow_framework(\.so\.2|\.2\.dylib)$/;

const filesOf = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** The shared libraries of one folder; undefined unless both are there. */
function librariesOf(folder: string): string[] | undefined {
  const names = filesOf(folder);
  const found = [core, framework].map((pattern) => names.find((name) => pattern.test(name)));
  return found.every((name) => name !== undefined) ? found.map((name) => join(folder, name!)) : undefined;
}

/**
 * The TensorFlow in a folder: a Python package `tensorflow`, the folder it lies in, or an unpacked libtensorflow. The
 * path is the real one, since the libraries find those of CUDA from where they are.
 *
 * @throws UsageError where there is none
 */
export function libraryIn(folder: string, what = "--from"): TensorflowLibrary {
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  for (const root of [real, join(real, "tensorflow")]) {
    const libraries = librariesOf(root) ?? librariesOf(join(root, "lib"));
    const include = join(root, "include");
    if (libraries !== undefined && existsSync(join(include, "tensorflow", "c", "c_api.h"))) {
      return { libraries, include };
    }
  }
  throw new UsageError({
    what,
    got: folder,
    expected: "a folder with TensorFlow 2.9 or newer: libtensorflow_cc, libtensorflow_framework and include/",
    advice: "An installed Python package tensorflow is one; --from wheel fetches one.",
  });
}
