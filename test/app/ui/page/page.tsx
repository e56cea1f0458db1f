import '../../../../shared/contract/no-code-from-text.ts';
import { serve } from '../../../../shared/contract/serve.ts';
import { appApi } from '../../../../shared/contract/app-api.ts';
import { deskApi } from '../../../../shared/contract/desk-api.ts';
import { portWire } from '../../../../shared/contract/port-wire.ts';
import { startDesk } from '../../../../renderer/start-desk.tsx';
import { FakeDesk, startPreferences } from './fake-desk.ts';
import { fillJournal } from './fake-journal.ts';

export type FakePage = {
  readonly desk: FakeDesk;
  loseDataService(): void;
  startDataService(): void;
  /** The call is carried out, then the data service dies before its answer; a fresh one follows. */
  loseReplyTo(call: string): void;
};

const question = new URLSearchParams(location.search);
const clips = (await (await fetch('/clips.json')).json()) as string[];
const theme = question.get('theme') === 'light' ? 'light' : 'dark';
const desk = new FakeDesk({
  cases: Number(question.get('cases') ?? 16),
  // Every case has the wide clip, or the upright one.
  clips: clips
    .slice(question.has('portrait') ? 1 : 0)
    .slice(0, 1)
    .map((clip) => new URL(clip, location.href).href),
  nowMs: Date.now(),
  isFallback: question.has('fallback'),
  preferences: { ...startPreferences, theme },
});
fillJournal(desk, Number(question.get('verdicts') ?? 0));
desk.isOnline = !question.has('offline');
desk.isEnrolled = !question.has('unenrolled');
if (question.get('dir') === 'rtl') document.documentElement.dir = 'rtl';

const open: { desk: MessagePort | null } = { desk: null };

function hand(name: 'desk' | 'app'): void {
  const channel = new MessageChannel();
  const wire = portWire(channel.port1);
  const bug = (call: string, error: unknown) => console.error(call, error);
  if (name === 'app') serve(appApi, desk.appHandlers(), wire, bug);
  else {
    const server = serve(deskApi, desk.deskHandlers(), wire, bug);
    desk.emit = (event, data) => server.emit(event, data);
    open.desk = channel.port1;
  }
  window.postMessage({ secondLookPort: name }, '*', [channel.port2]);
}

const fakePage: FakePage = {
  desk,
  loseDataService: () => open.desk?.close(),
  startDataService: () => hand('desk'),
  loseReplyTo: (call) =>
    desk.afterNext.set(call, () => {
      open.desk?.close();
      hand('desk');
    }),
};
Object.assign(globalThis, { fakePage });

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const data = event.data;
  if (typeof data !== 'object' || data === null || !('secondLookPortsWanted' in data)) return;
  hand('desk');
  hand('app');
});

const host = document.getElementById('desk');
if (host) startDesk(window, host, (sha256) => desk.clipUrl(sha256));
