import { failure, success, type Outcome } from '../../shared/lifetime/outcome.ts';
import { isLoopback, type LaunchArguments } from './launch-arguments.ts';

/** Where the desk's cases come from, and how it introduces itself there. */
export type BackendChoice =
  /** Without an invitation the desk and the backend that comes with it agree on one. */
  | { readonly kind: 'embedded'; readonly invitation: string | null }
  | { readonly kind: 'remote'; readonly url: string; readonly invitation: string | null };

/**
 * The backend of this start: what was asked for, else what was used last. A runtime without security
 * fixes may only talk to this machine.
 */
export function chooseBackend(
  asked: LaunchArguments,
  last: string,
  loopbackOnly: boolean,
): Outcome<BackendChoice> {
  const backend = asked.backend ?? last;
  if (backend === 'embedded') {
    return success({ kind: 'embedded', invitation: asked.invitation });
  }
  if (loopbackOnly && !isLoopback(backend)) {
    return failure(
      'refused',
      'This runtime no longer gets security fixes, so the desk opens no backend but one on this machine. ' +
        'Install the supported Electron, or start with --backend=embedded.',
      'after-user',
    );
  }
  return success({ kind: 'remote', url: backend, invitation: asked.invitation });
}
