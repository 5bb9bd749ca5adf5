// A freeze that begins before a wave would be far enough keeps its gate shut, as the end of its hours does.

import { blockedView } from '../../core/board/blocked.ts';
import { ranges } from '../../core/keys.ts';
import { readBoard } from '../../flows/read-board.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const ADA = 'arn:aws:sts::111122223333:assumed-role/keepers/ada';
const hour = (time: string) => `2026-11-23T${time}:00Z`;

/** It comes to its gate at 09:10, and is far enough at 10:15: five minutes of a deployment, an hour of its bake. */
const pipeline = (more = '') => oneTarget({ bake: '{ for: 4h }', more });

const frozenFrom = (from: string, expires = hour('13:00')) => ({
  'policy.yml': `policy: acme\nfreezes:\n  - { scope: organisation, owner: ops, reason: a fair, from: "${from}", expires: "${expires}" }\n`,
});
const policies = [{ file: 'policy.yml' }];
const byHand = (from: string) => ({
  ...{ at: '1m', as: ADA, does: 'freeze', scope: 'organisation', from, until: '4h' },
  reason: 'a fair',
});

async function startedAt(
  scenario: object,
  { more = '', files = {} }: { more?: string; files?: Readonly<Record<string, string>> } = {},
) {
  const played = await play(
    pipeline(more),
    { baseline: 'old', builds: [build('new')], ...scenario },
    { files },
  );
  const entries = await played.items(ranges.ledger('shop'));
  const textsOf = (event: string) => entries.filter((it) => it.event === event);
  return {
    at: textsOf('WaveStarted')[0]?.at.slice(11, 16),
    shut: textsOf('GateShut').map(({ text }) => text),
    outcomes: played.outcomes(),
  };
}

test.each([
  ['the policy begins an hour after it comes', { policies }, frozenFrom(hour('10:10')), /^13:0/],
  ['the policy begins when it is far enough', { policies }, frozenFrom(hour('10:20')), /^09:1/],
  [
    'the policy was over before it came',
    { policies },
    frozenFrom(hour('08:00'), hour('09:05')),
    /^09:1/,
  ],
  ['a person begins an hour after it comes', { people: [byHand('70m')] }, {}, /^13:0/],
  ['a person begins when it is far enough', { people: [byHand('80m')] }, {}, /^09:1/],
])('what %s', async (_, scenario, files, expected) => {
  const { at, outcomes } = await startedAt(scenario, { files });

  expect(at).toMatch(expected);
  expect(outcomes).toEqual(['Promoted']);
});

test('a stage that looks less far ahead goes on before it', async () => {
  const files = frozenFrom(hour('10:10'));

  const { at } = await startedAt({ policies }, { files, more: 'lookAhead: 30m' });

  expect(at).toMatch(/^09:1/);
});

test('a person who ends the wait for it is let in at once', async () => {
  const people = [{ at: '20m', as: ADA, does: 'skip-wait', release: 'new', reason: 'it is small' }];

  const { at } = await startedAt({ policies, people }, { files: frozenFrom(hour('10:10')) });

  expect(at).toMatch(/^09:2/);
});

test('why it waits is said with the earliest start, which lies in its hours, and that is so', async () => {
  let told: unknown;
  const files = frozenFrom(hour('10:10'), '2026-11-23T18:30:00Z');
  const windows = 'windows: [{ zone: UTC, from: "07:00", until: "19:00" }]';
  const played = await play(
    pipeline(windows),
    { baseline: 'old', builds: [build('new')], policies },
    {
      files,
      prepare: async (world) => {
        void world.clock.sleep(3_600).then(async () => {
          told = blockedView(await readBoard(world.onlooker, 'shop'));
        });
      },
    },
  );

  expect(told).toMatchObject({
    blocked: [
      {
        earliest: '2026-11-24T07:00:00.000Z',
        reasons: [
          {
            kind: 'freeze',
            what: expect.stringMatching(
              /^frozen \(organisation\) from \S+ until 2026-11-23T18:30:00Z, before which it would not be far enough, by ops: a fair$/,
            ),
          },
        ],
      },
    ],
  });
  const started = (await played.items(ranges.ledger('shop'))).find(
    (it) => it.event === 'WaveStarted',
  );
  expect(started?.at).toMatch(/^2026-11-24T07:0/);
});
