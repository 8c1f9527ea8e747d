/** The seed of a statistical test: FNV-1a (64 bits) of its name, so nobody chose it because it passes. */
export function seedOf(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

/** |z| of a normal that is passed once in 1e9, on both sides together. */
export const zLimit = 6.1094;

/** sup |F_n - F| of n draws that is passed once in 1e9 (Dvoretzky, Kiefer, Wolfowitz with Massart's constant). */
export const ksLimit = (n: number): number => 3.2724 / Math.sqrt(n);
