import { problem, type Problem } from '../../../shared/contract/backend-api.ts';
import { cutText } from '../../../shared/domain/text.ts';
import { err, type Result } from '../../../shared/lifetime/result.ts';

/** The problem document of an answer, or null when it is not one. */
export function parseProblem(contentType: string, text: string): Problem | null {
  if (!/^application\/(problem\+)?json\b/i.test(contentType)) return null;
  try {
    const parsed = problem.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Retry-After (RFC 9110, 10.2.3) in milliseconds: seconds or an HTTP date; capped at one hour. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(0, Math.round(ms)), 3_600_000) : undefined;
}

function sentence(of: Problem): string {
  return cutText(of.detail ?? of.title, 1500);
}

/** The one small table of HTTP codes: what an answer other than those listed means. */
export function replyFault(
  status: number,
  found: Problem | null,
  waitMs: number | undefined,
): Result<never> {
  // A 403 that is no problem document comes from a filter on the way (a firewall that dislikes a word), not from a
  // backend that knows this desk.
  if (status === 401 || (status === 403 && found !== null)) {
    return err(
      'unauthorized',
      found
        ? `The backend refused this desk: ${sentence(found)}`
        : 'The backend no longer accepts this desk. Enrol it again with a new invitation.',
      'after-user',
    );
  }
  if (status === 426)
    return err(
      'upgrade-required',
      'The backend speaks a newer protocol. Update this desk; your saved verdicts wait and are not lost.',
      'after-user',
    );
  if (status >= 500)
    return err(
      'server-error',
      `The backend has trouble of its own (${status}). The desk tries again by itself.`,
      'later',
      waitMs,
    );
  if (status === 408 || status === 425 || status === 429)
    return err('server-error', `The backend asks to wait (${status}).`, 'later', waitMs);
  if (found === null)
    return err(
      'bad-answer',
      `The backend answered something that is not its protocol (${status}). Is the address right, or is a login page in between?`,
      'later',
      waitMs,
    );
  if (status === 410) return err('not-found', sentence(found), 'never');
  if (status === 404) return err('not-found', sentence(found), 'never');
  return err('refused', sentence(found), 'never');
}

/** Between 2020 and 2100: a clock outside would wipe every case at once, or keep them for ever. */
export function isPossibleTime(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('nowMs' in answer)) return true;
  return Number(answer.nowMs) > 1_577_836_800_000 && Number(answer.nowMs) < 4_102_444_800_000;
}

/** What an answer with another clock comes to. */
export const impossibleTime = err(
  'bad-answer',
  'The clock of the backend is wrong by many years, so its answers are not used. Tell your operator; everything on this desk stays as it is.',
  'later',
);
