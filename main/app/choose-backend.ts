import { err, ok, type Result } from '../../shared/lifetime/result.ts';
import { isLoopback, type LaunchArguments } from './runtime/launch-arguments.ts';

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
): Result<BackendChoice> {
  const backend = asked.backend ?? last;
  if (backend === 'embedded') {
    return ok({ kind: 'embedded', invitation: asked.invitation });
  }
  if (loopbackOnly && !isLoopback(backend)) {
    return err(
      'refused',
      'This runtime no longer gets security fixes, so the desk opens no backend but one on this machine. ' +
        'Install the supported Electron, or start with --backend=embedded.',
      'after-user',
    );
  }
  return ok({ kind: 'remote', url: backend, invitation: asked.invitation });
}
