import type { LayerPlan } from '../layers/layer.ts';
import type { Model } from '../network/model.ts';

/** What a model is besides its numbers. */
export interface ModelPlan extends Pick<Model, 'input' | 'layers' | 'loss' | 'isMirrored'> {
  front: string | null;
}

/** The plan in this JSON, which may come from anywhere; null where it is none. */
export function readPlan(text: string): ModelPlan | null {
  try {
    const plan = JSON.parse(text) as ModelPlan;
    const { input, layers, loss, front, isMirrored } = plan;
    const isWhole =
      isInput(input) &&
      Array.isArray(layers) &&
      layers.length > 0 &&
      layers.every(isLayer) &&
      typeof loss === 'string' &&
      (front === null || typeof front === 'string') &&
      typeof isMirrored === 'boolean' &&
      (!isMirrored || input.picture !== null);
    if (!isWhole) return null;
    return { input: copyInput(input), layers: layers.map(copyLayer), loss, front, isMirrored };
  } catch {
    // Whatever it is, it is not what was written.
    return null;
  }
}

function isInput({ values, picture }: Model['input']): boolean {
  if (!isCount(values)) return false;
  if (picture === null) return true;
  const { edge, channels } = picture;
  return channels === 3 && isCount(edge) && edge * edge * channels === values;
}

function isLayer({ kind, size, activation }: LayerPlan): boolean {
  const isName = activation === null || typeof activation === 'string';
  return typeof kind === 'string' && isCount(size) && isName;
}

function copyInput({ values, picture }: Model['input']): Model['input'] {
  return { values, picture: picture && { edge: picture.edge, channels: picture.channels } };
}

function copyLayer({ kind, size, activation }: LayerPlan): LayerPlan {
  return { kind, size, activation };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
