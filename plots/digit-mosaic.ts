/** Pixels of a digit's side, and between two digits. */
export const side = 28;
export const gutter = 2;

/**
 * One picture of digits on white, as rows of pixels in 256 levels of grey, first row at the top.
 *
 * @param images n x 784, 0 (black) to 1 (white), clipped; the first rows x columns of them are shown
 * @param pitch pixels from one row of digits to the next
 */
export function digitMosaic(
  images: ArrayLike<number>,
  rows: number,
  columns: number,
  pitch = side + gutter,
): Uint8Array[] {
  const width = columns * (side + gutter) - gutter;
  const picture = Array.from({ length: rows * pitch - gutter }, () => new Uint8Array(width).fill(255));
  for (let n = 0; n < Math.min(rows * columns, Math.floor(images.length / side ** 2)); n++) {
    const [top, left] = [Math.floor(n / columns) * pitch, (n % columns) * (side + gutter)];
    for (let k = 0; k < side ** 2; k++) {
      const grey = Math.round(255 * Math.min(1, Math.max(0, images[n * side ** 2 + k])));
      picture[top + Math.floor(k / side)][left + (k % side)] = grey;
    }
  }
  return picture;
}
