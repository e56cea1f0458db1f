import type { PlantedBug } from './planted-bug.ts';

const unit = (path: string) => `test/unit/${path}.test.ts`;
const dataService = (path: string) => unit(`main/data-service/${path}`);
const contract = (path: string) => `test/contract/backend/${path}.test.ts`;

/** Bugs that let in whoever comes over the wire, holds the page, or hands over a file. */
export const strangersBugs: readonly PlantedBug[] = [
  {
    name: 'an export is written where another laid a link',
    breaks: 'files are private',
    file: 'main/app/settings/whole-file.ts',
    from: `    await rm(part, { force: true });
    const file = await open(part, 'wx', mode);`,
    to: `    const file = await open(part, 'w', mode);`,
    tests: [unit('main/app/settings/whole-file')],
  },
  {
    name: 'a page of somebody else embeds what the backend answers',
    breaks: 'web pages reach no backend',
    file: 'backend/routes/host-guard.ts',
    from: `&& !isVisit)`,
    to: `&& !isVisit && site === '')`,
    tests: [contract('http-guard')],
  },
  {
    name: 'a claim that was under way is answered after the revocation',
    breaks: 'revocation ends power',
    file: 'backend/review/claims.ts',
    from: 'if (await isRevoked(tx, wish.deviceId)) return [];',
    to: '',
    tests: [contract('revocation')],
  },
  {
    name: 'a case that is not open is sent to an outside service',
    breaks: 'what may not leave the building stays',
    file: 'main/data-service/desk-api/assist-calls.ts',
    from: 'if (!openedCases.isOpen(caseId))',
    to: 'if (!openedCases.isOpen(caseId) && tables.cases.read(caseId)?.row.mediaSha256)',
    tests: [dataService('page-taken-over')],
  },
  {
    name: 'a page writes the evidence of an analyser',
    breaks: 'a hostile page writes little',
    file: 'shared/contract/desk-api.ts',
    from: `z.enum(['peaks'])`,
    to: 'freeText(50)',
    tests: [dataService('page-taken-over')],
  },
  {
    name: 'a page has as many ports as it asks for',
    breaks: 'a hostile page writes little',
    file: 'main/app/ports/page-ports.ts',
    from: 'if (wishes > mostWishes) return;',
    to: '',
    tests: [unit('main/app/ports/page-ports.isolated')],
  },
  {
    name: 'a page names a program as its export',
    breaks: 'a hostile page writes little',
    file: 'shared/contract/app-api.ts',
    from: String.raw`\.(csv|edl|eaf|jsonl|vtt)$/`,
    to: '$/',
    tests: [unit('shared/contract/app-api')],
  },
  {
    name: 'a feed makes the desk fetch every policy that it names',
    breaks: 'a hostile backend is bounded',
    file: 'main/data-service/intake/follow-changes.ts',
    from: '  const fetched = version === null ?',
    to: `  for (const change of changes) await fetchPolicy(context, policyVersionOf(change) ?? '');
  const fetched = version === null ?`,
    tests: [dataService('network/hostile-backend')],
  },
  {
    name: 'more cases are taken than were asked for',
    breaks: 'a hostile backend is bounded',
    file: 'main/data-service/intake/claim-cases.ts',
    from: 'claims.length > request.max ||',
    to: '',
    tests: [dataService('network/hostile-backend')],
  },
  {
    name: 'another policy is stored in place of the one asked for',
    breaks: 'a hostile backend is bounded',
    file: 'main/data-service/intake/fetch-policies.ts',
    from: '  if (answered.value.version !== version) return otherPolicy;\n',
    to: '',
    tests: [dataService('network/hostile-backend')],
  },
  {
    name: 'a signed verdict may say two things under one name',
    breaks: 'a signature means one thing',
    file: 'backend/audit/open-envelope.ts',
    from: 'if (namesIn(text) !== countNames(value))',
    to: 'if (namesIn(text) < countNames(value))',
    tests: [unit('backend/audit/open-envelope')],
  },
  {
    name: 'a bundle writes control characters to the terminal',
    breaks: "others' words do nothing",
    file: 'backend/verify.ts',
    from: 'log key ${forTerminal(logKey)}',
    to: 'log key ${logKey}',
    tests: [unit('backend/for-terminal')],
  },
  {
    name: 'a body that nests deeply is a bug of the backend',
    breaks: "others' words do nothing",
    file: 'shared/domain/text.ts',
    from: '      if (isStorable(name)) open.push([{ name, within: at }, member]);',
    to: `      if (isStorable(name) && unstorableIn(member) === null) continue;
      else if (isStorable(name)) open.push([{ name, within: at }, member]);`,
    tests: [unit('shared/text')],
  },
  {
    name: 'a place in the feed is kept that no request can hold',
    breaks: 'a hostile backend is bounded',
    file: 'shared/contract/backend-api.ts',
    from: '        nextCursor: feedCursor,',
    to: '        nextCursor: z.string(),',
    tests: [dataService('network/hostile-backend')],
  },
  {
    name: 'a desk takes a token that breaks its requests',
    breaks: 'a hostile backend is bounded',
    file: 'shared/contract/backend-api.ts',
    from: String.raw`z.string().regex(/^[\x21-\x7e]{1,500}$/)`,
    to: 'z.string()',
    tests: [dataService('network/hostile-backend')],
  },
  {
    name: 'an operator sends a token over an open line',
    breaks: 'what may not leave the building stays',
    file: 'backend/intake/send-clip.ts',
    from: `(url?.protocol === 'http:' && isLoopbackHost(url.hostname))`,
    to: `(url?.protocol === 'http:' && isLoopbackHost('localhost'))`,
    tests: [unit('backend/intake/send-clip')],
  },
  {
    name: 'a clip that an operator sends in follows a redirect',
    breaks: 'what may not leave the building stays',
    file: 'backend/intake/send-clip.ts',
    from: `redirect: 'error'`,
    to: `redirect: 'follow'`,
    tests: [unit('backend/intake/send-clip')],
  },
];
