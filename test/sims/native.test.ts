import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type BuiltBinding, builtBindings } from "../../sims/node/native/built-bindings.ts";
import { findPython } from "../../sims/node/native/find-python.ts";
import { makeWhole } from "../../sims/node/native/make-whole.ts";
import { testWith } from "../chromium.ts";
import { emptyFolder, langevin } from "./command.ts";

/** What looks like a TensorFlow from outside. */
function hollow(): string {
  const folder = join(emptyFolder(), "tensorflow");
  mkdirSync(join(folder, "include", "tensorflow", "c"), { recursive: true });
  const files = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "include/tensorflow/c/c_api.h"];
  for (const name of files) writeFileSync(join(folder, name), "");
  return folder;
}

/** A compiler of a few lines of shell; the file that it is to write is in $out. */
function compiler(body: string): string {
  const path = join(emptyFolder(), "compiler");
  const version = 'if [ "$1" = --version ]; then echo "mock 1.0"; exit; fi';
  writeFileSync(path, `#!/bin/sh\n${version}\nfor out; do :; done\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const native = (words: readonly string[], env: Readonly<Record<string, string>>, cache: string) =>
  langevin(["native", ...words], { cwd: emptyFolder(), env: { LANGEVIN_CACHE: cache, ...env } });

test("a folder without a TensorFlow is refused", async () => {
  const { code, err } = await native(["--from", "."], {}, emptyFolder());
  assert.is(code, 2);
  assert.match(err, /--from: got "\.", expected a folder with TensorFlow/);
});

test("without Python, what installs it is named", async () => {
  for (const from of ["wheel", "python"]) {
    const { code, err } = await native(
      ["--from", from, "--device", "cpu"],
      { PYTHON: "nopython" },
      emptyFolder(),
    );
    assert.is(code, 3);
    assert.match(err, /error: Python 3 is missing.*; run: /);
  }
});

const python = await findPython();
testWith(
  python?.pip,
  "no pip",
  "a download that fails ends with pip's words, and leaves nothing",
  async () => {
    const cache = emptyFolder();
    const { code, err } = await native(["--device", "cpu"], { PIP_NO_INDEX: "1" }, cache);
    assert.is(code, 3);
    assert.match(err, /No matching distribution[\s\S]*error: pip could not fetch tensorflow/);
    assert.equal(readdirSync(join(cache, "tensorflow")), []);
  },
);

test("without a compiler, what installs it is named", async () => {
  const { code, err } = await native(["--from", hollow()], { CXX: "nocompiler" }, emptyFolder());
  assert.is(code, 3);
  assert.match(err, /error: a C\+\+ compiler is missing; run: /);
});

if (platform() !== "win32") {
  test("a compiler that fails is heard in its own words, and leaves nothing", async () => {
    const cache = emptyFolder();
    const CXX = compiler('echo half >"$out"; echo "c_api.h: this is not C++" >&2; exit 1');
    const { code, err } = await native(["--from", hollow()], { CXX }, cache);
    assert.is(code, 1);
    assert.match(err, /compiling with mock 1\.0[\s\S]*c_api\.h: this is not C\+\+/);
    assert.equal(readdirSync(join(cache, "bindings")), []);
  });

  test("what does not load is no binding, and no backend either", async () => {
    const cache = emptyFolder();
    const CXX = compiler('echo nonsense >"$out"');
    const { code, err } = await native(["--from", hollow()], { CXX }, cache);
    assert.is(code, 3);
    assert.match(err, /trying it in a process of its own[\s\S]*the native binding does not load/);
    assert.equal(readdirSync(join(cache, "bindings")), []);
  });
}

test("a backend that is not there is exit code 3 and the command for it; one that does not exist, 2", async () => {
  const cwd = emptyFolder();
  const env = { LANGEVIN_CACHE: emptyFolder() };
  const sample = (name: string) =>
    langevin(["mnist", "sample", "--count", "1", "--backend", name], { cwd, env });
  const missing = await sample("tensorflow");
  assert.is(missing.code, 3);
  assert.match(missing.err, /not built; run: npx langevin native/);
  const unknown = await sample("wsam");
  assert.is(unknown.code, 2);
  assert.match(unknown.err, /Did you mean "wasm"/);
  assert.not.ok(existsSync(join(cwd, "runs")) && readdirSync(join(cwd, "runs")).length > 0);
});

test("a binding counts while it, its TensorFlow and its sources are there", () => {
  const cache = emptyFolder();
  const file = (name: string): string => {
    writeFileSync(join(cache, name), "");
    return join(cache, name);
  };
  file("a.node.so");
  const good: BuiltBinding = {
    ...{ binding: file("a.node"), device: "a", gpu: false, libraries: [file("a.so")], sources: "key" },
    ...{ machine: `${process.platform}-${process.arch}`, built: "2026-01-01T00:00:00Z" },
  };
  const records: Readonly<Record<string, BuiltBinding>> = {
    good,
    later: { ...good, built: "2026-01-02T00:00:00Z" },
    "without its library": { ...good, libraries: [join(cache, "gone.so")] },
    "without its file": { ...good, binding: join(cache, "gone.node") },
    "of other sources": { ...good, sources: "another" },
    "of another machine": { ...good, machine: "vax-vms" },
  };
  mkdirSync(join(cache, "bindings"));
  for (const [name, record] of Object.entries(records)) {
    writeFileSync(join(cache, "bindings", `${name}.json`), JSON.stringify(record));
  }
  process.env.LANGEVIN_CACHE = cache;
  assert.equal(builtBindings("key"), [records.later, records.good]);
});

test("a folder has its name when it is whole; what a dead process left is removed", async () => {
  const root = emptyFolder();
  mkdirSync(join(root, `x.${2 ** 22 + 1}.part`));
  const failed = makeWhole(join(root, "x"), async (folder) => {
    writeFileSync(join(folder, "half"), "");
    throw new Error("stopped");
  });
  assert.match((await failed.catch((error) => String(error))) ?? "", "stopped");
  assert.equal(readdirSync(root), []);
  await makeWhole(join(root, "x"), async (folder) => writeFileSync(join(folder, "whole"), ""));
  assert.equal(readdirSync(join(root, "x")), ["whole"]);
});

test("the doctor says what is there, and what brings the rest", async () => {
  const options = { cwd: emptyFolder(), env: { LANGEVIN_CACHE: emptyFolder() } };
  const { code, out } = await langevin(["doctor", "--json"], options);
  assert.is(code, 0);
  const { backend, parts } = JSON.parse(out) as {
    backend: string;
    parts: { name: string; found?: string; brings: string; remedy?: string }[];
  };
  const part = (name: string) => parts.find((part) => part.name === name);
  assert.is.not(backend, "tensorflow");
  assert.is(part("tensorflow")?.found, undefined);
  assert.match(part("tensorflow")?.remedy ?? "", /run: npx langevin native/);
  assert.is(part("MNIST")?.found, "60000 + 10000 images");
  assert.is(part("wasm")?.found, "WebAssembly with SIMD");
  for (const { found, brings, remedy } of parts) assert.ok(brings && (found || remedy));
});

test.run();
