// A thread that decodes and looks with nothing around: what the imaging process is measured against.

import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { fillInput } from '../../../electron/imaging/eyes/presets.ts';
import { squareOf } from './square.ts';

const EDGE = 320;
const { networkFile } = workerData as { networkFile: string };

// As the app's threads do.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

sharp.concurrency(1);
sharp.cache(false);
const session = await InferenceSession.create(networkFile, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: true,
});
const values = new Float32Array(EDGE * EDGE * 3);

parentPort?.on('message', (path: string) => void lookAt(path));

async function lookAt(path: string): Promise<void> {
  fillInput(await squareOf(path, EDGE), 'minus-one-to-one', 'NCHW', values);
  const { features } = await session.run({
    image: new Tensor('float32', values, [1, 3, EDGE, EDGE]),
  });
  parentPort?.postMessage(features?.data.length);
}
