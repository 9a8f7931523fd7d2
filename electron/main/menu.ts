import { Menu, app } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../contract.ts';

/** The application menu; its own items ask the window by `menu.command`. */
export const buildMenu = (send: (command: MenuCommand) => void): Menu => {
  const item = (
    label: string,
    accelerator: string,
    command: MenuCommand,
    // The page handles these keys itself, so that they keep their meaning inside text fields.
    registerAccelerator = true,
  ): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator,
    click: () => send(command),
  });
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('Open a folder of photos…', 'CmdOrCtrl+O', 'open-folder'),
        item('All libraries', 'CmdOrCtrl+L', 'show-home'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', 'CmdOrCtrl+Z', 'undo', false),
        item('Redo', 'CmdOrCtrl+Shift+Z', 'redo', false),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        item('Select all photos', 'CmdOrCtrl+A', 'select-all', false),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    {
      role: 'help',
      submenu: [item('Keyboard shortcuts', 'F1', 'show-shortcuts')],
    },
  ];
  return Menu.buildFromTemplate(template);
};
