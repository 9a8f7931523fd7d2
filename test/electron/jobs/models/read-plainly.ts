import { readFileSync } from 'node:fs';

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** A model's file by the words of the safetensors specification, without a line of the app's own code. */
export function readPlainly(file: string) {
  const bytes = readFileSync(file);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...entries } = JSON.parse(
    bytes.toString('utf8', 8, 8 + headerLength),
  ) as { __metadata__: Record<string, string> } & Record<string, Entry>;
  const tensor = (name: string): number[] => {
    const { dtype, data_offsets } = entries[name];
    if (dtype !== 'F32') throw new Error(`Expected ${name} in F32, got ${dtype}`);
    const [from, to] = data_offsets.map((offset) => 8 + headerLength + offset) as [number, number];
    return Array.from({ length: (to - from) / 4 }, (_, i) => bytes.readFloatLE(from + 4 * i));
  };
  return { metadata, names: Object.keys(entries), tensor };
}

/** P(first category) = σ(−(W_L … relu(W_1 (x − mean) / spread + b_1) … + b_L)), each weight on its own. */
export function answerPlainly(file: string, features: ArrayLike<number>): number {
  const { names, tensor } = readPlainly(file);
  const [mean, spread] = [tensor('mean'), tensor('spread')];
  let A = Array.from(features, (value: number, j) => (value - mean[j]) / spread[j]);
  const layerCount = names.filter((name) => name.startsWith('W')).length;
  for (let l = 1; l <= layerCount; l++) {
    const W = tensor(`W${l}`);
    const previous = A;
    const Z = tensor(`b${l}`).map((bias, row) =>
      previous.reduce((sum, a, col) => sum + W[row * previous.length + col] * a, bias),
    );
    A = l === layerCount ? Z : Z.map((z) => Math.max(0, z));
  }
  return 1 / (1 + Math.exp(A[0]));
}
