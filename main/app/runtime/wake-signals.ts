import { net, powerMonitor } from 'electron';

/** How often the network is looked at: Electron's main has no event for it. */
const lookEveryMs = 5_000;

/** Calls back when the machine woke or the network came back. */
export function onWake(wake: () => void): void {
  powerMonitor.on('resume', wake);
  powerMonitor.on('unlock-screen', wake);
  let wasOnline = net.isOnline();
  setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline && !wasOnline) wake();
    wasOnline = isOnline;
  }, lookEveryMs).unref();
}

/** Calls back when the machine goes to sleep or its screen is locked: the desk is unattended. */
export function onLeave(leave: (why: string) => void): void {
  powerMonitor.on('suspend', () => leave('suspend'));
  powerMonitor.on('lock-screen', () => leave('lock-screen'));
}
