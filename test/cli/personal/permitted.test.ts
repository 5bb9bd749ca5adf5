// What docs/dev.md has a developer's role allow is what a session asks for: nothing less, and nothing more.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allows } from '../../../simulation/stack/permissions.ts';
import { callEachMinute, developers, team } from './team.ts';

const ROLE = `arn:aws:iam::${developers.account}:role/developers`;

interface Documented {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly Null: Readonly<Record<string, 'false'>> };
}

const [, policy = ''] =
  /```json\n(\{\n {2}"Version".*?)```/s.exec(readFileSync('docs/dev.md', 'utf8')) ?? [];
const documented = (bucket: string): Documented[] =>
  JSON.parse(policy.replaceAll('acme-dev', bucket)).Statement;

/** Each action on each resource by itself. */
const rights = (bucket: string) =>
  documented(bucket).flatMap(({ Action, Resource, Condition }) =>
    [Action].flat().flatMap((action) =>
      [Resource].flat().map((resource) => ({
        ...{ action, resource, isUsed: false },
        tag: Object.keys(Condition?.Null ?? {})[0]?.replace('aws:ResourceTag/', ''),
      })),
    ),
  );

const all = await team();
const { world, dev, built, folder, passing, tellAws, close } = all;
callEachMinute(all, 'dev-ada');
const before = { ...process.env };
const granted = rights('tidegate-artifacts-111122223333');
const denied: string[] = [];

beforeAll(async () => {
  world.aws.sts.trust({
    arn: ROLE,
    allows: (action, resource, tags = () => ({})) => {
      const fit = granted.filter(
        (right) =>
          allows(
            [{ Effect: 'Allow', Action: right.action, Resource: right.resource }],
            action,
            resource,
          ) &&
          (right.tag === undefined || tags()[right.tag] !== undefined),
      );
      for (const right of fit) right.isUsed = true;
      // Nobody needs a right to ask who they are.
      const isAllowed = fit.length > 0 || action === 'sts:GetCallerIdentity';
      if (!isAllowed) denied.push(`${action} on ${resource}`);
      return isAllowed;
    },
  });
  const asked = { RoleArn: ROLE, RoleSessionName: 'ada' };
  const { Credentials: key } = (await world.aws.operate('sts', 'AssumeRole', asked)) as {
    Credentials: Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>;
  };
  process.env.AWS_ACCESS_KEY_ID = key.AccessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = key.SecretAccessKey;
  process.env.AWS_SESSION_TOKEN = key.SessionToken;
});

afterAll(async () => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  await close();
});

test('a session has all that it asks for, and asks for all that it has', async () => {
  const event = join(folder, 'event.json');
  writeFileSync(event, '{}');
  const good = built('good');
  passing(60);

  const brought = await dev(
    '--as',
    'ada',
    '--artifact',
    good,
    '--invoke',
    event,
    '--count-in-alarms',
  );
  const again = await dev('--as', 'ada', '--artifact', good);
  const traced = await tellAws('logs', 'shop-dev-ada', 'latest', '--wave', 'dev-ada', '--traces');
  const held = await tellAws('hold', 'shop-dev-ada', '--reason', 'a look');
  const removed = await dev('--as', 'ada', '--remove');

  expect([brought, again, traced, held, removed].map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  expect(denied).toEqual([]);
  expect(granted.filter(({ isUsed }) => !isUsed)).toEqual([]);
}, 100_000);
