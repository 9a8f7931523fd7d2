// Reads a folder of photos at each request of the parent process, which it reaches through `parentPort` in an
// Electron utility process and through the channel of `fork` in plain Node.

import { readPhotos } from '../../e2e/fixtures/sharp-app/read-photos.mjs';

const { parentPort } = process;
if (parentPort) {
  parentPort.on('message', async ({ data }) => {
    parentPort.postMessage(await readPhotos(data.folder));
  });
} else {
  process.on('message', async ({ folder }) => {
    process.send?.(await readPhotos(folder));
  });
}
