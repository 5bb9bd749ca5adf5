// approve and reject on a deployed Tidegate: a local one, over the wire, by people who sign with sessions of their own.

import { readFileSync } from 'node:fs';
import { ranges } from '../../core/keys.ts';
import { reportOf } from '../../simulation/report.ts';
import { home } from '../../simulation/world/place.ts';
import { standing } from './standing.ts';

const read = (path: string) => readFileSync(path, 'utf8');

const { world, ask, playUntil, close } = await standing(
  read('examples/approved/tidegate.yml'),
  {
    policies: [{ at: '0s', file: 'examples/approvals-policy.yml' }],
    builds: [
      { at: '0s', revision: 'good', author: 'ada@example.com' },
      { at: '5h', revision: 'unwanted', author: 'ada@example.com' },
    ],
  },
  read,
);
const PEOPLE = `arn:aws:iam::${home.account}:role/people`;
world.aws.sts.trust({ arn: PEOPLE });
const startAt = world.clock.millis();
const anyKey = { ...process.env };

afterAll(close);

interface Assumed {
  readonly Credentials: Readonly<
    Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>
  >;
}

/** As whoever has that session of the role that the policy knows people by. */
async function askAs(name: string, ...words: string[]) {
  const asked = { RoleArn: PEOPLE, RoleSessionName: name };
  const { Credentials: its } = (await world.aws.operate(
    'sts',
    'AssumeRole',
    asked,
    home,
  )) as Assumed;
  process.env.AWS_ACCESS_KEY_ID = its.AccessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = its.SecretAccessKey;
  process.env.AWS_SESSION_TOKEN = its.SessionToken;
  try {
    return await ask(...words);
  } finally {
    process.env.AWS_ACCESS_KEY_ID = anyKey.AWS_ACCESS_KEY_ID;
    process.env.AWS_SECRET_ACCESS_KEY = anyKey.AWS_SECRET_ACCESS_KEY;
    delete process.env.AWS_SESSION_TOKEN;
  }
}

async function entriesOf(event: string) {
  const entries = await world.onlooker.table.list(ranges.ledger('ledger'));
  return entries.filter((entry) => entry.event === event).map(({ text }) => text);
}

async function ends() {
  const { releases, targets } = await reportOf(world);
  return [releases.map(({ revision, outcome }) => `${revision} ${outcome ?? 'waits'}`), targets];
}

const REASON = ['--reason', 'reviewed with the till team'];

test.each([
  ['ada', ['latest', ...REASON], /may approve #1 .*got ada \(people\).*author of the change/],
  ['mallory', ['latest', ...REASON], /got mallory \(people\).*maps no git identity to them/],
  ['grace', ['latest'], 'expected --reason'],
  ['grace', ['latest', '--reason', ' '], '--reason'],
  ['grace', ['77', ...REASON], '77'],
  ['grace', ['latest', '--stage', 'beta', ...REASON], /got beta; waiting: prod/],
])(
  '%s may not approve with %j, is told why, and the release waits',
  async (name, words, problem) => {
    await playUntil(60);

    await expect(askAs(name, 'approve', 'ledger', ...words)).rejects.toThrow(problem);

    expect((await askAs('grace', 'why-blocked', 'ledger')).printed).toContain(
      'waits for 1 approval by release-manager',
    );
    expect(await entriesOf('StageApproved')).toEqual([]);
  },
);

test('a release that waits for approvals needs a person, and a script that waits for it is told so', async () => {
  await playUntil(60);

  const { code, printed } = await ask('status', 'ledger', '--wait');

  expect(code).toBe(3);
  expect(printed).toMatch(
    /^#1 \w{7} waits for a person: #1 \w{7} waits at the gate of prod: .*; tidegate approve ledger/,
  );
  expect((await ask('status')).printed).toContain('1 pipeline: 1 needs a person');
});

test.each([[['--watch']], [['--watch', '--timeout', '0s']]])(
  'a watch that nobody looks at ends where a person is waited for, with its own code: %j',
  async (words) => {
    const { code, printed } = await ask('status', 'ledger', ...words);

    expect(code).toBe(3);
    expect(printed.trim().split('\n').at(-1)).toMatch(/^#1 \w{7} waits for a person: /);
  },
);

test('whoever may approve is shown the plan, is named in the ledger, and the release goes on', async () => {
  await playUntil(60);

  const { code, printed } = await askAs('grace', 'approve', 'ledger', '1', ...REASON);

  expect(code).toBe(0);
  expect(printed).toMatch(
    /^ledger: #1 \w{7} may go into prod\n {2}stage prod of release ledger-\S+: 0 of 1 approvals → approved by grace \(people\)\n {2}note: plan (\w{12}): .*\(ledger\)\ndone .* as arn:aws:sts::\d+:assumed-role\/people\/grace:\n {2}plan \1 of prod approved by \S+\/grace: reviewed with the till team\n {2}the gate of prod is open\n$/,
  );
  expect(await entriesOf('StageApproved')).toEqual([
    expect.stringContaining('approved by arn:aws:sts::111122223333:assumed-role/people/grace'),
  ]);
});

test('the gate opens at once, and whoever approves again is told that it has, and by whom', async () => {
  const again = askAs('grace', 'approve', 'ledger', '1', '--stage', 'prod', ...REASON);

  await expect(again).rejects.toThrow(
    /got prod, which was let in at 2026-11-\S+, approved by grace \(people\); waiting: none/,
  );
  const { releases } = await reportOf(world);
  const approvedAt = startAt + 3_600_000;
  const opened = (await world.onlooker.table.list(ranges.ledger('ledger'))).find(
    ({ event, subject }) => event === 'WaveStarted' && subject === 'prod',
  );
  expect(releases).toHaveLength(1);
  expect(Date.parse(opened?.at ?? '') - approvedAt).toBeLessThan(60_000);
  await playUntil(4 * 60);
  expect(await ends()).toEqual([['good Promoted'], { ledger: 'good' }]);
});

test('what waits for nothing is neither approved nor rejected', async () => {
  for (const verb of ['approve', 'reject'])
    await expect(askAs('grace', verb, 'ledger', '1', ...REASON)).rejects.toThrow(
      /expected a stage of #1 .* that waits for approvals, got prod, which was let in at .*; waiting: none/,
    );
});

test('anybody may reject, nobody approves it afterwards, and the release ends in front of the stage', async () => {
  await playUntil(5.5 * 60);
  const because = ['--reason', 'not before the sale'];

  const { code, printed } = await askAs('ada', 'reject', 'ledger', '2', ...because);
  const approving = askAs('grace', 'approve', 'ledger', '2', ...REASON);

  expect(code).toBe(0);
  expect(printed).toMatch(
    /^ledger: #2 \w{7} does not go into prod\n {2}stage prod of release \S+: 0 of 1 approvals → rejected by ada \(people\)\n {2}note: plan .*\ndone .*\n {2}plan \w{12} of prod rejected by \S+\/ada: not before the sale\n {2}the release stops in front of prod\n$/,
  );
  await expect(approving).rejects.toThrow(/rejected by ada \(people\): not before the sale/);
  await playUntil(7 * 60);
  expect(await ends()).toEqual([['good Promoted', 'unwanted Stopped'], { ledger: 'good' }]);
  expect(await entriesOf('StageRejected')).toHaveLength(1);
});
