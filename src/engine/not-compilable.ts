/** Why a run cannot be compiled. Whoever asked runs it on the array space instead, and says so. */
export class NotCompilable extends Error {
  override readonly name = "NotCompilable";
}
