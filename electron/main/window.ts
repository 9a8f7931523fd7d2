import path from 'node:path';
import { BrowserWindow, app, nativeTheme, session } from 'electron';
import { isOwnPage, PAGE_ADDRESS } from './protocols.ts';

/** The surface colours of renderer/ui/styles/tokens.css, so that no white flash precedes the page. */
const SURFACE = { light: '#faf8f5', dark: '#1a1816' };

export function createWindow(builtFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1240,
    height: 820,
    minWidth: 720,
    minHeight: 520,
    title: 'Purrceptron',
    backgroundColor: nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light,
    webPreferences: {
      preload: path.join(builtFolder, 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  void window.loadURL(PAGE_ADDRESS);
  return window;
}

/** No navigation, no new windows, no permissions, nothing from elsewhere: for every page there ever is. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, address) => {
      if (!isOwnPage(address)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // WebRTC asks neither the page's policy nor webRequest; all of it takes the proxy, which leads nowhere.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** The page loads nothing from the network. What the app downloads does not come this way. */
const NOWHERE = {
  mode: 'fixed_servers',
  proxyRules: 'socks5://127.0.0.1:1',
  // Without it this computer's own services would be reached past the proxy.
  proxyBypassRules: '<-loopback>',
} as const;

export function refusePermissions(): void {
  void session.defaultSession.setProxy(NOWHERE);
  session.defaultSession.on('will-download', (event) => event.preventDefault());
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) =>
    decide(false),
  );
  session.defaultSession.setPermissionCheckHandler(() => false);
  // Whatever the page's policy misses: only our own schemes (and developer tools) load.
  session.defaultSession.webRequest.onBeforeRequest(({ url }, decide) => {
    decide({ cancel: !/^(app|thumb|devtools|blob):/.test(url) });
  });
}
