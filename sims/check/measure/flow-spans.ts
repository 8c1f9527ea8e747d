/** From where to where the probability flow of Gaussian data is followed, under each schedule that orders are measured under. */
export const flowSpans = { ve: [0.9, 0.2], vp: [0.5, 0.05] } as const;
