import { app, dialog, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';

/**
 * The menu. Every accelerator has Ctrl (Cmd on macOS) or is a function key: single keys belong to the
 * review.
 */
export function installMenu(window: BrowserWindow, isPackaged: boolean, lock: () => void): void {
  const developer: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { label: '&Desk', submenu: [{ label: 'Lock the desk', click: lock }, { role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...developer,
      ],
    },
    {
      role: 'help',
      label: '&Help',
      submenu: [{ label: 'About Second Look', click: () => void showAbout(window) }],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

async function showAbout(window: BrowserWindow): Promise<void> {
  await dialog.showMessageBox(window, {
    type: 'info',
    title: 'About Second Look',
    message: `Second Look ${app.getVersion()}`,
    detail: `Electron ${process.versions.electron}. Apache-2.0.`,
  });
}
