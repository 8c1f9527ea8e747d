/**
 * Hands out `total` things in parts of at most `size`, all at once to the workers or, where one worker has the whole machine,
 * one after the other.
 */
export async function inParts(
  total: number,
  size: number,
  together: boolean,
  part: (first: number, count: number) => Promise<void>,
): Promise<void> {
  const firsts = Array.from({ length: Math.ceil(total / size) }, (_, k) => k * size);
  const run = (first: number): Promise<void> => part(first, Math.min(size, total - first));
  if (together) await Promise.all(firsts.map(run));
  else for (const first of firsts) await run(first);
}
