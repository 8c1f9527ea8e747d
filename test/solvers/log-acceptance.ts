/** The log of an acceptance probability: the largest uniform that still accepts, by bisection in its log. */
export function logAcceptance(accepts: (u: number) => boolean): number {
  if (accepts(1 - 2 ** -53)) return 0;
  let [low, high] = [-700, 0];
  for (let k = 0; k < 64; k++) {
    const middle = (low + high) / 2;
    if (accepts(Math.exp(middle))) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
