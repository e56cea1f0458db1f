// `npm test`: sets the machine up, then every check and test. The last line is `N passed, N failed`.
import { parseArgs } from 'node:util';
import { oneCheck, sentence, sum } from './checks/counts.mjs';
import { select, usage } from './checks/selection.mjs';
import { runCheck, runLong, runPlaywright, runVitest } from './checks/stages.mjs';
import { setUpApp, setUpTools, stepCounts } from './setup/set-up.mjs';
import { numberedSteps, runCommand, seconds, Stop } from './setup/step.mjs';

function readOptions() {
  const options = { grep: { type: 'string' }, help: { type: 'boolean' } };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Stop(`${error.message}\n\n${usage}`);
  }
}

/** Every stage as a title and what to do; a failing one does not stop the next. */
function stagesOf(chosen, machine) {
  const check = (name) => ({ title: name, run: () => runCheck(name, machine) });
  const vitest = { title: 'tests', run: () => runVitest(machine, chosen.vitest, chosen.grep) };
  const playwright = {
    title: 'end-to-end tests',
    needs: 'build',
    run: () => runPlaywright(machine, chosen.playwright, chosen.grep),
  };
  return [
    ...chosen.checks.map(check),
    ...(chosen.vitest.length > 0 ? [vitest] : []),
    ...chosen.long.map((name) => ({ title: name, run: () => runLong(name, machine) })),
    ...(chosen.build ? [check('build')] : []),
    ...(chosen.playwright.length > 0 ? [playwright] : []),
  ];
}

async function runStage({ title, needs, run }, earlier) {
  console.log(`\n=== ${title}`);
  if (earlier.some((stage) => stage.title === needs && stage.counts.failed > 0)) {
    console.log(`=== ${title}: not run, because ${needs} failed; counted as one failure`);
    return { title, counts: oneCheck(1), took: 'not run' };
  }
  const startedMs = performance.now();
  const counts = await run();
  const took = seconds(startedMs);
  console.log(`=== ${title}: ${sentence(counts)} ... ${took}`);
  return { title, counts, took };
}

async function setUp(needsApp) {
  const step = numberedSteps(stepCounts.tools + (needsApp ? stepCounts.app : 0));
  const machine = await setUpTools(step);
  if (!needsApp) return machine;
  return {
    ...machine,
    ...(await setUpApp(step, machine, { size: '1920x1080x24', isForTests: true })),
  };
}

await runCommand(async () => {
  const { values, positionals } = readOptions();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const chosen = select(positionals, values.grep);
  const machine = await setUp(chosen.playwright.length > 0);
  const results = [];
  for (const stage of stagesOf(chosen, machine)) results.push(await runStage(stage, results));
  machine.display?.end?.();

  console.log('\n=== all stages');
  for (const { title, counts, took } of results)
    console.log(`${title.padEnd(18)} ${took.padStart(9)}   ${sentence(counts)}`);

  const total = sum(results.map(({ counts }) => counts));
  const failed = results.filter(({ counts }) => counts.failed > 0).map(({ title }) => title);
  console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '');
  if (total.skipped > 0) console.log(`NOT EVERYTHING RAN: ${total.skipped} skipped, see above.`);
  console.log(sentence(total));
  return total.failed > 0 ? 1 : 0;
});
