import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import type { DeskDeps } from './desk-context.ts';
import { saveVerdict } from './save-verdict.ts';

type Group = Pick<Handlers<DeskApi>, 'recordVerdict'>;

export function verdictHandlers(context: DeskDeps): Group {
  return { recordVerdict: (command) => saveVerdict(context, command) };
}
