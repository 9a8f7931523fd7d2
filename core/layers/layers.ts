import { createRegistry } from '../registry.ts';
import { convolution } from './convolution/convolution.ts';
import { dense } from './dense.ts';
import type { LayerKind } from './layer.ts';

/** Every kind of layer that settings and saved models may name. A new one is a file beside this and a word here. */
export const LAYERS = createRegistry<LayerKind>('layer', [dense, convolution]);
