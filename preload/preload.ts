import { ipcRenderer } from 'electron';

// The page's only door: it asks for its ports, and gets each one that main sends. Nothing else passes.
ipcRenderer.on('port', (event, name: string) => {
  window.postMessage({ secondLookPort: name }, window.location.origin, event.ports);
});

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== window || event.origin !== window.location.origin) return;
  const { data } = event;
  if (typeof data === 'object' && data !== null && 'secondLookPortsWanted' in data) {
    ipcRenderer.send('ports-wanted');
  }
});
