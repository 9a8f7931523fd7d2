// Reads a folder of photos for whoever asks, as often as it is asked: in a utility process of Electron
// its parent hears through `parentPort`, in plain Node through the channel of `fork`.

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
