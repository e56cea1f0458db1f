import OpenAI from 'openai';
import type { Generation } from '../../../shared/domain/generation.ts';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import type { Tables } from '../cache/tables.ts';
import type { World } from '../world.ts';
import { readAssistSettings } from './assist-settings.ts';
import { mayLeave } from './may-leave.ts';
import { moderate, type SampledFrame } from './moderate.ts';
import { transcribe } from './transcribe.ts';

export type AssistContext = {
  readonly tables: Tables;
  readonly world: World;
  readonly timeoutMs?: number;
};
export type AssistAnswer = { readonly proposals: MachineProposal[]; readonly faults: Fault[] };

/** Asks the configured service for a transcript and a moderation; what it says is kept as a proposal, never as a verdict. */
export async function runAssist(
  context: AssistContext,
  caseId: string,
  frames: readonly SampledFrame[],
  soundWav: Uint8Array | null,
): Promise<Outcome<AssistAnswer>> {
  const { tables, world } = context;
  const { settings } = readAssistSettings(tables);
  if (!settings.enabled)
    return failure(
      'not-configured',
      'Machine assistance is switched off. A lead can switch it on in the settings.',
      'after-user',
    );
  const known = tables.cases.read(caseId);
  const generation = tables.cases.readGeneration(caseId);
  if (known === null || generation === null)
    return failure('not-found', 'This case is not on this desk any more.', 'never');
  const earlier = tables.proposals.of(caseId);
  const allowed = mayLeave(known.row.offlineEligible, generation, earlier);
  if (!allowed.ok) return allowed;

  const client = new OpenAI({
    baseURL: settings.baseUrl,
    apiKey: tables.settings.read('assistKey') ?? 'none',
    maxRetries: 0,
    timeout: context.timeoutMs ?? 60_000,
    fetch: world.fetch,
    logLevel: 'off',
    organization: null,
    project: null,
  });
  const by = (model: string) => ({
    provider: new URL(settings.baseUrl).host,
    model,
    nowMs: () => world.nowMs(),
  });
  const heard: Outcome<MachineProposal>[] = [];
  const hear = async () => {
    if (soundWav !== null && heard.length === 0)
      heard.push(await transcribe(client, soundWav, by(settings.transcriptionModel)));
    return spokenText(generation, heard);
  };
  const texts = { prompt: generation.prompt, transcript: hear };
  const moderated = await moderate(client, texts, frames, by(settings.moderationModel));
  // A service without a moderation may still know how to transcribe.
  if (!moderated.ok) await hear();
  const answers = [moderated, ...heard];
  const proposals = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  for (const proposal of proposals) tables.proposals.save(caseId, proposal);
  return success({
    proposals,
    faults: answers.flatMap((answer) => (answer.ok ? [] : [answer.fault])),
  });
}

/** What is said in the clip, by the backend's transcript or else by the one just made; null where there is neither. */
function spokenText(
  generation: Generation,
  heard: readonly Outcome<MachineProposal>[],
): string | null {
  const made = heard.map((answer) => (answer.ok ? answer.value : null));
  const fresh = made.find((proposal) => proposal?.kind === 'transcript');
  const transcript =
    generation.transcript ?? (fresh?.kind === 'transcript' ? fresh.transcript : null);
  return transcript && transcript.segments.map((segment) => segment.text).join(' ');
}
