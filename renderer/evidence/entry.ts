// The measuring process's page: it only hands its port on. Untrusted media is decoded in the worker's sandbox.
addEventListener('message', (event: MessageEvent<unknown>) => {
  const { data } = event;
  const isPort =
    event.source === window &&
    typeof data === 'object' &&
    data !== null &&
    'secondLookPort' in data &&
    data.secondLookPort === 'measuring';
  const port = event.ports[0];
  if (!isPort || !port) return;
  const worker = new Worker(new URL('./measuring-worker.ts', import.meta.url), {
    type: 'module',
    name: 'measuring',
  });
  worker.postMessage(null, [port]);
});
