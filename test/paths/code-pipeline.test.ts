// CodePipeline starts a release by its Step Functions action, waits for its end, and is told of in its ledger.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { EXECUTION, tellMove } from './piped.ts';
import { oneTarget } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const PIPELINE = oneTarget().replace(
  'project: shop-build',
  'project: shop-build, codePipeline: shop-source',
);
const MINUTE = 60_000;

interface Action {
  readonly status: string;
  readonly error?: string;
  readonly output?: string;
}

interface Doing {
  /** Of what it is given, what the release's input says besides the pipeline. */
  readonly input: (commit: string) => object;
  readonly atMinute?: number;
}

/** What CodePipeline does at its action: it starts an execution by a name of its own, and asks until it has ended. */
function codePipeline({ input, atMinute = 15 }: Doing) {
  const actions: Action[] = [];
  const prepare = async ({ aws, clock, stack, revisions }: World) => {
    const emit = (stage: string, state: string, more: object = {}) =>
      tellMove(aws, { stage, state, ...more });
    const { arn: stateMachineArn } = stack.machines.find(({ name }) => name.includes('release'))!;
    const call = (operation: string, asked: object) =>
      aws.callService('states', operation, asked, home);
    const start = clock.millis() + 10 * MINUTE;
    const commit = () => revisions.commitOf('new');
    clock.at(start, () => {
      const type = { owner: 'AWS', category: 'Source', provider: 'CodeCommit', version: '1' };
      const result = { 'external-execution-id': commit() };
      emit('Source', 'SUCCEEDED', { action: 'Get', type, 'execution-result': result });
    });
    clock.at(start + atMinute * MINUTE, () => {
      emit('Release', 'STARTED');
      const text = JSON.stringify({ pipeline: 'shop', ...input(commit()) });
      clock.track(async () => {
        const name = `shop-${atMinute}-${EXECUTION}`;
        const started = (await call('StartExecution', { stateMachineArn, name, input: text })) as {
          executionArn: string;
        };
        const ask = async () => {
          const told = (await call('DescribeExecution', {
            executionArn: started.executionArn,
          })) as Action;
          if (told.status === 'RUNNING') {
            clock.at(clock.millis() + MINUTE / 2, () => clock.track(ask));
            return;
          }
          actions.push(told);
          emit('Release', told.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED');
        };
        await ask();
      });
    });
  };
  return { prepare, actions };
}

const built = { at: '5m', revision: 'new', startedBy: 'codepipeline/shop-source' };
/** A day lasts beyond all that CodePipeline does in it. */
const evening = { at: '6h', does: 'start', input: { pipeline: 'nobody' } };
const day = (more: ScenarioInput = {}): ScenarioInput => ({
  baseline: 'old',
  builds: [built],
  people: [evening],
  ...more,
});
/** The action's configuration as the page shows it, with the variables of an execution of CodePipeline. */
function shown(commit: string): object {
  const page = readFileSync('docs/codepipeline.md', 'utf8');
  const [, yaml = ''] = /```yaml\n(- Name: Release[\s\S]*?)```/.exec(page) ?? [];
  const [stage] = parse(yaml.replaceAll('!Sub ', '')) as [
    { Actions: [{ Configuration: { Input: string } }] },
  ];
  const { Input } = stage.Actions[0].Configuration;
  const text = Input.replace('#{SourceVariables.CommitId}', commit)
    .replace('#{codepipeline.PipelineExecutionId}', EXECUTION)
    .replace('"till"', '"shop"');
  return JSON.parse(text) as object;
}

const named = (commit: string) => ({ revision: commit, codePipeline: EXECUTION });

/** But for the evening's, which is refused. */
const endsOf = (played: Played) => played.outcomes().slice(0, -1);
const starts = ({ calls }: Played) =>
  calls.filter(({ operation }) => operation === 'StartExecution').map((call) => call.functionName);
const told = ({ report }: Played) =>
  report.ledger
    .filter(({ event }) => event === 'CodePipelineMoved')
    .map(({ release, text }) => [release, text.replace('CodePipeline shop-source: ', '')]);

test('an action starts the release of what its pipeline has built, and succeeds once that is promoted', async () => {
  const { prepare, actions } = codePipeline({ input: shown });

  const played = await play(PIPELINE, day(), { prepare });

  expect(starts(played).filter((name) => /^On|Find/.test(name ?? ''))).toEqual([]);

  expect(endsOf(played)).toEqual(['Promoted']);
  expect(actions.map(({ status }) => status)).toEqual(['SUCCEEDED']);
  const { id } = played.release('new');
  expect(told(played)).toEqual([
    [id, 'Source/Get SUCCEEDED'],
    [id, 'Release STARTED'],
    [id, 'Release SUCCEEDED'],
  ]);
});

test('an action fails with the outcome of a release that was taken back', async () => {
  const { prepare, actions } = codePipeline({ input: named });
  const misbehaviours = [{ how: 'alarm', revision: 'new', target: 'live', after: '3m' }];

  const played = await play(PIPELINE, day({ misbehaviours }), { prepare });

  expect(endsOf(played)).toEqual(['RolledBack']);
  expect(actions).toMatchObject([{ status: 'FAILED', error: 'RolledBack' }]);
  expect(told(played).at(-1)?.[1]).toBe('Release FAILED');
});

test('where the input names no execution, the commit tells which it was', async () => {
  const { prepare } = codePipeline({ input: (revision) => ({ revision }) });

  const played = await play(PIPELINE, day(), { prepare });

  expect(told(played).map(([, text]) => text)).toEqual([
    'Source/Get SUCCEEDED',
    'Release STARTED',
    'Release SUCCEEDED',
  ]);
});

test('what is heard twice is told once, whichever comes first, the event or the claim', async () => {
  const { prepare } = codePipeline({ input: named });
  const events = [
    { source: 'aws.codepipeline', how: 'doubled' },
    { source: 'aws.codepipeline', how: 'late', by: '7m', times: 2 },
  ];

  const played = await play(PIPELINE, day({ events }), { prepare });

  expect(told(played).map(([, text]) => text)).toEqual([
    'Source/Get SUCCEEDED',
    'Release STARTED',
    'Release SUCCEEDED',
  ]);
});

test('what another than its CodePipeline has built is no release', async () => {
  const { prepare, actions } = codePipeline({ input: named });
  const { startedBy: _, ...byHand } = built;

  const played = await play(PIPELINE, day({ builds: [byHand] }), { prepare });

  expect(starts(played).filter((name) => /^On|Find/.test(name ?? ''))).toEqual([]);
  expect(actions).toMatchObject([{ status: 'FAILED', error: 'Refused' }]);
});

test('an action that is tried again makes another attempt, where its input says so', async () => {
  const first = codePipeline({ input: shown });
  const again = codePipeline({ input: shown, atMinute: 300 });
  const prepare = async (world: World) => {
    await first.prepare(world);
    await again.prepare(world);
  };

  const played = await play(PIPELINE, day(), { prepare });

  expect(endsOf(played)).toEqual(['Promoted', 'Promoted']);
});
