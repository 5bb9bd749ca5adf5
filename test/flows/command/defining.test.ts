// What says how things are to be: whose a pipeline is, on which version it was seen, and once with one key.

import { keys } from '../../../core/keys.ts';
import { oneTarget } from '../../paths/pipelines.ts';
import { ADA, closeAll, EVE, give, ledgerOf, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

const OWNED = oneTarget({ pipeline: 'owner: payments\n', bake: '{ for: 1h }' });
const THEIRS = OWNED.replace('owner: payments', 'owner: search');
const TEAMS = `policy: acme
teams:
  payments:
    principals: ["arn:aws:iam::111122223333:role/developers"]
    accounts: ["111122223333"]
    projects: ["shop-*"]
    tests: ["shop-*"]
  search: { principals: ["arn:aws:iam::111122223333:role/strangers"] }
`;
const longer = (text: string) => text.replace('for: 1h', 'for: 2h');

/** A world whose policy has teams by now. */
async function owned() {
  const world = await shop({ policies: [{ file: 'policy.yml' }], builds: [] }, OWNED, TEAMS);
  await playOn(world, 11);
  return world;
}

test('a pipeline is applied by name, on the version that was seen, and stands in the ledger once', async () => {
  const world = await owned();
  const body = { text: longer(OWNED), reason: 'slower', key: 'once-only-1' };
  const { told: seen } = await send(world, { ...body, preview: true }, { path: '/define/apply' });

  const applied = await send(world, { ...body, seen: seen.seen }, { path: '/define/apply' });
  const again = await send(world, { ...body, seen: seen.seen }, { path: '/define/apply' });
  const stale = await send(world, { text: OWNED, seen: seen.seen }, { path: '/define/apply' });

  expect(seen.changes).toEqual([{ what: 'stages.prod.bake.for', from: '1h', to: '2h' }]);
  expect(applied.told).toMatchObject({ by: ADA, facts: { version: 2, isNew: true } });
  expect(again.told).toEqual({ ...applied.told, repeated: true });
  expect(stale).toMatchObject({ status: 409, told: { error: 'Stale' } });
  expect(await ledgerOf(world, 'PipelineApplied')).toEqual([
    `version 2 applied by ${ADA}: slower; seen: version 1`,
  ]);
});

test('somebody of another team applies, renames and removes nothing of it, nor takes its name', async () => {
  const world = await owned();
  const as = { as: EVE };

  const answers = [
    await give(world, 'apply', { text: longer(OWNED) }, as),
    await give(world, 'apply', { text: THEIRS, takeOver: true }, as),
    await give(world, 'rename', { pipeline: 'shop', to: 'mine' }, as),
    await give(world, 'remove', { pipeline: 'shop' }, as),
    await give(world, 'quarantine', { pipeline: 'shop', what: 'f'.repeat(40), reason: 'x' }, as),
    await give(world, 'lift', { pipeline: 'shop', what: 'f'.repeat(40), reason: 'x' }, as),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 200, 403]);
  expect((await world.onlooker.table.get(keys.definition('shop')))?.version).toBe(1);
});

test.each([
  ['an account', 'account: "111122223333"', 'account: "222233334444"', 'expected accounts among'],
  ['a source project', 'project: shop-build', 'project: other-build', 'expected source projects'],
  ['no owner', 'owner: payments\n', '', 'expected owner to be a team of policy acme'],
])('a pipeline that names %s which its team may not is refused', async (_, from, to, problem) => {
  const world = await owned();

  const { status, told } = await give(world, 'apply', { text: OWNED.replace(from, to) });

  expect([403, 422]).toContain(status);
  expect(told.message).toMatch(new RegExp(`${problem}|expected an operator`));
});

test('without teams a file of another owner takes a name over only where that is said', async () => {
  const world = await shop({ builds: [] }, OWNED);

  const slip = await give(world, 'apply', { text: THEIRS }, { as: EVE });
  const meant = await give(world, 'apply', { text: THEIRS, takeOver: true }, { as: EVE });

  expect(slip).toMatchObject({ status: 422, told: { error: 'Refused' } });
  expect(slip.told.message).toContain('expected shop to stay with payments');
  expect(meant.status).toBe(200);
});

test('a limit that a deployment of its group cannot keep is refused where it is applied, not only where it is typed', async () => {
  const linear = { percent: 10, every: '15m' };
  const deployments = [{ target: 'live', configuration: 'Slow', linear }];
  const world = await shop({ builds: [], deployments }, OWNED);
  const limited = (limit: string) =>
    oneTarget({ pipeline: 'owner: payments\n', more: `deployTimeout: ${limit}` });

  const { told: seen } = await send(
    world,
    { text: limited('3h'), preview: true },
    { path: '/define/apply' },
  );
  const short = { text: limited('2h'), file: 'shop.yml', seen: seen.seen };
  const refused = await send(world, short, { path: '/define/apply' });
  const taken = await give(world, 'apply', { text: limited('3h') });

  expect(refused).toMatchObject({ status: 422, told: { error: 'Refused' } });
  expect(refused.told.message).toMatch(
    /^shop\.yml:\d+:\d+: expected a deployTimeout of more than 2h15m, .* got 2h:/,
  );
  expect(taken.told.facts).toMatchObject({ version: 2 });
});

test('a policy is applied on the version that was seen, and by an operator where it names any', async () => {
  const world = await shop({ builds: [] }, OWNED);
  const text = `${TEAMS}operators: ["${ADA}"]\n`;
  const first = await give(world, 'policy', { text }, { as: EVE });
  const eves = await give(world, 'policy', { text: 'policy: acme' }, { as: EVE });
  const stale = await send(world, { text: 'policy: a', seen: 'x' }, { path: '/define/policy' });

  expect(first.told.facts).toMatchObject({ version: 1 });
  expect(eves).toMatchObject({ status: 403, told: { error: 'NotAllowed' } });
  expect(stale.status).toBe(409);
  expect(await ledgerOf(world, 'PolicyApplied', '')).toEqual([expect.stringContaining(EVE)]);
});

test('what people hold of a pipeline stays held under its new name', async () => {
  const world = await shop({ builds: [] }, OWNED);
  await give(world, 'hold', { pipeline: 'shop', stage: 'prod', reason: 'a fair' });

  const { told } = await give(world, 'rename', { pipeline: 'shop', to: 'store' });

  expect(told.facts).toMatchObject({ pipeline: 'store', from: 'shop' });
  const hold = await world.onlooker.table.get(keys.hold('stage:store/prod'));
  expect(hold?.stops).toEqual([expect.objectContaining({ reason: 'a fair' })]);
});

const bomb = `a: &a [${'x,'.repeat(9)}]\n${'bcdefghi'
  .split('')
  .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)
  .join('\n')}`;

test.each([
  ['no YAML', ': ]['],
  ['another thing', '- 1'],
  ['a bomb', bomb],
  ['an unknown word', `${OWNED}\nforce: true\n`],
  ['a template that is not there', `extends: { template: ../../etc/passwd }\n${OWNED}`],
])('a file that is %s is refused with words, and nothing is stored', async (_, text) => {
  const world = await shop({ builds: [] }, OWNED);

  const { status, told } = await give(world, 'apply', { text });

  expect({ status, error: told.error }).toEqual({ status: 422, error: 'Refused' });
  expect(JSON.stringify(told)).not.toMatch(/\.ts:|root:/);
  expect((await world.onlooker.table.get(keys.definition('shop')))?.version).toBe(1);
});

test('what cannot be applied or renamed is refused as it is looked at, before anybody says yes', async () => {
  const world = await shop({ builds: [{ at: '0s', revision: 'new' }] });
  await playOn(world, 15);
  const other = oneTarget().replace('pipeline: shop', 'pipeline: depot');

  const looked = [
    await send(world, { text: other, preview: true }, { path: '/define/apply' }),
    await send(world, { pipeline: 'shop', to: 'shop', preview: true }, { path: '/define/rename' }),
    await send(world, { pipeline: 'shop', to: 'x', preview: true }, { path: '/define/rename' }),
  ];

  expect(looked.map(({ status, told }) => [status, told.message])).toEqual([
    [422, expect.stringMatching(/expected places that no other pipeline deploys to/)],
    [422, expect.stringMatching(/expected a name that no pipeline has had/)],
    [422, expect.stringMatching(/expected no release of shop to run/)],
  ]);
  expect(await world.onlooker.table.get(keys.definition('depot'))).toBeUndefined();
});

test('of a source that is no project nothing is said of a project', async () => {
  const world = await shop({ builds: [] }, OWNED);
  const text = OWNED.replace('project: shop-build', 's3: { bucket: acme-releases, key: shop.zip }');
  expect(text).not.toBe(OWNED);

  const { status, told } = await give(world, 'apply', { text });

  expect(status).toBe(200);
  expect(JSON.stringify(told)).not.toContain('undefined');
});
