import { createContext, useContext, useSyncExternalStore } from 'react';
import { appApi, type AppApi } from '../../shared/contract/app-api.ts';
import { deskApi, type DeskApi } from '../../shared/contract/desk-api.ts';
import { portWire } from '../../shared/contract/port-wire.ts';
import { createPortClient, type PortClient, type PortState } from './port-client.ts';
import { listenForPorts } from './page-ports.ts';

/** The page's two lines: to the data service and to Electron main. */
export type DeskClient = { readonly desk: PortClient<DeskApi>; readonly app: PortClient<AppApi> };

/** Opens both lines over the ports that the preload passes on; fresh ports take over by themselves. */
export function openDeskClient(page: Window): DeskClient {
  const lines: DeskClient = { desk: createPortClient(deskApi), app: createPortClient(appApi) };
  listenForPorts(page, (name, port) => lines[name].attach(portWire(port)));
  return lines;
}

export const DeskClientContext = createContext<DeskClient | null>(null);

/** The lines of this page; a screen outside of the desk's root is a bug. */
export function useDeskClient(): DeskClient {
  const lines = useContext(DeskClientContext);
  if (!lines) throw new Error('the desk has no lines here');
  return lines;
}

/** Whether the data service is there. */
export function useDeskPortState(): PortState {
  const { desk } = useDeskClient();
  return useSyncExternalStore(
    (changed) => desk.onState(changed),
    () => desk.state(),
  );
}
