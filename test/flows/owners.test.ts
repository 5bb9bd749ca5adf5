// Who owns the places of a large pipeline is read together, and only what changes is written.

import { keys, ranges } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { claimPlaces } from '../../flows/owners.ts';
import { type Adapters, adapters, home } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';

const COUNT = 1_000;

const groups = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `g${from + index}`);

function pipelineOf(pipeline: string, deploymentGroups: readonly string[], application = 's') {
  const targets = deploymentGroups.map(
    (deploymentGroup) =>
      `{ name: ${deploymentGroup}, account: "${home.account}", region: ${home.region}, alarms: [a], ` +
      `ec2: { application: ${application}, deploymentGroup: ${deploymentGroup} } }`,
  );
  return parsePipeline(
    `pipeline: ${pipeline}\nsource: { project: b }\nstages:\n  - { name: prod, planner: {}, targets: [${targets.join(', ')}] }`,
    'tidegate.yml',
  );
}

async function made(): Promise<Adapters> {
  const played = adapters();
  await makeTable(played.aws);
  return played;
}

/** How often each operation is called while the work is done. */
async function callsOf({ run, calls }: Adapters, work: () => Promise<unknown>) {
  const before = calls.length;
  expect(await run(work)).toBeUndefined();
  const counts: Record<string, number> = {};
  for (const call of calls.slice(before)) counts[call] = (counts[call] ?? 0) + 1;
  return counts;
}

test('a thousand places are claimed by a write each, and claimed again by none', async () => {
  const played = await made();
  const large = pipelineOf('large', groups(0, COUNT));

  expect(await callsOf(played, () => claimPlaces(played.ports, large))).toEqual({
    Query: 1,
    PutItem: COUNT,
  });
  expect(await callsOf(played, () => claimPlaces(played.ports, large))).toEqual({ Query: 1 });
  const more = pipelineOf('large', groups(0, COUNT + 1));
  expect(await callsOf(played, () => claimPlaces(played.ports, more))).toEqual({
    Query: 1,
    PutItem: 1,
  });
});

test('a few places among thousands of others are asked for one by one', async () => {
  const played = await made();
  const few = pipelineOf('few', groups(0, 2));

  expect(await callsOf(played, () => claimPlaces(played.ports, few))).toEqual({
    GetItem: 2,
    PutItem: 2,
  });
});

test('of many places, those of another pipeline are told, and none is claimed', async () => {
  const played = await made();
  await played.run(() => claimPlaces(played.ports, pipelineOf('other', ['g7', 'g30'])));

  const refused = await played.run(() =>
    claimPlaces(played.ports, pipelineOf('large', groups(0, 40))),
  );

  expect(refused).toMatchObject({
    name: 'Refused',
    message: expect.stringMatching(
      /s\/g7 in .* by pipeline other \(target g7\).*s\/g30 in .* by pipeline other/,
    ),
  });
  const owners = await played.run(() =>
    played.ports.table.list(ranges.owners(home.account, home.region)),
  );
  expect(owners).toHaveLength(2);
});

test('a place that another claims between the look and the write stays the other’s', async () => {
  const played = await made();
  const { table } = played.ports;
  const other = pipelineOf('other', ['g7']);
  const readable: typeof table.readable = async (range) => {
    const found = await table.readable(range);
    await claimPlaces(played.ports, other);
    return found;
  };
  const meanwhile = { ...played.ports, table: { ...table, readable } };

  const refused = await played.run(() =>
    claimPlaces(meanwhile, pipelineOf('large', groups(0, 40))),
  );

  expect(refused).toMatchObject({ name: 'Refused' });
  const key = keys.owner(home.account, home.region, 'codedeploy s/g7');
  expect(await played.run(() => table.get(key))).toMatchObject({ pipeline: 'other' });
});

test('another’s damaged owner is in nobody’s way, and one’s own is named', async () => {
  const played = await made();
  const damage = (place: string) =>
    played.aws.operate('dynamodb', 'PutItem', {
      TableName: 'tidegate',
      Item: {
        pk: { S: `owners#${home.account}#${home.region}` },
        sk: { S: place },
        version: { N: '1' },
        item: { S: 'damaged' },
      },
    });
  await damage('codedeploy s/g99');
  const large = pipelineOf('large', groups(0, 40));

  expect(await played.run(() => claimPlaces(played.ports, large))).toBeUndefined();
  await damage('codedeploy s/g5');
  expect(await played.run(() => claimPlaces(played.ports, large))).toMatchObject({
    name: 'Unreadable',
    message: expect.stringContaining('codedeploy s/g5'),
  });
});

test('a claim that took effect and then failed is known again', async () => {
  let failures = 0;
  const played = adapters({
    fault: ({ operation }) => {
      if (operation !== 'PutItem' || failures > 0) return undefined;
      failures += 1;
      return { errorAfterEffect: true };
    },
  });
  await makeTable(played.aws);
  const large = pipelineOf('large', groups(0, 40));

  expect(await played.run(() => claimPlaces(played.ports, large))).toBeUndefined();
  expect(failures).toBe(1);
});
