import { z } from 'zod';

/**
 * How a verdict stands in its device's chain. first: nothing signed before it; linked: its predecessor is here;
 * gap: the predecessor has not come (it may yet); fork: the device made two verdicts with one number or one
 * predecessor; unsigned: a bare verdict of protocol 1.
 */
export const chainStates = ['first', 'linked', 'gap', 'fork', 'unsigned'] as const;
export const chainState = z.enum(chainStates);
export type ChainState = z.infer<typeof chainState>;
