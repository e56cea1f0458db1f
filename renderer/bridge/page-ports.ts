/** Names of the two ports that Electron main hands to the page. */
export type PortName = 'desk' | 'app';

type PortLetter = { readonly secondLookPort: PortName };

function isPortLetter(data: unknown): data is PortLetter {
  if (typeof data !== 'object' || data === null || !('secondLookPort' in data)) return false;
  return data.secondLookPort === 'desk' || data.secondLookPort === 'app';
}

/**
 * Receives every port that the preload passes on, and asks for the first ones. A new `desk` port comes
 * after each restart of the data service. Only messages from this very window count.
 */
export function listenForPorts(
  page: Window,
  onPort: (name: PortName, port: MessagePort) => void,
): () => void {
  const hear = (event: MessageEvent<unknown>) => {
    if (event.source !== page || !isPortLetter(event.data)) return;
    const port = event.ports[0];
    if (port) onPort(event.data.secondLookPort, port);
  };
  page.addEventListener('message', hear);
  page.postMessage({ secondLookPortsWanted: true }, '*');
  return () => page.removeEventListener('message', hear);
}
