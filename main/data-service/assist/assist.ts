import OpenAI from 'openai';
import type { Generation } from '../../../shared/domain/generation.ts';
import type { Modality } from '../../../shared/domain/harm-category.ts';
import type { MachineProposal } from '../../../shared/domain/machine-proposal.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { Tables } from '../cache/tables.ts';
import { fetchOutward } from '../network/outward-fetch.ts';
import type { World } from '../runtime/world.ts';
import { isChosenInside, mayUseService, readAssistSettings } from './assist-settings.ts';
import { caseToSend } from './case-to-send.ts';
import { mayLeave } from './may-leave.ts';
import { moderate, type SampledFrame } from './moderate.ts';
import { StaysHere } from './provider-faults.ts';
import { transcribe, type DecodedSound } from './transcribe.ts';

export type AssistDeps = {
  readonly tables: Tables;
  readonly world: World;
  /** Hosts that the operator pinned for this service; null where any may be chosen. */
  readonly pinnedHosts?: readonly string[] | null;
  readonly timeoutMs?: number;
};
export type AssistAnswer = { readonly proposals: MachineProposal[]; readonly faults: Fault[] };

/** The longest answer of the service, in bytes after unpacking: a transcript of hours with every word's times is shorter. */
const longestAnswerBytes = 4 * 1024 * 1024;

/** Asks the configured service for a transcript and a moderation; what it says is kept as a proposal, never as a verdict. */
export async function runAssist(
  context: AssistDeps,
  caseId: string,
  frames: readonly SampledFrame[],
  sound: DecodedSound | null,
): Promise<Result<AssistAnswer>> {
  const { tables } = context;
  const { settings } = readAssistSettings(tables);
  if (!settings.enabled)
    return err(
      'not-configured',
      'Machine assistance is switched off. A lead can switch it on in the settings.',
      'after-user',
    );
  const usable = mayUseService(settings.baseUrl, context.pinnedHosts ?? null);
  if (!usable.ok) return usable;
  const generation = tables.cases.readGeneration(caseId);
  const parts = generation === null ? [] : partsToSend(generation, frames, sound);
  const allowed = () => stillAllowed(tables, caseId, parts);
  const before = allowed();
  if (!before.ok) return before;
  if (generation === null) return notHere();

  const client = serviceClient(context, allowed);
  const by = (model: string) => ({
    provider: new URL(settings.baseUrl).host,
    model,
    nowMs: () => context.world.nowMs(),
  });
  const heard: Result<MachineProposal>[] = [];
  const hear = async () => {
    if (sound !== null && heard.length === 0)
      heard.push(await transcribe(client, sound, by(settings.transcriptionModel)));
    return spokenText(generation, heard);
  };
  const texts = { prompt: generation.prompt, transcript: hear };
  const moderated = await moderate(client, texts, frames, by(settings.moderationModel));
  // A service without a moderation may still know how to transcribe.
  if (!moderated.ok && allowed().ok) await hear();
  const answers = [moderated, ...heard];
  const proposals = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  for (const proposal of proposals) tables.proposals.save(caseId, proposal);
  return ok({
    proposals,
    faults: answers.flatMap((answer) => (answer.ok ? [] : [answer.fault])),
  });
}

const notHere = () => err('not-found', 'This case is not on this desk any more.', 'never');

function stillAllowed(
  tables: Tables,
  caseId: string,
  modalities: readonly Modality[],
): Result<null> {
  const known = caseToSend(tables, caseId, modalities);
  return known === null ? notHere() : mayLeave(known);
}

/**
 * The parts of a case that a run sends. A transcript that the service itself makes of the sound counts as the sound: its
 * words are the service's own.
 */
function partsToSend(
  generation: Generation,
  frames: readonly SampledFrame[],
  sound: DecodedSound | null,
): readonly Modality[] {
  const isSaid = (generation.transcript?.segments ?? []).some(({ text }) => text.trim() !== '');
  return [
    ...(generation.prompt.trim() === '' ? [] : ['prompt' as const]),
    ...(frames.length === 0 ? [] : ['picture' as const]),
    ...(sound === null ? [] : ['sound' as const]),
    ...(isSaid ? ['transcript' as const] : []),
  ];
}

/** A client that checks permission before each request: the reviewer may have marked a minor since the last one. */
function serviceClient(
  { tables, world, pinnedHosts, timeoutMs }: AssistDeps,
  allowed: () => Result<null>,
): OpenAI {
  const { settings } = readAssistSettings(tables);
  const mayBePrivate = isChosenInside(new URL(settings.baseUrl), pinnedHosts ?? null);
  const rules = { longestAnswerBytes, mayBePrivate };
  return new OpenAI({
    baseURL: settings.baseUrl,
    apiKey: tables.settings.read('assistKey') ?? 'none',
    maxRetries: 0,
    timeout: timeoutMs ?? 60_000,
    fetch: async (input, init) => {
      const may = allowed();
      if (!may.ok) throw new StaysHere(may.fault);
      const address = new URL(input instanceof Request ? input.url : input);
      return fetchOutward(world, address, init ?? {}, rules);
    },
    logLevel: 'off',
    organization: null,
    project: null,
  });
}

/** What is said in the clip, by the backend's transcript or else by the one just made; null where there is neither. */
function spokenText(
  generation: Generation,
  heard: readonly Result<MachineProposal>[],
): string | null {
  const made = heard.map((answer) => (answer.ok ? answer.value : null));
  const fresh = made.find((proposal) => proposal?.kind === 'transcript');
  const transcript =
    generation.transcript ?? (fresh?.kind === 'transcript' ? fresh.transcript : null);
  return transcript && transcript.segments.map((segment) => segment.text).join(' ');
}
