import type { Examples, Split } from '../../core/index.ts';
import type { TrainingOperations } from './operations.ts';

/** Examples as they come in, batch after batch, and which of them are kept aside. */
export class GatheredExamples {
  readonly #features: Uint8Array | Float32Array;
  readonly #labels: Uint8Array;
  readonly #keptAside: Uint8Array;
  readonly #featureCount: number;
  readonly #kinds: number;
  #count = 0;

  constructor({
    featureType,
    kinds,
    mostExamples,
    featureCount,
  }: Parameters<TrainingOperations['begin']>[0]) {
    const ArrayType = featureType === 'bytes' ? Uint8Array : Float32Array;
    this.#features = new ArrayType(mostExamples * featureCount);
    this.#labels = new Uint8Array(mostExamples);
    this.#keptAside = new Uint8Array(mostExamples);
    this.#featureCount = featureCount;
    this.#kinds = kinds;
  }

  /** @throws RangeError for more examples than there is room for, or features of another kind. */
  add({
    features,
    labels,
    keptAside,
  }: Omit<Parameters<TrainingOperations['addExamples']>[0], 'runId'>): void {
    const isSameType = features instanceof Float32Array === this.#features instanceof Float32Array;
    if (!isSameType || features.length !== labels.length * this.#featureCount) {
      throw new RangeError(
        `Expected ${labels.length} × ${this.#featureCount} features of the type begun with, got ${features.length}`,
      );
    }
    this.#features.set(features, this.#count * this.#featureCount);
    this.#labels.set(labels, this.#count);
    this.#keptAside.set(keptAside, this.#count);
    this.#count += labels.length;
  }

  get examples(): Examples {
    const count = this.#count;
    const featureCount = this.#featureCount;
    const features = this.#features.subarray(0, count * featureCount);
    const labels = this.#labels.subarray(0, count);
    return { features, labels, count, featureCount, kinds: this.#kinds };
  }

  get split(): Split {
    const training: number[] = [];
    const validation: number[] = [];
    for (let index = 0; index < this.#count; index += 1) {
      (this.#keptAside[index] === 1 ? validation : training).push(index);
    }
    return { training: Uint32Array.from(training), validation: Uint32Array.from(validation) };
  }
}
