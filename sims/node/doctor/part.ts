/** What the doctor found out about one part of the machine. */
export interface Part {
  readonly group: string;
  readonly name: string;
  /** What is there; undefined where it is missing or does not work. */
  readonly found?: string | undefined;
  /** What having it brings. */
  readonly brings: string;
  /** How it is had, or what is wrong with it; where it is missing. */
  readonly remedy?: string;
}
