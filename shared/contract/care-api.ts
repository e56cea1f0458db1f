import { z } from 'zod';
import { entityId } from '../domain/ids.ts';
import { freeText } from '../domain/text.ts';

const nothing = z.strictObject({});

/** What the page asks about the care of its reviewer; part of `deskApi`. Nothing of it ever leaves the desk. */
export const careCalls = {
  /**
   * Takes a case from this desk and gives it back to the backend, now or once there is a network. A case that holds a verdict
   * of this desk stays.
   */
  stopCase: {
    input: z.strictObject({ caseId: entityId }),
    output: z.object({ isGivenBack: z.boolean() }),
  },
  /** Why the reviewer stopped: for their eyes alone. */
  noteStop: { input: z.strictObject({ reason: freeText(2000) }), output: nothing },
} as const;
