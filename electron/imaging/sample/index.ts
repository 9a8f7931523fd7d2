export { drawPet } from './draw-pet.ts';
export type { Drawing } from './draw-pet.ts';
export { planSample } from './plan-sample.ts';
export type { ExifOrientation, SamplePicture } from './plan-sample.ts';
export { renderSample } from './render-sample.ts';
export { writeSample } from './write-sample.ts';
export type { WriteSampleOptions, WrittenPicture } from './write-sample.ts';
