import path from 'node:path';
import { writeOnnxModel } from '../onnx/write-model.ts';
import { convertGraph } from './convert.ts';
import type { Converter } from './convert.ts';
import { fold } from './fold.ts';
import { readGraphModel } from './graph-model.ts';
import type { GraphModel } from './graph-model.ts';
import { halved } from './half.ts';
import { expectFiles } from './known-files.ts';

const PACKAGE = '@codait/max-image-segmenter';

/** SHA-256 of what the network is made from. */
const FILES = {
  'model.json': 'd454099ce682e2f7cb5689e9bf167f8437f1c84171982d980758b045d310aa80',
  'group1-shard1of3': 'e1501ed0cb05c223055a6dc722bbec872dadccfebb770aecf59ad830c45b0117',
  'group1-shard2of3': 'a97acd1e7e2108776e9d112b21211e17c3ce66c72eca4fde8352784dfbb042e9',
  'group1-shard3of3': 'f6caff3822c8cfa842f8f82c8f77019b550c490d6b24c17528fd3c9d03627ea4',
};

/** The picture in the graph, values from −1 to 1. */
const PICTURE = 'sub_7';
const EDGE = 320;

function block(index: number, layer: string) {
  return `MobilenetV2/expanded_conv_${index}/${layer}`;
}
const PROJECTION = 'project/BatchNorm/FusedBatchNorm';

/** Those that lost their stride when the classifier was made a segmenter. */
const STRIDED = [6, 13].map((index) => block(index, 'depthwise/depthwise'));

/** 320 numbers for each of 10 × 10 places, averaged over all of them. */
const EVERYWHERE = block(16, PROJECTION);

/** 160, 96 and 64 numbers a place, averaged where the network sees something; the last two have 20 × 20 places. */
const WHERE_SOMETHING_IS = [
  { name: block(13, PROJECTION), isFiner: false },
  { name: block(11, 'add'), isFiner: true },
  { name: block(9, 'add'), isFiner: true },
];

/** What the network takes each place for: 21 kinds, of which the first is background. */
const LOGITS = 'logits/semantic/BiasAdd';

/** How much a place counts where the network is sure that there is nothing. */
const LEAST = 0.02;

/** M = 1.02 − P(background), of shape (1, 1, 10, 10), from the softmax over the kinds. */
function addMask(graph: Converter, logits: string): string {
  const inputs = {
    first: graph.wholeNumbers('first', [0]),
    most: graph.floats('most', [1 + LEAST], []),
  };
  const along = { axis: 1 };
  graph.add({ operator: 'Softmax', inputs: [logits], outputs: ['kinds'], attributes: along });
  graph.add({
    operator: 'Gather',
    inputs: ['kinds', inputs.first],
    outputs: ['background'],
    attributes: along,
  });
  graph.add({ operator: 'Sub', inputs: [inputs.most, 'background'], outputs: ['mask'] });
  return 'mask';
}

/** The mean of each 2 × 2 places: under a mask that is the same for all four it stands for them. */
function halfAsLarge(graph: Converter, layer: string): string {
  const output = `${layer}/smaller`;
  const attributes = { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } };
  graph.add({ operator: 'AveragePool', inputs: [layer], outputs: [output], attributes });
  return output;
}

/** Σ M · x over all places, but for a factor that the length takes away. */
function averageUnder(graph: Converter, mask: string, layer: string): string {
  const masked = `${layer}/masked`;
  graph.add({ operator: 'Mul', inputs: [layer, mask], outputs: [masked] });
  return graph.average(masked, `${masked}/average`);
}

/** v / |v| */
function direction(graph: Converter, vector: string): string {
  const [length, output] = [`${vector}/length`, `${vector}/direction`];
  const attributes = { axes: { ints: [1] } };
  graph.add({ operator: 'ReduceL2', inputs: [vector], outputs: [length], attributes });
  graph.add({ operator: 'Div', inputs: [vector, length], outputs: [output] });
  return output;
}

function addFeatures(graph: Converter, layer: (name: string) => string): string[] {
  const converted = (name: string): string => {
    graph.convert(layer(name));
    return layer(name);
  };
  const everywhere = converted(EVERYWHERE);
  const mask = addMask(graph, converted(LOGITS));
  const masked = WHERE_SOMETHING_IS.map(({ name, isFiner }) => {
    const found = converted(name);
    return averageUnder(graph, mask, isFiner ? halfAsLarge(graph, found) : found);
  });
  const averages = [graph.average(everywhere, `${everywhere}/average`), ...masked];
  return averages.map((vector) => direction(graph, vector));
}

/** Filters in half precision; what is added to their sums stays as it is. */
function withHalves({ nodes, weights }: GraphModel): GraphModel {
  return {
    nodes,
    weights: new Map(
      [...weights].map(([name, weight]) => [
        name,
        weight.shape.length === 4 ? halved(weight) : weight,
      ]),
    ),
  };
}

/**
 * The built-in network as an ONNX file, made from the registry's package: DeepLab (arxiv.org/abs/1802.02611)
 * on a MobileNetV2 (arxiv.org/abs/1801.04381), first trained on ImageNet, then to cut out what is in the
 * photos of Pascal VOC. It takes 320×320 pixels, each from −1 to 1, and gives 640 numbers: four directions of
 * length 1. The same package gives the same bytes.
 *
 * @param packages - The folder `node_modules`.
 * @param precision - Of its filters; `float` is for measuring what halves lose.
 * @throws Error when the package's files are others.
 */
export async function makeKeen(
  packages: string,
  precision: 'half' | 'float' = 'half',
): Promise<Uint8Array> {
  const folder = path.join(packages, PACKAGE, 'model');
  await expectFiles(folder, FILES);
  const { graph, layer } = fold(await readGraphModel(path.join(folder, 'model.json')), STRIDED);
  return writeOnnxModel(
    convertGraph(precision === 'half' ? withHalves(graph) : graph, {
      name: 'keen',
      input: { placeholder: PICTURE, name: 'image' },
      edge: EDGE,
      features: (converter) => addFeatures(converter, layer),
      featureCount: 640,
      notes: {
        licence: 'Apache-2.0',
        origin: `model/ of ${PACKAGE} 0.3.0, made from deeplabv3_mnv2_pascal_trainval of the TensorFlow Models repository`,
        changes:
          'dilation undone, batch normalisation folded, filters in half precision, features added',
      },
    }),
  );
}
