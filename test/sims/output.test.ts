import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Disk } from "../../sims/node/disk.ts";
import { runFolder } from "../../sims/node/run-folder.ts";
import { type Asked, runRecord } from "../../sims/node/run-record.ts";
import { writeAtomic } from "../../sims/node/write-atomic.ts";
import { emptyFolder, runJson } from "./command.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A disk whose n-th call fails, counting every call that changes something. */
function failing(n: number): { readonly disk: Disk; readonly calls: () => number } {
  let calls = 0;
  const count = () => {
    calls += 1;
    if (calls === n) throw Object.assign(new Error("injected"), { code: "EIO" });
  };
  const open = async (path: string, flags: string) => {
    count();
    const handle = await fs.open(path, flags);
    const { writeFile, sync } = handle;
    handle.writeFile = async (data) => {
      count();
      await writeFile.call(handle, data);
    };
    handle.sync = async () => {
      count();
      await sync.call(handle);
    };
    return handle;
  };
  const rename = async (from: string, to: string) => {
    count();
    await fs.rename(from, to);
  };
  return {
    disk: { ...fs, open: open as Disk["open"], rename: rename as Disk["rename"] },
    calls: () => calls,
  };
}

test("whichever call fails, a file holds all of the new or all of the old, and no half is left", async () => {
  const whole = failing(0);
  await writeAtomic(whole.disk, join(emptyFolder(), "a"), [bytes("n"), bytes("ew")]);
  assert.ok(whole.calls() >= 5);
  for (let n = 1; n <= whole.calls(); n++) {
    const folder = emptyFolder();
    writeFileSync(join(folder, "a"), "old");
    const failed = await writeAtomic(failing(n).disk, join(folder, "a"), [bytes("n"), bytes("ew")]).then(
      () => false,
      () => true,
    );
    assert.equal(readdirSync(folder), ["a"], `call ${n}`);
    assert.is(readFileSync(join(folder, "a"), "utf8"), failed ? "old" : "new", `call ${n}`);
  }
});

test("a name never leaves the folder, nor is one that some system refuses", async () => {
  const folder = await runFolder(fs, "walk", join(emptyFolder(), "x"));
  const bad = [
    "../x.npy",
    "/x.npy",
    "a/../../x",
    "a/b/c",
    ".hidden",
    "a:b",
    "a b",
    "",
    "nul",
    "con.npy",
    "é",
    "a.",
    "a\\b",
    "a".repeat(101),
  ];
  for (const name of bad) {
    const error = await folder.write(name, bytes("x")).then(
      () => undefined,
      (e: Error) => e,
    );
    assert.is(error?.name, "UsageError", JSON.stringify(name));
  }
  assert.equal(readdirSync(folder.path), []);
  await folder.write("figures/a-b_c.1.html", bytes("x"));
  assert.equal(Object.keys(folder.outputs), ["figures/a-b_c.1.html"]);
});

const asked: Asked = {
  simulation: "walk",
  title: "A walk",
  about: "Draws numbers.",
  command: "langevin run walk",
  config: { seed: 7n },
  threads: 1,
};

test("two runs in the same second have folders of their own", async () => {
  const home = process.cwd();
  const cwd = emptyFolder();
  process.chdir(cwd);
  try {
    const made = await Promise.all(Array.from({ length: 3 }, () => runFolder(fs, "walk")));
    assert.is(new Set(made.map(({ path }) => path)).size, 3);
  } finally {
    process.chdir(home);
  }
});

test("run.json carries numbers that are numbers: others are an error, not null", async () => {
  const folder = await runFolder(fs, "walk", join(emptyFolder(), "x"));
  const record = runRecord(folder, asked);
  for (const value of [Number.NaN, [1, Number.POSITIVE_INFINITY], { a: { b: Number.NaN } }]) {
    assert.throws(() => record.number("distance", value), /"distance" is not a finite number/);
  }
  record.number("distance", { w2: 0.1, of: [1, 2, null, "x", true] });
  record.cite(["A", "B"]);
  record.cite(["A"]);
  await Promise.all([record.save("running"), record.save("running"), record.save("done")]);
  const saved = runJson(folder.path);
  assert.is(saved.status, "done");
  assert.is(saved.seed, "7");
  assert.equal(saved.references, ["A", "B"]);
  assert.equal(saved.numbers, { distance: { w2: 0.1, of: [1, 2, null, "x", true] } });
});

test("plotly is compressed once and kept; a damaged copy is made again", async () => {
  const cache = emptyFolder();
  process.env.LANGEVIN_CACHE = cache;
  const load = async (query: string) =>
    (
      (await import(
        `../../sims/node/plotly-bundle.ts${query}`
      )) as typeof import("../../sims/node/plotly-bundle.ts")
    ).plotlyBundle();
  const first = await load("?first");
  const source = gunzipSync(Buffer.from(first.gzipBase64, "base64")).toString();
  assert.ok(source.includes(`plotly.js v${first.version}`));
  const [name] = readdirSync(cache, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith(".gz"));
  const kept = readFileSync(join(cache, name));
  kept[kept.length >> 1] ^= 1;
  writeFileSync(join(cache, name), kept);
  assert.equal(await load("?second"), first);
  assert.not.equal(readFileSync(join(cache, name)), kept);
});

test("without a folder for the cache plotly is there all the same", async () => {
  const cache = emptyFolder();
  writeFileSync(join(cache, "file"), "");
  mkdirSync(join(cache, "home"));
  for (const name of ["XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"]) process.env[name] = join(cache, "file");
  const address = "../../sims/node/plotly-bundle.ts?third";
  const { plotlyBundle } = (await import(address)) as typeof import("../../sims/node/plotly-bundle.ts");
  assert.ok((await plotlyBundle()).gzipBase64.length > 1e6);
});

test.run();
