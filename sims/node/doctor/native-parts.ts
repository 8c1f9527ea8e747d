import { installedPackage } from "../installed-package.ts";
import { builtBindings } from "../native/built-bindings.ts";
import { findCompiler } from "../native/find-compiler.ts";
import { findPython } from "../native/find-python.ts";
import { installAdvice } from "../native/install-advice.ts";
import { sources } from "../native/sources.ts";
import type { Part } from "./part.ts";

const binding = "@tensorflow/tfjs-node-gpu";

/** What `langevin native` needs, and the bindings that it has built. */
export async function nativeParts(): Promise<Part[]> {
  const group = "For langevin native, which builds the backend tensorflow";
  const python = await findPython();
  const package_ = installedPackage(binding);
  const built = package_ === undefined ? [] : builtBindings(sources().key);
  return [
    {
      ...{ group, name: binding, found: package_?.version, brings: "the sources of the binding" },
      remedy: `run: npm install --ignore-scripts ${binding}@4.22.0`,
    },
    {
      ...{
        group,
        name: "C++ compiler",
        found: (await findCompiler())?.version,
        brings: "compiles the binding",
      },
      remedy: `run: ${installAdvice.compiler}`,
    },
    {
      ...{ group, name: "Python", found: python?.version, brings: "runs pip" },
      remedy: `run: ${installAdvice.python}`,
    },
    {
      ...{ group, name: "pip", found: python?.pip, brings: "fetches TensorFlow" },
      remedy: `run: ${installAdvice.python}`,
    },
    ...(built.length === 0
      ? [{ group, name: "binding", brings: "the backend tensorflow", remedy: "run: npx langevin native" }]
      : built.map(({ binding, device }) => ({
          ...{ group, name: "binding", found: `${device}, ${binding}`, brings: "the backend tensorflow" },
        }))),
  ];
}
