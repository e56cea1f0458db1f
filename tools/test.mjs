// `npm test`: sets the machine up, then every check and test. The last line is `N passed, N failed`.
import { parseArgs } from 'node:util';
import { oneCheck, sentence, sum } from './checks/counts.mjs';
import { changedSince, touchedBy } from './checks/changed.mjs';
import { withCompiledCode } from './checks/compiled-code.mjs';
import { select, selectChanged, usage } from './checks/selection.mjs';
import { runCheck, runLong, runPlaywright, runVitest } from './checks/stages.mjs';
import { setUpApp, setUpTools, stepCounts } from './setup/set-up.mjs';
import { numberedSteps, runCommand, seconds, Stop } from './setup/step.mjs';

function readOptions() {
  const options = {
    grep: { type: 'string' },
    changed: { type: 'boolean' },
    help: { type: 'boolean' },
  };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Stop(`${error.message}\n\n${usage}`);
  }
}

/**
 * Every stage as a title and what to do, in rounds: the stages of a round run beside each other, and only the last of
 * them prints as it goes. A failing stage does not stop the next.
 */
function roundsOf(chosen, machine) {
  const check = (name) => ({
    title: name,
    run: (write) => runCheck(name, machine, write, chosen.files?.[name]),
  });
  const long = (name) =>
    chosen.long.includes(name)
      ? [{ title: name, run: (write) => runLong(name, machine, write) }]
      : [];
  const playwright = (title, turn) =>
    chosen.playwright.length === 0
      ? []
      : [
          {
            title,
            needs: 'build',
            run: () => runPlaywright(machine, turn, chosen.playwright, chosen.grep),
          },
        ];
  const vitest = { title: 'tests', run: () => runVitest(machine, chosen.vitest, chosen.grep) };
  return [
    [...chosen.checks, ...(chosen.build ? ['build'] : [])].map(check),
    // Processes that are killed wait a good deal, and so do desks under test.
    [...long('kill'), ...(chosen.vitest.length > 0 ? [vitest] : [])],
    // What measures a pace has the machine for itself, and so has the test that measures the whole batch: later ones use
    // what it found.
    playwright('end-to-end, alone', 'alone'),
    [...long('simulation'), ...playwright('end-to-end tests', 'together')],
  ].filter((round) => round.length > 0);
}

async function runStage({ title, needs, run }, isLast, earlier) {
  if (earlier.some((stage) => stage.title === needs && stage.counts.failed > 0)) {
    console.log(`\n=== ${title}: not run, because ${needs} failed; counted as one failure`);
    return { title, counts: oneCheck(1), took: 'not run' };
  }
  if (isLast) console.log(`\n=== ${title}`);
  const kept = [];
  const startedMs = performance.now();
  const counts = await run(isLast ? undefined : (chunk) => kept.push(chunk));
  const took = seconds(startedMs);
  if (!isLast) process.stdout.write(`\n=== ${title}, beside others\n${kept.join('')}`);
  console.log(`=== ${title}: ${sentence(counts)} ... ${took}`);
  return { title, counts, took };
}

/** A turn may have no test of what was named; both without one is a mistake, unless tests were picked by title. */
function withoutAnyTest(chosen, results) {
  const turns = results.filter(({ title }) => title.startsWith('end-to-end'));
  const count = turns.reduce(
    (all, { counts }) => all + counts.passed + counts.failed + counts.skipped,
    0,
  );
  return chosen.playwright.length > 0 && !chosen.grep && count === 0;
}

async function setUp(needsApp) {
  const step = numberedSteps(stepCounts.tools + (needsApp ? stepCounts.app : 0));
  const tools = await setUpTools(step);
  const machine = { ...tools, env: await withCompiledCode(tools.node, tools.env) };
  if (!needsApp) return machine;
  return {
    ...machine,
    ...(await setUpApp(step, machine, {
      size: '1920x1080x24',
      isForTests: true,
      displays: 3,
    })),
  };
}

await runCommand(async () => {
  const { values, positionals } = readOptions();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const changed = values.changed ? await changedSince(positionals[0] ?? 'HEAD') : undefined;
  const touched = changed && touchedBy(changed);
  const chosen = touched ? selectChanged(changed, touched) : select(positionals, values.grep);
  const machine = await setUp(chosen.playwright.length > 0);
  const startedMs = performance.now();
  const results = [];
  for (const round of roundsOf(chosen, machine)) {
    const earlier = [...results];
    const running = round.map((stage, n) => runStage(stage, n === round.length - 1, earlier));
    results.push(...(await Promise.all(running)));
  }
  machine.display?.end?.();
  if (withoutAnyTest(chosen, results))
    results.push({ title: 'end-to-end', counts: oneCheck(1), took: 'no test' });

  console.log('\n=== all stages');
  for (const { title, counts, took } of results)
    console.log(`${title.padEnd(18)} ${took.padStart(9)}   ${sentence(counts)}`);
  console.log(`${'in all'.padEnd(18)} ${seconds(startedMs).padStart(9)}`);

  if (touched) console.log(`\nLeft out of what the change touches: ${touched.leftOut.join(', ')}`);
  const total = sum(results.map(({ counts }) => counts));
  const failed = results.filter(({ counts }) => counts.failed > 0).map(({ title }) => title);
  console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '');
  if (total.skipped > 0) console.log(`NOT EVERYTHING RAN: ${total.skipped} skipped, see above.`);
  console.log(sentence(total));
  return total.failed > 0 ? 1 : 0;
});
