import type { DataMoments } from "../src/denoisers/edm-prediction.ts";

/**
 * Mean and standard deviation of all pixels of MNIST's training images, as 2 p / 255 - 1: the constants of EDM's preconditioning.
 * They are those of MNIST for other data too, as EDM keeps its sigma_data = 0.5 for every data set (arXiv:2206.00364, table 1), so
 * that weights mean the same whatever they were trained on. Nothing is lost by it: D(y) = m + skip (y - m) + out F takes on
 * every denoiser for one F, whatever m and deviation are, and the least of the loss is the same denoiser. They only scale what F sees
 * and says: with Fashion-MNIST, of mean -0.428 and deviation 0.706, to a mean square between 1 and 1.57 in place of 1.
 */
export const dataMoments: DataMoments = { mean: -0.7387, deviation: 0.6162 };
