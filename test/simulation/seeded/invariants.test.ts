// Each thing that must hold of a run is seen where it does not: in the record of a good run that is made untrue.

import type { Invariant } from '../../../simulation/seeded/invariant.ts';
import { bakesTrue } from '../../../simulation/seeded/invariants/bakes-true.ts';
import { endsAgree } from '../../../simulation/seeded/invariants/ends-agree.ts';
import { endsInTime } from '../../../simulation/seeded/invariants/ends-in-time.ts';
import { endsNamed } from '../../../simulation/seeded/invariants/ends-named.ts';
import { endsTrue } from '../../../simulation/seeded/invariants/ends-true.ts';
import { nothingAfterTheEnd } from '../../../simulation/seeded/invariants/nothing-after-the-end.ts';
import { nothingLeftBehind } from '../../../simulation/seeded/invariants/nothing-left-behind.ts';
import { onlyDirtyFrozen } from '../../../simulation/seeded/invariants/only-dirty-frozen.ts';
import { quarantinedForHarm } from '../../../simulation/seeded/invariants/quarantined-for-harm.ts';
import { registeredBeforeRead } from '../../../simulation/seeded/invariants/registered-before-read.ts';
import { returnsBaked } from '../../../simulation/seeded/invariants/returns-baked.ts';
import { tableTrue } from '../../../simulation/seeded/invariants/table-true.ts';
import { wavesInOrder } from '../../../simulation/seeded/invariants/waves-in-order.ts';
import { withinBounds } from '../../../simulation/seeded/invariants/within-bounds.ts';
import { invariants, problemsOf } from '../../../simulation/seeded/invariants.ts';
import { playCase } from '../../../simulation/seeded/play-case.ts';
import type { RunRecord } from '../../../simulation/seeded/record/run-record.ts';
import { truths } from '../../../simulation/seeded/truths.ts';

const place = { account: '222233334444', region: 'eu-west-1' };
const target = (name: string) => ({
  name,
  ...place,
  lambda: { function: `shop-${name}`, alias: 'live', application: 'shop', deploymentGroup: name },
  alarms: [`${name}-errors`],
});
const bake = { for: '3m', judge: { mode: 'off' as const } };

/** One release is promoted, the next one taken back in its second wave. */
const { record, problems } = await playCase({
  seed: 1,
  pipeline: {
    pipeline: 'shop',
    source: { project: 'shop-build' },
    gateTimeout: '1h',
    stages: [
      { name: 'beta', targets: [target('b')], bake },
      { name: 'prod', targets: [target('p')], bake },
    ],
  },
  scenario: {
    baseline: 'r0',
    builds: [
      { at: '0s', revision: 'r1' },
      { at: '30m', revision: 'r2' },
    ],
    misbehaviours: [{ how: 'alarm', revision: 'r2', target: 'p', after: '20s' }],
  },
  files: {},
});

/** The record with another value in a place. */
function made([path, value]: Change): RunRecord {
  const copy = structuredClone(record);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const at = names.reduce((it: object, name) => (it as Record<string, object>)[name] ?? it, copy);
  (at as Record<string, unknown>)[last] = value;
  return copy;
}

type Change = readonly [path: string, value: unknown];

const [promoted] = record.report.releases;
const deployedAt = Date.parse(promoted?.waves[0]?.deployedAt ?? '');
const asWave = record.calls.find(
  ({ functionName, tookEffect, call, input }) =>
    functionName === 'WatchBake' &&
    tookEffect &&
    call === 'dynamodb:PutItem' &&
    JSON.stringify(input).includes('"pk":{"S":"waves#'),
);
const lastStart = record.calls.find(({ call }) => call === 'codedeploy:CreateDeployment');

test('a good run has no problems', () => {
  expect(problems).toEqual([]);
  expect(record.report.releases.map(({ outcome }) => outcome)).toEqual(['Promoted', 'RolledBack']);
});

const cases: readonly (readonly [Invariant, Change, RegExp])[] = [
  [
    wavesInOrder,
    ['report.releases.0.waves.0.verdict', 'inconclusive'],
    /prod\/prod started although beta\/beta had not passed \(inconclusive/,
  ],
  [endsNamed, ['report.releases.1.outcome', null], /has no outcome/],
  [endsNamed, ['hasEnded', false], /the world did not come to rest/],
  [
    endsNamed,
    ['report.releases.1.outcome', 'Stopped'],
    /ended RolledBack in the console, Stopped in the table/,
  ],
  [
    endsAgree,
    ['report.releases.0.waves.1.outcome', 'Stopped'],
    /ended Promoted, its waves Passed,Stopped/,
  ],
  [endsTrue, ['pipelines.0.targets.0.runs', 'r1'], /beta\/beta passed, but b runs r1/],
  [returnsBaked, ['pipelines.0.targets.1.runs', 'r2'], /prod\/prod was rolled back, and p runs r2/],
  [
    nothingLeftBehind,
    ['pipelines.0.stages.0.lease', { release: 'r' }],
    /stage beta is still held by r/,
  ],
  [nothingLeftBehind, ['leftWaiting', ['the wait bake#r#1']], /left behind is the wait bake#r#1/],
  [nothingLeftBehind, ['deadLetters', 2], /2 events ended in the dead letters/],
  [
    bakesTrue,
    ['report.releases.0.waves.0.bakedAt', new Date(deployedAt + 60_000).toISOString()],
    /beta\/beta baked only 60 s/,
  ],
  [
    bakesTrue,
    ['alarms.0.changes', [{ at: deployedAt + 30_000, to: 'ALARM' }]],
    /beta\/beta passed although b-errors fired/,
  ],
  [bakesTrue, ['alarms.0.changes', undefined], /beta\/beta passed although b-errors fired/],
  [tableTrue, ['pipelines.0.targets.0.runs', null], /the table says b runs r2, but it runs null/],
  [
    nothingAfterTheEnd,
    ['calls', [{ ...lastStart, at: record.endedAt }]],
    /called codedeploy:CreateDeployment for .*, \d+\.\d s after its end/,
  ],
  [
    nothingAfterTheEnd,
    ['calls', [{ ...asWave, at: record.endedAt }]],
    /WatchBake called dynamodb:PutItem waves#shop-\S+ 0000 for .*, \d+\.\d s after its end/,
  ],
  [
    registeredBeforeRead,
    ['calls', record.calls.filter(({ call }) => !/GetDeployment/.test(call))],
    /registered deployment#\S+, and did not look after that/,
  ],
  [withinBounds, ['report.cost.maxHistoryEvents', 25_000], /an execution has 25000 history events/],
  [quarantinedForHarm, ['alarms', []], /quarantined r2, though nothing had proven harm/],
  [
    onlyDirtyFrozen,
    ['pipelines.0.stages.0.frozen', { release: promoted?.id }],
    /froze beta, whose waves are Passed/,
  ],
  [
    endsInTime,
    ['report.releases.0.endedAt', '2027-11-23T09:00:00Z'],
    /took [\d.]+ s where \d+ s are the most/,
  ],
];

test.each(cases.map((each) => [each[0].holds, ...each] as const))(
  'that %s is seen where it is not so',
  (_holds, invariant, change, problem) => {
    const untrue = made(change);

    expect(invariant.broken(record)).toEqual([]);
    expect(invariant.broken(untrue).join('\n')).toMatch(problem);
    expect(problemsOf(untrue).join('\n')).toMatch(problem);
  },
);

test('each thing that must hold has such a case', () => {
  const others = invariants.filter((invariant) => !truths.includes(invariant));

  expect(new Set(cases.map(([invariant]) => invariant))).toEqual(new Set(others));
});
