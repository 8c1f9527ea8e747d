import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { peerProcess } from "./peer-process.ts";
import { peers } from "./peers/index.ts";
import * as problems from "./problems/index.ts";

const inPeers = (file: string) => fileURLToPath(new URL(`./peers/${file}`, import.meta.url));
const pinned = readFileSync(inPeers("requirements.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

test("every requirement has one exact version", () => {
  for (const line of pinned) assert.match(line, /^[a-z0-9_]+==\d+(\.\d+)+$/);
});

test("each peer has its program, pinned packages, and problems whose numbers are handed over", () => {
  const served = Object.values(problems)
    .filter(({ data }) => data !== undefined)
    .map(({ name }) => name);
  for (const { name, program, packages, problems: theirs } of peers) {
    assert.ok(existsSync(inPeers(program)), program);
    const text = readFileSync(inPeers(program), "utf8");
    for (const p of packages) {
      assert.ok(
        pinned.some((line) => line.startsWith(`${p}==`)),
        `${name}: ${p} is pinned`,
      );
    }
    for (const problem of theirs) {
      assert.ok(served.includes(problem), problem);
      assert.ok(text.includes(`"${problem}":`), `${program} implements ${problem}`);
    }
  }
});

/** A peer made of a line of JavaScript. */
const speak = (code: string, seconds = 20) =>
  peerProcess(process.execPath, ["-e", code], process.env, seconds);

test("a peer answers each line by one", async () => {
  const peer = speak(
    'require("node:readline").createInterface(process.stdin).on("line", (l) => console.log(JSON.stringify({ got: l.length })))',
  );
  assert.equal(await peer.ask({}), { got: 2 });
  assert.equal(await peer.ask({ a: 1 }), { got: 7 });
  await peer.close();
});

const fails = async (peer: ReturnType<typeof speak>, saying: RegExp) => {
  const message = await peer.ask({}).then(
    () => "an answer",
    (error: Error) => error.message,
  );
  assert.match(message, saying);
  await peer.close();
};

test("a peer that ends is told by its last words", () =>
  fails(
    speak('console.error("Traceback\\n\\nImportError: no torch\\n"); process.exit(1)'),
    /^ImportError: no torch$/,
  ));
test("a peer that ends without a word is told by its exit code", () =>
  fails(speak("process.exit(3)"), /ended with 3/));
test("a peer that does not answer is given up", () =>
  fails(speak("setInterval(() => {}, 1e6)", 1), /no answer in 1 s/));
test("a program that is not there is told", () =>
  fails(peerProcess("no-such-program", [], process.env, 20), /ENOENT/));

test.run();
