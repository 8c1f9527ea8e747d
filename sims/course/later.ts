/** What the lectures show beside this, and the course does not yet. */
export const later: readonly string[] = [
  "autoencoder and variational autoencoder (VAE)",
  "restricted Boltzmann machine",
  "principal components (PCA)",
  "training a GAN",
  "Poisson flow",
  "super-resolution",
  "outpainting",
  "point clouds",
  "learned covariance of the reverse step",
];
