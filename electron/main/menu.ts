import { Menu, app } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../contract.ts';
import * as m from '../../resources/words/compiled/messages.js';

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
      label: m.menu_file(),
      submenu: [
        item(m.menu_open_folder(), 'CmdOrCtrl+O', 'open-folder'),
        item(m.menu_libraries(), 'CmdOrCtrl+L', 'go-home'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: m.menu_edit(),
      submenu: [
        item(m.menu_undo(), 'CmdOrCtrl+Z', 'undo', false),
        item(m.menu_redo(), 'CmdOrCtrl+Shift+Z', 'redo', false),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        item(m.menu_select_all(), 'CmdOrCtrl+A', 'select-all', false),
      ],
    },
    {
      label: m.menu_go(),
      submenu: [
        item(m.app_place_home(), 'CmdOrCtrl+1', 'go-home', false),
        item(m.app_place_photos(), 'CmdOrCtrl+2', 'go-photos', false),
        item(m.app_place_learn(), 'CmdOrCtrl+3', 'go-learn', false),
        item(m.app_place_answers(), 'CmdOrCtrl+4', 'go-answers', false),
        item(m.app_place_models(), 'CmdOrCtrl+5', 'go-models', false),
        item(m.app_place_settings(), 'CmdOrCtrl+6', 'go-settings', false),
      ],
    },
    {
      label: m.menu_view(),
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
      submenu: [item(m.menu_shortcuts(), 'F1', 'show-shortcuts')],
    },
  ];
  return Menu.buildFromTemplate(template);
};
