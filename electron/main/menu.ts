import { Menu, app } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../contract.ts';
import * as words from '../words/desktop.ts';

/** The places of the window, in the order of their keys. */
const PLACES: readonly [MenuCommand, () => string][] = [
  ['go-home', words.placeHome],
  ['go-photos', words.placePhotos],
  ['go-learn', words.placeLearn],
  ['go-answers', words.placeAnswers],
  ['go-models', words.placeModels],
  ['go-settings', words.placeSettings],
];

/** The application menu; its own items ask the window by `menu.command`. */
export function buildMenu(send: (command: MenuCommand) => void): Menu {
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
      label: words.menuFile(),
      submenu: [
        item(words.menuOpenFolder(), 'CmdOrCtrl+O', 'open-folder'),
        item(words.menuAllLibraries(), 'CmdOrCtrl+L', 'go-home'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: words.menuEdit(),
      submenu: [
        item(words.menuUndo(), 'CmdOrCtrl+Z', 'undo', false),
        item(words.menuRedo(), 'CmdOrCtrl+Shift+Z', 'redo', false),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        item(words.menuSelectAll(), 'CmdOrCtrl+A', 'select-all', false),
      ],
    },
    {
      label: words.menuGo(),
      submenu: PLACES.map(([command, name], i) =>
        item(name(), `CmdOrCtrl+${i + 1}`, command, false),
      ),
    },
    {
      label: words.menuView(),
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
      submenu: [item(words.menuShortcuts(), 'F1', 'show-shortcuts')],
    },
  ];
  return Menu.buildFromTemplate(template);
}
