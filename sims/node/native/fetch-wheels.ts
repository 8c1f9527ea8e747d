import { readdir } from "node:fs/promises";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { MissingPartError, UsageError } from "../../../src/refusal.ts";
import { findPython } from "./find-python.ts";
import { installAdvice } from "./install-advice.ts";
import type { Device } from "./nvidia-gpus.ts";
import { program } from "./program.ts";

const linux = ["manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014"];

/** The tags of the wheels for each kind of machine. */
const tags: Readonly<Record<string, readonly string[]>> = {
  "linux-x64": linux.map((tag) => `${tag}_x86_64`),
  "linux-arm64": linux.map((tag) => `${tag}_aarch64`),
  "darwin-arm64": ["macosx_12_0_arm64"],
};

/** Prints what a wheel asks for beside itself in its extra "and-cuda". */
const cudaPackages = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
    for line in archive.read(name).decode().splitlines():
        if line.startswith("Requires-Dist: nvidia-"):
            print(line.split(":", 1)[1].split(";")[0].strip())
`;

/** Unpacks what a program that is not Python needs: the libraries, and the headers of the C interface. */
const unpack = String.raw`
import re, sys, zipfile
wanted = re.compile(r"tensorflow/libtensorflow_(cc|framework)\.|tensorflow/include/.*/(c|platform)/.*\.h$|nvidia/[^/]+/lib/.*\.so")
folder, *wheels = sys.argv[1:]
for wheel in wheels:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, filter(wanted.match, archive.namelist()))
`;

async function pythonWithPip(): Promise<string> {
  const found = await findPython();
  if (found?.pip !== undefined) return found.name;
  const missing = found === undefined ? "Python 3" : `pip for ${found.name}`;
  throw new MissingPartError(
    `${missing} is missing, which fetches TensorFlow; run: ${installAdvice.python}. --from FOLDER takes a TensorFlow that is there.`,
  );
}

async function run(python: string, words: readonly string[], otherwise: string): Promise<string> {
  const { code, stdout, stderr } = await program(python, words);
  if (code !== 0) throw new Error(`${otherwise}: ${stderr}`);
  return stdout;
}

async function download(python: string, into: string, names: readonly string[]): Promise<void> {
  const platforms = tags[`${platform()}-${arch()}`].flatMap((tag) => ["--platform", tag]);
  // The libraries hold nothing of Python, so any version that there is a wheel for does.
  const which = ["--no-deps", "--only-binary=:all:", "--python-version", "3.11", "--implementation", "cp"];
  const words = ["-m", "pip", "download", "--disable-pip-version-check", ...which, ...platforms];
  const { code } = await program(python, [...words, "--dest", into, ...names], { shown: true });
  if (code === 0) return;
  throw new MissingPartError(
    `pip could not fetch ${names.join(", ")}; its words are above. Without a network, --from FOLDER takes a TensorFlow that is there.`,
  );
}

/**
 * Fetches the wheel of a TensorFlow, for CUDA with the wheels of its libraries, and unpacks what the binding needs.
 *
 * @param folder an existing empty one; `tensorflow` and `nvidia` come to lie in it
 * @throws UsageError for a machine that there is no wheel for
 * @throws MissingPartError where Python, pip or the network is missing
 */
export async function fetchWheels(folder: string, version: string, device: Device): Promise<void> {
  const machine = `${platform()}-${arch()}`;
  if (!(machine in tags) || (device === "cuda" && machine !== "linux-x64")) {
    throw new UsageError({
      what: `TensorFlow for ${device}`,
      got: machine,
      expected: device === "cuda" ? "linux-x64" : `one of ${Object.keys(tags).join(", ")}`,
      advice: "--backend webgpu and --backend wasm work without it; on Windows, so does WSL with it.",
    });
  }
  const python = await pythonWithPip();
  const wheels = join(folder, "wheels");
  const name = machine === "linux-x64" && device === "cpu" ? "tensorflow-cpu" : "tensorflow";
  await download(python, wheels, [`${name}==${version}`]);
  if (device === "cuda") {
    const [wheel] = await readdir(wheels);
    const names = await run(python, ["-c", cudaPackages, join(wheels, wheel)], "reading the wheel failed");
    await download(python, wheels, names.trim().split("\n"));
  }
  const all = (await readdir(wheels)).map((wheel) => join(wheels, wheel));
  await run(python, ["-c", unpack, folder, ...all], "unpacking the wheels failed");
}
