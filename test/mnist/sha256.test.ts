import { createHash } from "node:crypto";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { sha256 } from "../../mnist/sha256.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

test("the known answers of FIPS 180-4", () => {
  for (const [text, digest] of [
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
  ]) {
    assert.is(sha256(ascii(text)), digest);
  }
});

test("every length up to four blocks, at an odd place in a buffer, as node:crypto has it", () => {
  const bytes = Uint8Array.from({ length: 257 }, (_, k) => (k * 151 + 7) & 0xff);
  for (let length = 0; length <= 256; length++) {
    const part = bytes.subarray(1, 1 + length);
    assert.is(sha256(part), createHash("sha256").update(part).digest("hex"), `${length} bytes`);
  }
});

test.run();
