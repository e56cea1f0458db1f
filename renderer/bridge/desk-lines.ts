import { createContext, useContext, useSyncExternalStore } from 'react';
import { appApi, type AppApi } from '../../shared/contract/app-api.ts';
import { deskApi, type DeskApi } from '../../shared/contract/desk-api.ts';
import { portWire } from '../../shared/contract/port-wire.ts';
import { makeLine, type Line, type LineState } from './line.ts';
import { listenForPorts } from './page-ports.ts';

/** The page's two lines: to the data service and to Electron main. */
export type DeskLines = { readonly desk: Line<DeskApi>; readonly app: Line<AppApi> };

/** Opens both lines over the ports that the preload passes on; fresh ports take over by themselves. */
export function openLines(page: Window): DeskLines {
  const lines: DeskLines = { desk: makeLine(deskApi), app: makeLine(appApi) };
  listenForPorts(page, (name, port) => lines[name].attach(portWire(port)));
  return lines;
}

export const LinesContext = createContext<DeskLines | null>(null);

/** The lines of this page; a screen outside of the desk's root is a bug. */
export function useLines(): DeskLines {
  const lines = useContext(LinesContext);
  if (!lines) throw new Error('the desk has no lines here');
  return lines;
}

/** Whether the data service is there. */
export function useDeskLineState(): LineState {
  const { desk } = useLines();
  return useSyncExternalStore(
    (changed) => desk.onState(changed),
    () => desk.state(),
  );
}
