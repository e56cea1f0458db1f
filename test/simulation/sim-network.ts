import type { SimServer, ServerAnswer, ServerRequest } from './sim-server.ts';
import type { Chance, VirtualTime } from './virtual-time.ts';

/** How the line of one desk is just now. */
export type Weather = 'fine' | 'flaky' | 'cut' | 'down' | 'login-page' | 'upgrade';

/** What may happen to one request on its way. */
const statuses = [
  'arrives',
  'request-lost',
  'answer-lost',
  'arrives-twice',
  'arrives-much-later',
  'server-dies-before-commit',
  'server-dies-after-commit',
  'busy',
  'half-an-answer',
  'lie',
  'killed-at-answer',
] as const;
type Fate = (typeof statuses)[number];

/** One request of a desk with where its answer goes. */
export type Journey = {
  readonly desk: string;
  readonly request: ServerRequest;
  readonly signal: AbortSignal | null;
  weather(): Weather;
  /** The desk's process that asked is gone: nobody hears the answer. */
  isDeaf(): boolean;
  /** Ends the asking process just before it can act on the answer. */
  kill(): void;
  /** What a planted bug does with an answer before the desk sees it. */
  onAnswer(answer: ServerAnswer): void;
};

/** Counts of one desk's requests while its line gave no good answer. */
export type OutageLog = {
  readonly desk: string;
  readonly atMs: number;
  readonly isAnswered: boolean;
};

/** Everything between the desks and the backend. */
export class SimNetwork {
  readonly outage: OutageLog[] = [];
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #server: SimServer;
  readonly #say: (line: string) => void;
  /** Set per run: looks at the backend before and after each request that reaches it. */
  watch: (request: ServerRequest, deliver: () => Promise<ServerAnswer>) => Promise<ServerAnswer> = (
    _,
    deliver,
  ) => deliver();

  constructor(time: VirtualTime, chance: Chance, server: SimServer, say: (line: string) => void) {
    this.#time = time;
    this.#chance = chance;
    this.#server = server;
    this.#say = say;
  }

  /** A desk asks far too often: the run need not go on for hours of it. */
  isFlooded(): boolean {
    const last = new Map<string, number>();
    for (let at = this.outage.length - 1; at >= 0; at -= 1) {
      const one = this.outage[at];
      if (one === undefined || one.atMs < this.#time.nowMs - 60_000) return false;
      if (one.isAnswered) continue;
      const count = (last.get(one.desk) ?? 0) + 1;
      if (count > 60) return true;
      last.set(one.desk, count);
    }
    return false;
  }

  send(journey: Journey): Promise<Response> {
    return new Promise<Response>((resolve, reject) => {
      const lose = (afterMs: number) =>
        this.#time.after(afterMs, () => journey.isDeaf() || reject(new TypeError('fetch failed')));
      const answer = (reply: ServerAnswer) => {
        if (journey.isDeaf()) return;
        journey.onAnswer(reply);
        resolve(responseOf(reply));
      };
      journey.signal?.addEventListener('abort', () =>
        reject(new DOMException('aborted', 'AbortError')),
      );
      const isClaim = journey.request.path === '/v1/leases';
      const delivery = this.#verdictStatusOf(journey.weather(), isClaim);
      const { method, path } = journey.request;
      const isAnswered = delivery === 'arrives' || delivery === 'arrives-twice';
      this.outage.push({ desk: journey.desk, atMs: this.#time.nowMs, isAnswered });
      this.#say(`${journey.desk} ${method} ${path.split('?')[0]} ${delivery}`);
      this.#carry(journey, delivery, answer, lose);
    });
  }

  /** A claim's answer is lost more often than others': that is where leases leak. */
  #verdictStatusOf(weather: Weather, isClaim: boolean): Fate | 'login-page' | 'upgrade' {
    if (weather === 'fine') return 'arrives';
    if (weather === 'cut') return 'request-lost';
    if (weather === 'down') return 'busy';
    if (weather !== 'flaky') return weather;
    if (isClaim && this.#chance.isLucky(0.4)) return 'answer-lost';
    return this.#chance.isLucky(0.35) ? 'arrives' : this.#chance.pick(statuses);
  }

  #carry(
    journey: Journey,
    delivery: Fate | 'login-page' | 'upgrade',
    answer: (reply: ServerAnswer) => void,
    lose: (afterMs: number) => void,
  ): void {
    const hop = () => 5 + this.#chance.below(200);
    const there = hop();
    const back = hop();
    const reach = () => this.watch(journey.request, () => this.#server.handle(journey.request));
    const die = (reply: ServerAnswer) => {
      if (journey.isDeaf()) return;
      journey.onAnswer(reply);
      journey.kill();
    };
    const reachThen = (then: (reply: ServerAnswer) => void) =>
      this.#time.after(there, async () => {
        const reply = await reach();
        const isNews =
          journey.request.path.startsWith('/v1/changes') && reply.body.includes('"kind"');
        const isFatal = isNews && journey.weather() === 'flaky' && this.#chance.isLucky(0.4);
        this.#time.after(back, () => (isFatal ? die(reply) : then(reply)));
      });
    switch (delivery) {
      case 'arrives':
        return void reachThen(answer);
      case 'request-lost':
        return lose(there);
      case 'answer-lost':
        this.#time.after(there, reach);
        return lose(there + back);
      case 'arrives-twice':
        this.#time.after(there + 1 + this.#chance.below(5000), reach);
        return void reachThen(answer);
      case 'arrives-much-later':
        this.#time.after(1000 + this.#chance.below(2 * 3_600_000), reach);
        return lose(there);
      case 'server-dies-before-commit':
      case 'server-dies-after-commit': {
        const fuse = delivery === 'server-dies-before-commit' ? 'before-commit' : 'after-commit';
        return void this.#time.after(there, async () => {
          this.#server.fuse = fuse;
          const reply = await reach();
          this.#time.after(back, () => answer(reply));
        });
      }
      case 'busy': {
        const wait: Record<string, string> = this.#chance.isLucky(0.5)
          ? { 'retry-after': '7' }
          : {};
        return void this.#time.after(there + back, () => answer(plain(503, '{}', wait)));
      }
      case 'half-an-answer':
        return void reachThen((reply) =>
          answer({ ...reply, body: reply.body.subarray(0, Math.floor(reply.body.length / 2)) }),
        );
      case 'lie':
        return void reachThen((reply) => answer(lieOf(journey.request, reply)));
      case 'killed-at-answer':
        return void reachThen(die);
      case 'login-page':
        return void this.#time.after(there, () =>
          answer(plain(200, '<html>Please log in</html>', { 'content-type': 'text/html' })),
        );
      case 'upgrade': {
        const body = { type: 'urn:second-look:upgrade-required', title: 'Update', status: 426 };
        const type = { 'content-type': 'application/problem+json' };
        return void this.#time.after(there, () => answer(plain(426, JSON.stringify(body), type)));
      }
    }
  }
}

function plain(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): ServerAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(text),
  };
}

function responseOf({ status, headers, body }: ServerAnswer): Response {
  const { 'content-length': _, 'transfer-encoding': __, ...kept } = headers;
  return new Response(status === 204 ? null : new Uint8Array(body), { status, headers: kept });
}

/** An answer that is well formed and wrong: another hash, another byte, the receipt of another verdict. */
function lieOf({ path }: ServerRequest, reply: ServerAnswer): ServerAnswer {
  const body = Buffer.from(reply.body);
  if (path.endsWith('/manifest') || path.startsWith('/v1/verdicts')) {
    // One hex digit further: hashes and ids keep their form.
    const at = body.lastIndexOf(path.startsWith('/v1/verdicts') ? '"verdictId":"' : '"');
    const digit = path.startsWith('/v1/verdicts') ? at + 13 : at - 1;
    if (at > 0) body[digit] = body[digit] === 0x30 ? 0x31 : 0x30;
    return { ...reply, body };
  }
  if (path.startsWith('/v1/media/') && body.length > 0) {
    body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 1;
    return { ...reply, body };
  }
  return { ...reply, body: Buffer.from('{"nowMs":"yesterday"}') };
}
