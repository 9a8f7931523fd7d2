/** Drawn pictures, the same each time. */
export async function drawnPictures(): Promise<Buffer[]> {
  const { planSample, renderSample } = await import('../sample/index.ts');
  return Promise.all(planSample(1, 2).map(renderSample));
}
