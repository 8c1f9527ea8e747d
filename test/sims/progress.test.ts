import { PassThrough } from "node:stream";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { progress } from "../../sims/node/progress.ts";
import { stages } from "../../sims/node/stages.ts";

/** A stream that keeps what it is given, and may claim to be a terminal. */
function screen(isTTY: boolean) {
  const stream = new PassThrough();
  let text = "";
  stream.on("data", (data) => {
    text += data;
  });
  const moves = { cursorTo: () => true, clearLine: () => true, moveCursor: () => true };
  const terminal = Object.assign(stream, { isTTY, columns: 100, ...moves }) as unknown as NodeJS.WriteStream;
  return { terminal, text: () => text };
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("away from a terminal: nothing in the first second, then a plain line now and then", async () => {
  const { terminal, text } = screen(false);
  const shown = await progress(false, terminal);
  shown.show("sample", 1, 4);
  assert.is(text(), "");
  await wait(1100);
  shown.show("sample", 3, 4);
  shown.show("sample", 4, 4);
  shown.stop();
  assert.is(text(), "sample: 75 % after 1 s\n");
});

test("on a terminal: a bar with the label and the percentage, without colours", async () => {
  const { terminal, text } = screen(true);
  const shown = await progress(false, terminal);
  shown.show("sample", 1, 4);
  await wait(300);
  shown.show("sample", 2, 4);
  await wait(300);
  shown.stop();
  assert.match(text(), /sample \[=+-+\] 50 %/);
  assert.not.ok(text().includes("\u001b[3"), "the sequences of colours begin so");
});

test("--quiet: nothing", async () => {
  const { terminal, text } = screen(true);
  const shown = await progress(true, terminal);
  shown.show("sample", 1, 4);
  await wait(200);
  shown.stop();
  assert.is(text(), "");
});

/** What is shown, as "label done/total". */
function shown() {
  const seen: string[] = [];
  const show = (label: string, done: number, total: number) => void seen.push(`${label} ${done}/${total}`);
  return { seen, ...stages({ show, stop() {} }) };
}

test("a stage is as far as its simulation tells or its tasks report, whichever is further", () => {
  const { seen, tell, task } = shown();
  tell("flow", 0, 100);
  const [a, b] = [task("sample"), task("sample")];
  a(0.5);
  b(0.5);
  a(1);
  tell("flow", 50, 100);
  b(1);
  tell("flow", 100, 100);
  assert.equal(seen, [
    "flow 0/100",
    "flow 25/100",
    "flow 50/100",
    "flow 75/100",
    "flow 75/100",
    "flow 100/100",
    "flow 100/100",
  ]);
});

test("a stage that is done is not gone back to: the next tasks begin one of their own", () => {
  const { seen, tell, task } = shown();
  tell("flow", 0, 1);
  task("sample")(1);
  tell("flow", 1, 1);
  const [a, b] = [task("reference"), task("reference")];
  a(1);
  b(1);
  task("reference")(0.5);
  assert.equal(seen.slice(3), ["reference 0.5/1", "reference 1/1", "reference 0.5/1"]);
});

test.run();
