// The limited process in which `langevin course check` runs the script of a student: Node's permissions keep it from writing files
// and from starting processes; it imports this package and nothing else, and has no `process` and no `fetch`. The text, the name of
// the function and the arguments to call it with come as a message, and what it returned goes back as one.
import vm from "node:vm";
import { load } from "./load.js";

const modules = {
  langevin: "src/index",
  "langevin/toy-distributions": "toy-distributions/index",
  "langevin/node": "sims/node/index",
};
const hidden = ["process", "fetch", "WebSocket", "EventSource", "Buffer", "navigator"];
const channel = process;
const tell = (message) => new Promise((done) => channel.send(message, done));

/** An error of the script as what is sent: its kind, its message, and the line of the script that it is about. */
function described(error, file) {
  if (!(error instanceof Error)) return { kind: "Error", message: String(error) };
  const at = String(error.stack).split(`${file}:`)[1];
  return { kind: error.name, message: error.message, ...(at && { line: Number.parseInt(at, 10) }) };
}

/** Something that no exercise may do, said in a sentence. */
class Refused extends Error {
  name = "Refused";
}

const known = (specifier) => {
  if (Object.hasOwn(modules, specifier)) return modules[specifier];
  throw new Refused(`an import of ${JSON.stringify(specifier)}`);
};

/** What a call returned: a number, or an array of them, as it is; anything else by its kind. */
function outcome(value) {
  if (typeof value === "number") return { value };
  const list = ArrayBuffer.isView(value) || Array.isArray(value) ? [...value] : undefined;
  if (list?.every((v) => typeof v === "number")) return { value: Float64Array.from(list) };
  return { kind: value === null ? "null" : Array.isArray(value) ? "an array of other things" : typeof value };
}

async function run({ file, text, call, probes }) {
  const script = new vm.SourceTextModule(text, {
    identifier: file,
    importModuleDynamically: (specifier) => known(specifier) && script.namespace,
  });
  const loaded = new Map();
  for (const specifier of script.dependencySpecifiers) loaded.set(specifier, await load(known(specifier)));
  await tell({ phase: "begins" });
  for (const name of hidden) delete globalThis[name];
  await script.link((specifier) => {
    const names = Object.keys(loaded.get(specifier));
    return new vm.SyntheticModule(names, function () {
      for (const name of names) this.setExport(name, loaded.get(specifier)[name]);
    });
  });
  await script.evaluate();
  const answer = script.namespace[call];
  if (typeof answer !== "function") throw new Refused(`no exported function named ${call}`);
  return probes.map((values) => outcome(answer(...values)));
}

channel.once("message", async (asked) => {
  try {
    await tell({ phase: "done", outcomes: await run(asked) });
  } catch (error) {
    await tell({ phase: "failed", ...described(error, asked.file) });
  }
  channel.exit();
});
