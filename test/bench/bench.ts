// `npm run bench`: what a deployment costs beside others' machines; our engine beside aws-local-stepfunctions on the
// same work, in one run; the functions' bundles beside naive ones; and what commands cost.

import { compareBundles } from './bundles.ts';
import { compareCommands } from './commands.ts';
import { newEngine, ours, type Run, theirs } from './engines.ts';
import { heapBytes } from './heap.ts';
import { bestSeconds } from './measure.ts';
import { compareReleases } from './releases.ts';
import { chainOfWaits, mapOver, parallelOf, type Work } from './work.ts';
import { compareWorlds } from './worlds/compare.ts';

const OPEN_EXECUTIONS = 10_000;

const waiting = {
  QueryLanguage: 'JSONata',
  StartAt: 'Note',
  States: {
    Note: { Type: 'Pass', Assign: { release: '{% $states.input.release %}' }, Next: 'Wait' },
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      TimeoutSeconds: 86400,
      Arguments: { FunctionName: 'wait', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
    },
  },
};

await compareReleases(print);
await compare([mapOver(10_000), chainOfWaits(5_000), parallelOf(100)]);
await growth();
await memory();
await compareBundles(print);
await compareCommands(print);
await compareWorlds(print);

async function compare(works: readonly Work[]): Promise<void> {
  print(['transitions per second', 'ours', 'theirs', 'ratio']);
  for (const work of works) {
    const best = await bestSeconds([() => ours(work), () => theirs(work)]);
    const [mine, other] = best.map((seconds) => work.transitions / seconds) as [number, number];
    print([work.name, mine.toFixed(0), other.toFixed(0), `${(mine / other).toFixed(1)}x`]);
  }
}

/**
 * Near 10 means that the cost of an item does not depend on how many there are. The small work is done ten times over,
 * its worlds kept: both sides then take as long, and meet the same garbage collector and the same busy machine.
 */
async function growth(): Promise<void> {
  const tenSmall = () => severally(Array.from({ length: 10 }, () => ours(mapOver(1_000))));
  const [small, large] = (await bestSeconds([tenSmall, () => ours(mapOver(10_000))])) as [
    number,
    number,
  ];
  print(['growth from 1,000 to 10,000 items', `${(large / (small / 10)).toFixed(1)}x`]);
}

/** One run after another. */
function severally(runs: readonly Run[]): Run {
  return async () => {
    for (const run of runs) if (!(await run())) return false;
    return true;
  };
}

async function memory(): Promise<void> {
  const before = heapBytes();
  const { clock, engine, call } = newEngine();
  const roleArn = 'arn:aws:iam::111111111111:role/bench';
  const definition = JSON.stringify(waiting);
  const { stateMachineArn } = call('CreateStateMachine', { name: 'open', roleArn, definition });
  const notes = 'x'.repeat(500);
  for (let index = 0; index < OPEN_EXECUTIONS; index += 1) {
    call('StartExecution', { stateMachineArn, input: JSON.stringify({ release: index, notes }) });
  }
  await clock.play(() => engine.statistics().transitions === 2 * OPEN_EXECUTIONS);
  const megabytes = (heapBytes() - before) / 1_000_000;
  print([`heap of ${engine.openExecutions()} open executions`, `${megabytes.toFixed(0)} MB`]);
}

function print(columns: readonly string[]): void {
  const [first = '', ...rest] = columns;
  process.stdout.write(`${first.padEnd(40)}${rest.map((text) => text.padStart(12)).join('')}\n`);
}
