// The least that shows a window: what Purrceptron's start is measured against.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, app } from 'electron';

const page = path.join(path.dirname(fileURLToPath(import.meta.url)), 'index.html');

app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => new BrowserWindow({ width: 1240, height: 820 }).loadFile(page));
