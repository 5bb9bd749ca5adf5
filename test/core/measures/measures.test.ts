// What a service is measured by, made of its ledger.

import type { LedgerEntry, LedgerEvent } from '../../../core/ledger.ts';
import { deploymentFacts, type Measured } from '../../../core/measures/deployment-facts.ts';
import { groupsOf, measuresOf, quantile } from '../../../core/measures/measures.ts';
import { timeSpent } from '../../../core/measures/timeline.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { EndedRelease } from '../../../core/release.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString();

function entry(
  release: string,
  minute: number,
  event: LedgerEvent,
  subject = '',
  text = '',
): LedgerEntry {
  return { at: at(minute), pipeline: 'shop', release, event, subject, text };
}

function release(id: string, build: number, outcome: Outcome, from: number, until: number) {
  return {
    kind: 'release',
    id,
    pipeline: 'shop',
    revision: {
      digest: `sha256:${id}`,
      commit: '',
      build: { arn: `build/${build}`, number: build, startedAt: at(from - 5) },
    },
    attempt: 1,
    execution: id,
    definitionVersion: 1,
    waveCount: 1,
    startedAt: at(from),
    status: 'ended',
    end: { at: at(until), outcome, reason: '' },
  } satisfies EndedRelease as EndedRelease;
}

function through(id: string, from: number, bake: number): LedgerEntry[] {
  return [
    entry(id, from, 'WaveStarted', 'prod/one'),
    entry(id, from, 'DeploymentStarted', 'box', 'deploying'),
    entry(id, from + 2, 'DeploymentEnded', 'box', 'deployed'),
    entry(id, from + 2, 'BakeStarted', 'prod/one'),
    entry(id, bake, 'BakeEnded', 'prod/one', 'bake ended, pass'),
  ];
}

const good = release('good', 3, 'Promoted', 30, 60);
const passedBy = release('passed', 2, 'Superseded', 20, 31);
const bad = { ...release('bad', 4, 'RolledBack', 70, 85) };
const badEntries = [
  ...through('bad', 70, 80).with(
    4,
    entry('bad', 80, 'BakeEnded', 'prod/one', 'bake ended, fail: e'),
  ),
  entry('bad', 80, 'DeploymentStarted', 'box', 'rolling back'),
  entry('bad', 84, 'DeploymentEnded', 'box', 'rolled back to'),
];
const mended = release('mended', 5, 'Promoted', 90, 100);
const service: Measured = {
  pipeline: 'shop',
  owner: 'payments',
  production: 'prod',
  releases: [
    good,
    passedBy,
    { ...bad, end: { ...bad.end, safe: { since: at(79), at: at(84), seconds: 300 } } },
    mended,
  ],
  entries: [...through('good', 30, 58), ...badEntries, ...through('mended', 90, 99)],
  corrections: [],
};
const facts = (over: Partial<Measured> = {}) => deploymentFacts({ ...service, ...over }, at(200));
const measured = (over: Partial<Measured> = {}) =>
  measuresOf({ name: 'shop', services: 1, facts: facts(over) }, 1);

test('a release’s time is of one kind at each moment, and adds up', () => {
  const entries = [
    entry('r', 0, 'GateShut', 'prod/one'),
    entry('r', 10, 'WaveStarted', 'prod/one'),
    entry('r', 10, 'DeploymentStarted', 'box'),
    entry('r', 12, 'DeploymentEnded', 'box'),
    entry('r', 13, 'BakeStarted', 'prod/one'),
    entry('r', 40, 'BakeEnded', 'prod/one'),
    entry('r', 40, 'AnswerAwaited', 'prod/one'),
    entry('r', 45, 'VerdictOverridden', 'prod/one'),
  ];

  expect(timeSpent(entries, at(-5), at(50))).toEqual({
    ...{ deploying: 120, baking: 1620, blocked: 900, people: 300, waiting: 660 },
  });
});

test('DORA’s five are those of what reached production', () => {
  expect(measured()).toMatchObject({
    deployments: 3,
    frequency: { promoted: 2, perDay: 2 },
    // 3 was brought in 35 minutes, 2, which gave way to it, in 45, and 5 in 15.
    leadTime: {
      count: 3,
      median: 35 * 60,
      parts: { building: 300, deploying: 120, baking: (26 + 7) * 30, blocked: 0 },
    },
    changeFailure: { count: 1, of: 3 },
    recovery: { count: 1, median: 300, open: 0 },
    rework: { count: 1, of: 3 },
    timeToDetect: { median: 600 },
    timeToSafe: { median: 300 },
    exposureSeconds: 14 * 60,
    pileUp: { median: 1, most: 2 },
  });
});

test('what a person calls harmless is a false rollback, and no failure', () => {
  expect(measured({ corrections: [{ release: 'bad', is: 'harmless' }] })).toMatchObject({
    changeFailure: { count: 0 },
    falseRollbacks: { count: 1, of: 1, rate: 1 },
    rework: { count: 0 },
  });
});

test('what was promoted and is found harmful later is a failure that was missed', () => {
  const said = measured({ corrections: [{ release: 'mended', is: 'missed' }] });
  const back: EndedRelease = {
    ...release('back', 5, 'RolledBack', 120, 130),
    rollback: {
      ...{ by: 'ada', reason: 'x', area: { scope: 'release' }, stopped: [] },
      takes: [mended.revision],
    },
  };
  const taken = measured({ releases: [...service.releases, back] });

  expect(said).toMatchObject({ missedRegressions: { count: 1, of: 2 }, recovery: { open: 1 } });
  // A rollback is no deployment; the one that it takes back has failed.
  expect(taken).toMatchObject({
    deployments: 3,
    changeFailure: { count: 2 },
    missedRegressions: { count: 1 },
    recovery: { count: 2, p90: 600, open: 0 },
  });
});

test('what is deployed again is no deployment', () => {
  const again = { ...release('again', 3, 'Promoted', 110, 120), revision: good.revision };
  const entries = [...service.entries, ...through('again', 110, 119)];

  expect(measured({ releases: [...service.releases, again], entries }).deployments).toBe(3);
});

test('a fix that a person has marked is rework', () => {
  const entries = [...service.entries, entry('good', 30, 'FixMarked')];

  expect(measured({ entries }).rework.count).toBe(2);
});

test('a dirty end fails until the next one is promoted', () => {
  const releases = service.releases.map((each) =>
    each === service.releases[2] ? release('bad', 4, 'LeftDirty', 70, 85) : each,
  );

  expect(measured({ releases })).toMatchObject({
    recovery: { count: 1, median: 20 * 60 },
    changeFailure: { count: 1 },
  });
});

test('services are measured alone, by team, or together', () => {
  const services = [service, { pipeline: 'web', owner: undefined }];
  const names = (by: 'service' | 'team' | 'fleet') =>
    groupsOf(services, facts(), by).map(({ name, facts: own }) => `${name} ${own.length}`);

  expect(names('service')).toEqual(['shop 3', 'web 0']);
  expect(names('team')).toEqual(['nobody 0', 'payments 3']);
  expect(names('fleet')).toEqual(['fleet 3']);
});

test.each([
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4, 5], 0.5, 3],
  [[1, 2, 3, 4], 0.9, 4],
  [[], 0.5, null],
])('of %j %d are at most %j', (values, share, found) => {
  expect(quantile(values, share)).toBe(found);
});
