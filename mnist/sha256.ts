const primes = Array.from({ length: 310 }, (_, k) => k + 2).filter((n) => {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return true;
});

const first32Bits = (x: number): number => Math.floor((x % 1) * 2 ** 32);
const K = Int32Array.from(primes, (p) => first32Bits(Math.cbrt(p)) | 0);
const H = Int32Array.from(primes.slice(0, 8), (p) => first32Bits(Math.sqrt(p)) | 0);

const rotate = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** The block of 64 bytes at `at`, spread over the 64 words of W. */
function schedule(W: Int32Array, view: DataView, at: number): void {
  for (let t = 0; t < 16; t++) W[t] = view.getInt32(at + 4 * t);
  for (let t = 16; t < 64; t++) {
    const x = W[t - 15]!;
    const y = W[t - 2]!;
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    W[t] = s1 + W[t - 7]! + s0 + W[t - 16]!;
  }
}

/** The compression function: mixes the words W into the eight of the state. */
function compress(state: Int32Array, W: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const T1 = (h + s1 + ((e & f) ^ (~e & g)) + K[t]! + W[t]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const T2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + T1) | 0;
    d = c;
    c = b;
    b = a;
    a = (T1 + T2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, k) => {
    state[k]! += word;
  });
}

/**
 * The SHA-256 digest of some bytes, as 64 hexadecimal digits; in step, where Web Crypto would make its callers wait.
 *
 * FIPS 180-4, doi:10.6028/NIST.FIPS.180-4
 */
export function sha256(bytes: Uint8Array): string {
  const whole = bytes.length - (bytes.length % 64);
  const tail = new Uint8Array(bytes.length - whole < 56 ? 64 : 128);
  tail.set(bytes.subarray(whole));
  tail[bytes.length - whole] = 0x80;
  new DataView(tail.buffer).setBigUint64(tail.length - 8, 8n * BigInt(bytes.length));
  const state = H.slice();
  const W = new Int32Array(64);
  for (const part of [bytes.subarray(0, whole), tail]) {
    const view = new DataView(part.buffer, part.byteOffset, part.length);
    for (let at = 0; at < part.length; at += 64) {
      schedule(W, view, at);
      compress(state, W);
    }
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
