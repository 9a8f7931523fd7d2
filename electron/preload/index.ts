import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../contract.ts';

// The only bridge between the window and the main process: typed by the contract, checked by main.
const bridge: Bridge = {
  call: (name, payload) => ipcRenderer.invoke('call', name, payload),
  listen: (name, listener) => {
    const receive = (_event: unknown, received: string, payload: unknown) => {
      if (received === name) listener(payload as never);
    };
    ipcRenderer.on('event', receive);
    return () => ipcRenderer.removeListener('event', receive);
  },
  pathOf: (file) => {
    const path = webUtils.getPathForFile(file);
    if (path !== '') ipcRenderer.send('given-path', path);
    return path;
  },
  platform: process.platform as Bridge['platform'],
};

contextBridge.exposeInMainWorld('purrceptron', bridge);
