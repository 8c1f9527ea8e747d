/** A state on the tape: a place that holds `width` numbers a particle. */
export class Place {
  readonly width: number;
  /** The step that numbered it last, and its number there. */
  step = -1;
  index = -1;

  constructor(width: number) {
    this.width = width;
  }
}
