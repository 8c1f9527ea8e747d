import { integer } from "../src/check.ts";
import { UsageError } from "../src/refusal.ts";
import { digitMosaic, gutter, side } from "./digit-mosaic.ts";
import type { Figure } from "./figure.ts";
import { baseLayout } from "./panels.ts";
import { text } from "./text.ts";

export interface Digits {
  /** n x 28 x 28, row-major, 0 (black) to 1 (white); what lies outside is clipped. */
  readonly images: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** One a digit, written below it. */
  readonly labels?: readonly string[];
  readonly title?: string;
}

/** Digits in rows and columns, every pixel crisp, no axes. */
export function digits({ images, rows, columns, labels, title }: Digits): Figure {
  integer("rows of digits", rows, { min: 1 });
  integer("columns of digits", columns, { min: 1 });
  if (images.length === 0 || images.length % side ** 2 !== 0) {
    throw new UsageError({
      what: "images",
      got: `${images.length} pixels`,
      expected: "a multiple of 28 x 28 = 784",
    });
  }
  const pitch = side + gutter + (labels === undefined ? 0 : 8);
  const z = digitMosaic(images, rows, columns, pitch);
  const [height, width] = [z.length, z[0].length];
  const scale = Math.min(5, 900 / width, 640 / height);
  const hidden = { visible: false, fixedrange: true, constrain: "domain" };
  return {
    data: [
      {
        type: "heatmap",
        z,
        zmin: 0,
        zmax: 255,
        zsmooth: false,
        colorscale: [
          [0, "#000000"],
          [1, "#ffffff"],
        ],
        showscale: false,
        hoverinfo: "skip",
      },
    ],
    layout: {
      ...baseLayout(title && text(title)),
      width: Math.round(width * scale) + 24,
      height: Math.round(height * scale) + (title === undefined ? 24 : 72),
      margin: { l: 12, r: 12, t: title === undefined ? 12 : 60, b: 12, pad: 0 },
      xaxis: { ...hidden, range: [-0.5, width - 0.5] },
      yaxis: { ...hidden, range: [height - 0.5, -0.5], scaleanchor: "x", scaleratio: 1 },
      annotations: (labels ?? []).slice(0, rows * columns).map((label, n) => ({
        text: text(label),
        x: (n % columns) * (side + gutter) + (side - 1) / 2,
        y: Math.floor(n / columns) * pitch + side,
        yanchor: "top",
        showarrow: false,
        font: { size: 15 },
      })),
    },
  };
}
