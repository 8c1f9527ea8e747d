import { mkdtempSync, rmSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeFolder } from "../../sims/node/make-folder.ts";

const refuse = (code: string) => Object.assign(new Error(code), { code });

test("makes a folder and those above it, and takes one that is there; says which are new", async () => {
  const root = mkdtempSync(join(tmpdir(), "folders-"));
  try {
    const deep = join(root, "a", "b c", "d");
    const made = ["a", join("a", "b c"), join("a", "b c", "d")].map((path) => join(root, path));
    assert.equal(await makeFolder({ mkdir }, deep), made);
    assert.equal(await makeFolder({ mkdir }, deep), []);
    assert.ok(statSync(deep).isDirectory());
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("gives up where the file system says that there is no such file whatever is asked, as /proc does", async () => {
  let calls = 0;
  const stubborn = async (path: unknown) => {
    calls += 1;
    throw refuse(String(path) === "/" ? "EEXIST" : "ENOENT");
  };
  const outcome = await makeFolder({ mkdir: stubborn as typeof mkdir }, "/proc/a/b").then(
    () => "made",
    (error: { code: string }) => error.code,
  );
  assert.is(outcome, "ENOENT");
  assert.ok(calls < 10, `${calls} calls`);
});

test.run();
