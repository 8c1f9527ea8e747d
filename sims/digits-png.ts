import { digitMosaic } from "../plots/digit-mosaic.ts";

/** Pixels of the picture a pixel of a digit. */
const scale = 4;

/**
 * Digits in rows and columns as a PNG in 256 levels of grey, each pixel of 4 x 4.
 *
 * @param images n x 784, 0 (black) to 1 (white), clipped
 */
export async function digitsPng(
  images: ArrayLike<number>,
  rows: number,
  columns: number,
): Promise<Uint8Array> {
  const { encode } = await import("fast-png");
  const mosaic = digitMosaic(images, rows, columns);
  const [height, width] = [scale * mosaic.length, scale * mosaic[0].length];
  const data = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    const row = mosaic[Math.floor(y / scale)];
    for (let x = 0; x < width; x++) data[y * width + x] = row[Math.floor(x / scale)];
  }
  return encode({ width, height, data, depth: 8, channels: 1 });
}
