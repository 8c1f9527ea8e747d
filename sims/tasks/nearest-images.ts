import type { BackendChoice } from "../../mnist/backends/backend.ts";
import { loadBackend } from "../../mnist/backends/load-backend.ts";
import { type Nearest, nearestImages } from "../../mnist/nearest-images.ts";

export interface NearestInput {
  readonly backend: BackendChoice;
  /** n x 784, 0 to 1 */
  readonly images: Float32Array;
  /** m x 784, 0 to 255 */
  readonly others: Uint8Array;
}

export const nearestImagesTask = async ({ backend, images, others }: NearestInput): Promise<Nearest> =>
  nearestImages(await loadBackend(backend), images, others);
