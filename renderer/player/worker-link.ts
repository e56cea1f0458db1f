import { createClient, type Client } from '../../shared/contract/create-client.ts';
import type { Wire } from '../../shared/contract/contract.ts';
import { workerApi, type WorkerApi } from '../../shared/contract/worker-api.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';

/** Starts the clip's media worker; it ends with `scope`. A worker that dies closes every waiting call. */
export function startMediaWorker(scope: Scope): Client<WorkerApi> {
  const worker = new Worker(new URL('../workers/media-worker.ts', import.meta.url), {
    type: 'module',
    name: 'media',
  });
  const link = createClient(workerApi, workerWire(worker));
  scope.add(() => {
    link.close();
    worker.terminate();
  });
  return link;
}

function workerWire(worker: Worker): Wire {
  return {
    send: (message) => worker.postMessage(message),
    onMessage(listener) {
      const hear = (event: MessageEvent<unknown>) => listener(event.data);
      worker.addEventListener('message', hear);
      return () => worker.removeEventListener('message', hear);
    },
    onClose(listener) {
      const hear = () => listener();
      worker.addEventListener('error', hear);
      return () => worker.removeEventListener('error', hear);
    },
  };
}
