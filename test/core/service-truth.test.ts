// What a service of ECS was found to run, held against the ledger.

import { comparedShift } from '../../core/compared-shift.ts';
import type { Expected, ServiceDeployment, ServiceTruth } from '../../core/found-truth.ts';
import { compared } from '../../core/truth.ts';

const IMAGE = `shop@sha256:${'a'.repeat(64)}`;

const expected = {
  release: '7',
  revision: {
    digest: 'sha256:1',
    artifact: { account: '1', region: 'r', bucket: 'b', key: 'k', version: 'v', eTag: 'e' },
    images: { '*': IMAGE },
    commit: 'abcdef012345',
    build: { arn: 'arn', number: 7, startedAt: '2026-01-01T00:00:00.000Z' },
  },
  functionVersion: 'shop:5',
  setting: 'own',
  at: '2026-01-01T00:00:00.000Z',
  copies: [],
} satisfies Expected;

const run = (of: Partial<ServiceDeployment> = {}): ServiceDeployment => ({
  id: 'own',
  state: 'Succeeded',
  isGoingBack: false,
  definition: 'shop:5',
  createdAt: '2026-01-01T01:00:00.000Z',
  creator: 'user',
  ...of,
});
const service = (of: Partial<ServiceTruth> = {}): ServiceTruth => ({
  kind: 'service',
  definition: 'shop:5',
  desiredCount: 3,
  attempted: run(),
  ...of,
});

test.each([
  ['its own deployment was the last', service(), 'same'],
  ['its own is held', service({ attempted: run({ state: 'running' }) }), 'same'],
  [
    'nothing was begun since',
    { kind: 'service', definition: 'shop:5', desiredCount: 3 } as const,
    'same',
  ],
  ['it wants no tasks', service({ desiredCount: 0 }), 'same'],
  ['its images are as they were pinned', service({ images: { app: IMAGE } }), 'same'],
  ['it has another image', service({ images: { app: 'shop:latest' } }), 'other'],
  ['it has another task definition', service({ definition: 'shop:6' }), 'other'],
  [
    'somebody else’s is under way',
    service({ attempted: run({ id: 'theirs', state: 'running', definition: 'shop:6' }) }),
    'other',
  ],
  [
    'its own is being rolled back',
    service({ attempted: run({ state: 'running', isGoingBack: true }) }),
    'other',
  ],
  [
    'its own was rolled back, and the service is stable',
    service({ definition: 'shop:4', attempted: run({ state: 'Stopped', isGoingBack: true }) }),
    'other',
  ],
  ['the same was brought there again', service({ attempted: run({ id: 'theirs' }) }), 'touched'],
] as const)('%s: %#', (_, truth, is) => {
  expect(compared(truth, expected).is).toBe(is);
});

const shifting = {
  mark: 'tidegate deploy 7 wave 1 target live',
  begunAt: '2026-01-01T00:30:00.000Z',
  deployment: 'own',
  seenShare: 0,
};

test.each([
  ['its own is under way', run({ state: 'running' }), 'same'],
  ['an earlier try was the last', run({ id: 'x', description: shifting.mark }), 'same'],
  ['the last began before', run({ id: 'x', createdAt: '2026-01-01T00:00:00.000Z' }), 'same'],
  ['somebody else’s took its place', run({ id: 'theirs', state: 'running' }), 'other'],
] as const)('while it is brought there, %s', (_, attempted, is) => {
  expect(comparedShift(service({ attempted }), expected, shifting).is).toBe(is);
});
