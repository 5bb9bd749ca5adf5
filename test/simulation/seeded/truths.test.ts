// What is told from the simulated AWS is seen where it is not so: in the record of a run that is made untrue.

import type { Invariant } from '../../../simulation/seeded/invariant.ts';
import { firingConvicts } from '../../../simulation/seeded/invariants/firing-convicts.ts';
import { harmStaysOut } from '../../../simulation/seeded/invariants/harm-stays-out.ts';
import { harmTakenBack } from '../../../simulation/seeded/invariants/harm-taken-back.ts';
import { hoursKept } from '../../../simulation/seeded/invariants/hours-kept.ts';
import { ledgerExplains } from '../../../simulation/seeded/invariants/ledger-explains.ts';
import { letThroughByName } from '../../../simulation/seeded/invariants/let-through-by-name.ts';
import { newerStays } from '../../../simulation/seeded/invariants/newer-stays.ts';
import { oneInAStage } from '../../../simulation/seeded/invariants/one-in-a-stage.ts';
import { onlyWhatWasMeant } from '../../../simulation/seeded/invariants/only-what-was-meant.ts';
import { pagesWithCause } from '../../../simulation/seeded/invariants/pages-with-cause.ts';
import { patienceIsCheap } from '../../../simulation/seeded/invariants/patience-is-cheap.ts';
import { pipelinesApart } from '../../../simulation/seeded/invariants/pipelines-apart.ts';
import { saidWasRead } from '../../../simulation/seeded/invariants/said-was-read.ts';
import { startsAfterBakes } from '../../../simulation/seeded/invariants/starts-after-bakes.ts';
import { unknownNeverPasses } from '../../../simulation/seeded/invariants/unknown-never-passes.ts';
import { watchedFromTheFirstRequest } from '../../../simulation/seeded/invariants/watched-from-the-first-request.ts';
import type { RunRecord } from '../../../simulation/seeded/record/run-record.ts';
import { truths } from '../../../simulation/seeded/truths.ts';
import { goodDay, record, target, type Writable } from './shop-runs.ts';

type Change = (copy: Writable<RunRecord>) => void;

function of<T>(all: readonly T[], index: number): T {
  const found = all.at(index);
  if (found === undefined) throw new Error(`expected an item at ${index}, got ${all.length} items`);
  return found;
}

const deploymentsOn = ({ deployments }: Writable<RunRecord>, name: string) =>
  deployments.filter((deployment) => deployment.target === name);
const wave = ({ report }: Writable<RunRecord>, release: number, index: number) =>
  of(of(report.releases, release).waves, index);
const deployedAt = (copy: Writable<RunRecord>, release: number, index: number) =>
  Date.parse(wave(copy, release, index).deployedAt ?? '');

const cases: readonly (readonly [Invariant, RunRecord, Change, RegExp])[] = [
  [
    startsAfterBakes,
    goodDay,
    (copy) => {
      of(deploymentsOn(copy, 'p'), 0).createdAt -= 100_000;
    },
    /p was started before b \(Succeeded\) had baked/,
  ],
  [
    startsAfterBakes,
    goodDay,
    (copy) => {
      of(deploymentsOn(copy, 'b'), 0).status = 'Failed';
      for (const { running } of copy.steps) running.b = 'r0';
    },
    /p was started before b \(Failed\) had baked/,
  ],
  [
    hoursKept,
    goodDay,
    (copy) => {
      const sunday = { zone: 'UTC', days: ['sun' as const], from: '00:00', until: '24:00' };
      of(of(copy.pipelines, 0).planned, 1).hours = [
        { of: 'stage prod', windows: [sunday], calendars: [], lookAheadSeconds: 0 },
      ];
    },
    /started prod at \d+, outside of its hours/,
  ],
  [
    oneInAStage,
    goodDay,
    (copy) => {
      of(deploymentsOn(copy, 'b'), 0).completedAt = undefined;
    },
    /started b in beta while shop-\w+-1 was there/,
  ],
  [
    newerStays,
    goodDay,
    (copy) => {
      for (const { revision } of of(copy.pipelines, 0).releases) {
        if (revision.place) revision.place.at = 10 - revision.place.at;
      }
    },
    /overwrote the newer/,
  ],
  [
    unknownNeverPasses,
    goodDay,
    (copy) => {
      of(copy.alarms, 0).changes = [{ at: 0, to: 'INSUFFICIENT_DATA' }];
    },
    /beta\/beta passed while b-errors was not OK/,
  ],
  [
    unknownNeverPasses,
    goodDay,
    (copy) => {
      of(copy.alarms, 0).changes = undefined;
    },
    /beta\/beta passed while b-errors was not OK/,
  ],
  [
    firingConvicts,
    goodDay,
    (copy) => {
      of(copy.alarms, 0).changes?.push({ at: deployedAt(copy, 0, 0) + 60_000, to: 'ALARM' });
      const end = of(
        copy.report.ledger.filter(({ event }) => event === 'BakeEnded'),
        0,
      );
      end.at = new Date(copy.endedAt).toISOString();
    },
    /beta\/beta was pass although b-errors fired/,
  ],
  [
    saidWasRead,
    goodDay,
    (copy) => {
      for (const step of copy.steps) step.running.b = 'r0';
    },
    /beta\/beta passed while b ran another/,
  ],
  [
    harmStaysOut,
    record,
    (copy) => {
      const first = of(deploymentsOn(copy, 'b'), 0);
      copy.deployments.push({ ...first, revision: 'r2', createdAt: copy.endedAt + 60_000 });
    },
    /deployed r2 to b after shop-/,
  ],
  [
    harmTakenBack,
    record,
    (copy) => {
      wave(copy, 1, 1).outcome = 'Stopped';
    },
    /prod\/prod failed, and was not taken back/,
  ],
  [
    harmTakenBack,
    record,
    (copy) => {
      wave(copy, 1, 0).verdict = 'fail';
    },
    /prod\/prod started after a wave that failed/,
  ],
  [
    ledgerExplains,
    goodDay,
    ({ report }) => {
      report.ledger = report.ledger.filter(({ event }) => event !== 'DeploymentStarted');
    },
    /the ledger does not tell of d-\w+/,
  ],
  [
    ledgerExplains,
    goodDay,
    ({ report }) => {
      report.ledger = report.ledger.filter(({ event }) => event !== 'ReleaseEnded');
    },
    /ended Promoted, the ledger says: $/m,
  ],
  [
    ledgerExplains,
    goodDay,
    (copy) => {
      of(of(copy.pipelines, 0).targets, 0).runs = 'r1';
    },
    /the ledger says that b runs #2 \w+, it runs r1/,
  ],
  [
    pagesWithCause,
    goodDay,
    ({ report }) => {
      of(report.releases, 0).outcome = 'LeftDirty';
    },
    /ended LeftDirty on a good day/,
  ],
  [
    patienceIsCheap,
    goodDay,
    ({ executions }) => {
      const baking = of(
        executions.filter(({ machine }) => machine === 'wave'),
        0,
      );
      baking.visits = baking.visits.flatMap((visit) => Array.from({ length: 9 }, () => visit));
    },
    /looked \d+ times in 3 min; \d+ are enough/,
  ],
  [
    letThroughByName,
    goodDay,
    ({ report }) => {
      of(report.ledger, 0).event = 'QuarantineLifted';
    },
    /QuarantineLifted of shop-\w+-1 at .*, which no person has done/,
  ],
  [
    onlyWhatWasMeant,
    goodDay,
    ({ scenario }) => {
      of(scenario.builds, 0).status = 'FAILED';
    },
    /deployed r1 to b/,
  ],
  [
    onlyWhatWasMeant,
    goodDay,
    ({ scenario }) => {
      of(scenario.builds, 1).pullRequest = 7;
    },
    /deployed r2 to b/,
  ],
  [
    watchedFromTheFirstRequest,
    goodDay,
    (copy) => {
      of(copy.alarms, 0).changes?.push({ at: deployedAt(copy, 0, 0) - 3_000, to: 'ALARM' });
    },
    /beta\/beta passed although b-errors fired in its shift/,
  ],
  [
    pipelinesApart,
    goodDay,
    (copy) => {
      of(of(copy.pipelines, 0).targets, 0).definition = {
        ...target('b'),
        name: 'another',
      } as never;
    },
    /of shop changed b, which is undefined's/,
  ],
];

test.each(cases.map((each) => [each[0].holds, ...each] as const))(
  'that %s is seen where it is not so',
  (_holds, invariant, run, change, problem) => {
    const untrue = structuredClone(run) as Writable<RunRecord>;
    change(untrue);

    expect(invariant.broken(run)).toEqual([]);
    expect(invariant.broken(untrue as RunRecord).join('\n')).toMatch(problem);
  },
);

test('each of them has such a case', () => {
  expect(new Set(cases.map(([invariant]) => invariant))).toEqual(new Set(truths));
});
