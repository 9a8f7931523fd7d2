import { Menu, app } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../contract.ts';
import * as m from '../../resources/words/compiled/messages.js';

/** The places of the window, in the order of their keys. */
const PLACES: readonly [MenuCommand, () => string][] = [
  ['go-home', m.app_place_home],
  ['go-photos', m.app_place_photos],
  ['go-learn', m.app_place_learn],
  ['go-answers', m.app_place_answers],
  ['go-models', m.app_place_models],
  ['go-settings', m.app_place_settings],
];

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
      submenu: PLACES.map(([command, words], i) =>
        item(words(), `CmdOrCtrl+${i + 1}`, command, false),
      ),
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
