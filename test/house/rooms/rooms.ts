import { backendRooms } from './backend-rooms.ts';
import { mainRooms } from './main-rooms.ts';
import { measuringRooms } from './measuring-rooms.ts';
import { pageRooms } from './page-rooms.ts';
import { sharedRooms } from './shared-rooms.ts';
import type { Room } from './room.ts';

/**
 * The one table of who may import whom, lowest room first within each program. What it does not name is forbidden: the
 * linter's rules and the house test are both made of it.
 */
export const rooms: readonly Room[] = [
  ...sharedRooms,
  ...mainRooms,
  ...backendRooms,
  ...pageRooms,
  ...measuringRooms,
];

/** Whether files of this room may import files of the folder `path`. */
export function mayImport(room: Room, path: string): boolean {
  return (
    path === room.path ||
    room.imports.some((name) => (name.endsWith('/') ? path.startsWith(name) : path === name))
  );
}

/** Whether files of this room may import this package or module of Node. */
export function mayUse(room: Room, name: string): boolean {
  return room.packages.some((owner) =>
    owner === 'node:' ? name.startsWith(owner) : name === owner || name.startsWith(`${owner}/`),
  );
}
