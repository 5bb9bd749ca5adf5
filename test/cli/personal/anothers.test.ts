// What is somebody else's is refused, and stays as it is.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setAlias } from '@tidegate/embedded-aws/services/lambda/functions';
import { keys } from '../../../core/keys.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { storeDefinition } from '../../../flows/stored-definition.ts';
import { developers, team } from './team.ts';

const { world, dev, folder, built, tellAws, close } = await team();
const good = built('good');

afterAll(close);

const aliases = () => [...world.aws.lambda.find('shop', developers).aliases.keys()];

test('an alias that somebody else has made is refused, and stays', async () => {
  const found = world.aws.lambda.find('shop', developers);
  setAlias(
    found,
    { name: 'dev-eve', version: '1', description: 'mine', weights: {} },
    world.clock.now(),
  );

  const { code, stderr } = await dev('--as', 'eve', '--artifact', good);
  const removed = await dev('--as', 'eve', '--remove');

  expect(code).toBe(2);
  expect(stderr).toMatch(
    /expected alias dev-eve of shop to be one that tidegate dev has made here/,
  );
  expect(removed.stdout).toBe('shop-dev-eve: nothing of it is there\n');
  expect(aliases()).toEqual(['live', 'dev-eve']);
  found.aliases.delete('dev-eve');
});

const ALARM = {
  ...developers,
  kind: 'metric',
  description: undefined,
  actionsEnabled: true,
  metric: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'shop' } },
  statistic: 'Sum',
  periodSeconds: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: 'GreaterThanThreshold',
  threshold: 7,
  treatMissingData: 'missing',
} as const;

test('an alarm that somebody else has made is refused, and stays as it is', async () => {
  const { alarms } = world.aws.cloudWatch;
  alarms.put({ ...ALARM, name: 'shop-dev-eve/shop/errors', description: 'mine' });
  const theirs = () =>
    alarms.list(developers).find(({ definition }) => definition.name.startsWith('shop-dev-eve/'));
  const before = structuredClone(theirs()?.definition);

  const { code, stderr } = await dev('--as', 'eve', '--artifact', good);
  const removed = await dev('--as', 'eve', '--remove');

  expect(code).toBe(2);
  expect(stderr).toMatch(
    /expected alarm shop-dev-eve\/shop\/errors to be what tidegate dev has made here .* got what somebody else has made/,
  );
  expect(removed.stdout).toBe('shop-dev-eve: nothing of it is there\n');
  expect(aliases()).toEqual(['live']);
  expect(theirs()?.definition).toEqual(before);
});

test('calls that count in an alarm of the team’s are told, and not made unless they are meant', async () => {
  const { alarms } = world.aws.cloudWatch;
  const before = alarms
    .list(developers)
    .find(({ definition }) => definition.name === 'shop-errors');
  const { definition } = before ?? {};
  alarms.put({ ...ALARM, name: 'shop-errors' });
  const event = join(folder, 'event.json');
  writeFileSync(event, '{}');
  const counted = /alarm shop-errors watches all of shop: calls of shop:dev-fay count in it/;

  const shown = await dev('--as', 'fay', '--show');
  const refused = await dev('--as', 'fay', '--artifact', good, '--invoke', event);
  const alone = await dev('--as', 'fay', '--artifact', good, '--count-in-alarms');

  expect(shown.stdout).toMatch(counted);
  expect([refused.code, alone.code]).toEqual([2, 2]);
  expect(refused.stderr).toMatch(counted);
  expect(refused.stderr).toMatch(/if it is meant, say --count-in-alarms/);
  expect(alone.stderr).toMatch(/expected --count-in-alarms with --invoke, got it alone/);
  expect(aliases()).toEqual(['live']);
  if (definition) alarms.put(definition);
});

test('what is left of another person’s stage, its pipeline gone, is theirs still', async () => {
  const { onlooker: ports, clock } = world;
  const pipeline = parsePipeline(
    TEAMS_OWN.replace('shop-dev-web', 'shop-dev-bo').replace(
      '{ project: web-build }',
      '{ s3: { bucket: acme-dev, key: tidegate-dev/shop/bo/package.zip } }',
    ),
    'own.yml',
  );
  await ports.table.put(keys.definitionVersion('shop-dev-bo', 1), {
    version: 1,
    appliedAt: clock.now().toISOString(),
    firstAppliedAt: clock.now().toISOString(),
    appliedBy: 'arn:aws:iam::111122223333:user/bo',
    ...(await storeDefinition(ports, pipeline)),
  });
  const found = world.aws.lambda.find('shop', developers);
  const description = 'tidegate dev: shop-dev-bo';
  setAlias(found, { name: 'dev-bo', version: '1', description, weights: {} }, clock.now());

  const { code, stderr } = await dev('--as', 'bo', '--remove');

  expect(code).toBe(2);
  expect(stderr).toMatch(/expected shop-dev-bo to be yours, got one that bo has applied/);
  expect(aliases()).toEqual(['live', 'dev-bo']);
  found.aliases.delete('dev-bo');
});

test('a pipeline of that name that a team has applied is refused, and stays', async () => {
  const text = TEAMS_OWN;
  const own = join(folder, 'own.yml');
  writeFileSync(own, text);
  expect((await tellAws('apply', own)).code).toBe(0);

  const { code, stderr } = await dev('--as', 'web', '--artifact', good);
  const removed = await dev('--as', 'web', '--remove');

  for (const said of [stderr, removed.stderr])
    expect(said).toMatch(
      /expected pipeline shop-dev-web to be your own stage, got one that a team has applied/,
    );
  expect([code, removed.code]).toEqual([2, 2]);
  expect((await tellAws('status', 'shop-dev-web')).code).toBe(0);
});

const TEAMS_OWN = `
pipeline: shop-dev-web
source: { project: web-build }
stages:
  - name: dev
    targets:
      - name: web
        account: "111122223333"
        region: us-east-1
        lambda: { function: web, alias: live }
        strategy: all-at-once
        alarms: [web-errors]
`;
