// Tests of third parties: asked over HTTPS, signed; they answer our API once, in time, and nobody else does.

import { signed } from '../../flows/tests/signatures.ts';
import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const HTTPS = '{ url: "https://tests.example.com/runs", secret: /tidegate/local/shop }';
const PIPELINE = oneTarget({ more: `tests: [{ name: outside, https: ${HTTPS}, timeout: 10m }]` });
const DAY = { baseline: 'old', builds: [build('new')] };
const SECRET = 's'.repeat(32);
const ADDRESS = 'https://ada:lovelace@tests.example.com';

test('a third party that answers later lets the wave go on, with its link in the ledger', async () => {
  const { release, report, calls, leftBehind } = await play(PIPELINE, DAY);

  expect(release('new').outcome).toBe('Promoted');
  const ended = report.ledger.find(({ event }) => event === 'TestEnded');
  expect(ended?.text).toMatch(
    /^test outside ended, pass: tests\.example\.com said passed \(https:\/\/tests\.example\.com\/runs\/.*\)$/,
  );
  expect(calls.filter(({ service }) => service === 'outside')).toHaveLength(1);
  expect(await leftBehind()).toEqual([]);
});

test.each([
  ['says that it failed', 'FAILED', 'RolledBack', 1],
  ['refuses what it is asked', 'FAULT', 'Stopped', 2],
  ['never answers', 'TIMED_OUT', 'RolledBack', 2],
] as const)('a third party that %s', async (_, status, outcome, runs) => {
  const misbehaviours = [{ how: 'test', revision: 'new', test: 'outside', status }];

  const { release, report, leftBehind } = await play(PIPELINE, { ...DAY, misbehaviours });

  expect(release('new').outcome).toBe(outcome);
  expect(report.ledger.filter(({ event }) => event === 'TestStarted')).toHaveLength(runs);
  expect(await leftBehind()).toEqual([]);
});

interface Letter {
  readonly body: string;
  readonly timestamp?: string;
  readonly signature?: string;
}

/** A third party that keeps what it is asked, and what is sent to our API at some second of the day. */
async function withLetters(at: readonly [number, (asked: Letter, now: number) => Letter][]) {
  const asked: Letter[] = [];
  const answers: { status: number; body: string }[] = [];
  const prepare = async ({ aws, clock, startAt }: World) => {
    aws.ssm.parameter(home, '/tidegate/local/shop', SECRET);
    aws.outside.serve('tests.example.com', ({ headers, body }) => {
      asked.push({ body, signature: headers['tidegate-signature'] ?? '' });
      return { status: 202, headers: {}, body: '' };
    });
    for (const [seconds, letter] of at)
      clock.at(startAt.getTime() + seconds * 1000, () => {
        const now = clock.now().getTime();
        const { body, timestamp = '', signature = '' } = letter(asked[0]!, now);
        const headers = {
          'content-type': 'application/json',
          'tidegate-timestamp': timestamp,
          'tidegate-signature': signature,
        };
        const sent = { method: 'POST', path: '/answer', headers, body };
        const call = { account: '999999999999', region: home.region, userArn: 'nobody' };
        void aws
          .callService('execute-api', 'Invoke', sent, call)
          .then((answer) => answers.push(answer as never));
      });
  };
  const played = await play(PIPELINE, DAY, { prepare });
  const told = answers.map(({ status, body }) => `${status} ${JSON.parse(body).message ?? body}`);
  return { ...played, asked, told };
}

const tokenIn = ({ body }: Letter): string => JSON.parse(body).answer.token;
const said = (token: string, more: object = {}) =>
  JSON.stringify({ token, status: 'passed', ...more });
const letter = (body: string, now: number, secret = SECRET): Letter => ({
  body,
  ...signed(secret, 'answer', body, now),
});
/** The token says of itself something else than what it was made for. */
const altered = (token: string, change: object) => {
  const [text = '', mac] = token.split('.');
  const meant = JSON.parse(Buffer.from(text, 'base64url').toString());
  return `${Buffer.from(JSON.stringify({ ...meant, ...change })).toString('base64url')}.${mac}`;
};

test('what is forged, cut, huge, old or late is refused and changes nothing; what is good counts once', async () => {
  const { release, report, told } = await withLetters([
    [700, (asked) => ({ body: said(tokenIn(asked)) })],
    [701, (asked, now) => letter(said(tokenIn(asked)), now, 'x'.repeat(32))],
    [
      702,
      (asked, now) => ({
        ...letter(said(tokenIn(asked), { status: 'failed' }), now),
        body: said(tokenIn(asked)),
      }),
    ],
    [703, (asked, now) => letter(said(altered(tokenIn(asked), { until: now * 2 })), now)],
    [704, (asked, now) => letter(said(altered(tokenIn(asked), { release: 'other' })), now)],
    [705, (_, now) => letter(said('no token'), now)],
    [706, (asked, now) => ({ ...asked, ...signed(SECRET, 'request', asked.body, now) })],
    [
      707,
      (asked, now) => ({
        body: said(tokenIn(asked)),
        ...signed(SECRET, 'request', said(tokenIn(asked)), now),
      }),
    ],
    [708, (asked, now) => letter(said(tokenIn(asked), { message: 'x'.repeat(20_000) }), now)],
    [709, (asked, now) => letter(said(tokenIn(asked), { message: 'x'.repeat(9_000) }), now)],
    [710, (asked, now) => letter(said(tokenIn(asked), { status: 'PASSED' }), now)],
    [711, (asked, now) => letter(said(tokenIn(asked)), now - 301_000)],
    [712, (asked, now) => letter(said(tokenIn(asked)), now + 302_000)],
    [720, (asked, now) => letter(said(tokenIn(asked), { link: ADDRESS }), now)],
    [721, (asked, now) => letter(said(tokenIn(asked), { status: 'failed' }), now)],
    [1_250, (asked, now) => letter(said(tokenIn(asked)), now)],
  ]);

  expect(told).toEqual([
    ...Array.from({ length: 6 }, () => expect.stringMatching(/^403 expected a token of a request/)),
    expect.stringMatching(/^400 expected \{ "token"/),
    expect.stringMatching(/^403 /),
    expect.stringMatching(/^400 expected at most 16384 characters/),
    expect.stringMatching(/^400 /),
    expect.stringMatching(/^400 /),
    ...Array.from({ length: 2 }, () => expect.stringMatching(/^409 expected a timestamp/)),
    '200 {"taken":true}',
    expect.stringMatching(/^409 expected an answer that is waited for/),
    expect.stringMatching(/^409 expected an answer until/),
  ]);
  expect(release('new').outcome).toBe('Promoted');
  const ended = report.ledger.filter(({ event }) => event === 'TestEnded');
  expect(ended.map(({ text }) => text)).toEqual([
    'test outside ended, pass: tests.example.com said passed',
  ]);
});

test('of two answers at once one counts, for the ledger and for the wave', async () => {
  const answer = (status: string) => (asked: Letter, now: number) =>
    letter(said(tokenIn(asked), { status }), now);

  const { release, report } = await withLetters([
    [700, answer('failed')],
    [700, answer('passed')],
  ]);

  const [ended] = report.ledger.filter(({ event }) => event === 'TestEnded');
  const isGood = ended!.text.includes('said passed');
  expect(release('new').outcome).toBe(isGood ? 'Promoted' : 'RolledBack');
});

test('a secret that is too short signs nothing, and nobody is asked', async () => {
  const prepare = async ({ aws }: World) =>
    aws.ssm.parameter(home, '/tidegate/local/shop', 'short');

  const { release, calls } = await play(PIPELINE, DAY, { prepare });

  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringContaining('expected parameter /tidegate/local/shop to hold at least 32'),
  });
  expect(calls.some(({ service }) => service === 'outside')).toBe(false);
});

test('the secret is in nothing that is sent, kept or told', async () => {
  const { asked, report, world } = await withLetters([]);

  const table = { TableName: world.stack.tableName };
  const kept = JSON.stringify(await world.aws.operate('dynamodb', 'Scan', table));
  expect(asked.length).toBeGreaterThan(0);
  expect(JSON.stringify([asked, report]) + kept).not.toContain(SECRET);
});
