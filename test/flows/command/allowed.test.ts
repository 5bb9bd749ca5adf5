// Who may give which command: by the signature, the way it came, and the teams of the policy.

import { whyNot } from '../../../core/command/may.ts';
import { permissionOf } from '../../../core/command/permission.ts';
import { personOf } from '../../../core/command/person.ts';
import { commandNames } from '../../../core/command/words.ts';
import { parsePolicy } from '../../../core/practice/policy.ts';
import { isAmong } from '../../../core/practice/principal.ts';
import { oneTarget } from '../../paths/pipelines.ts';
import { ADA, closeAll, EVE, give, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

const OWNED = oneTarget({ pipeline: 'owner: payments\n', bake: '{ for: 1h }' });
const TEAMS = `policy: acme
teams:
  payments: { principals: ["arn:aws:iam::111122223333:role/developers"] }
  search: { principals: ["arn:aws:iam::111122223333:role/strangers"] }
`;

test.each([
  ['arn:aws:sts::111122223333:assumed-role/developers/ada', 'ada (developers)'],
  [
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada@acme.example',
    'ada@acme.example (Admin)',
  ],
  ['arn:aws:iam::111122223333:user/team/ada', 'ada'],
  ['arn:aws:sts::111122223333:federated-user/bob', 'bob'],
  ['arn:aws:iam::111122223333:root', 'the root user of 111122223333'],
  ['arn:aws:s3:::bucket', undefined],
  ['', undefined],
])('%s is %s', (arn, name) => {
  expect(personOf(arn)?.name).toBe(name);
});

test.each([
  ['arn:aws:iam::111122223333:role/developers', true],
  ['arn:aws:iam::111122223333:role/dev*', true],
  ['arn:aws:iam::*:role/developers', true],
  ['arn:aws:sts::111122223333:assumed-role/developers/ada', true],
  ['arn:aws:sts::111122223333:assumed-role/developers/*', true],
  ['*', true],
  ['arn:aws:iam::111122223333:role/developer', false],
  ['arn:aws:iam::111122223333:role/*developers2', false],
  ['arn:aws:iam::999922223333:role/developers', false],
  ['arn:aws:iam::111122223333:user/ada', false],
  ['arn:aws:sts::111122223333:assumed-role/developers/eve', false],
  ['arn:aws:iam::111122223333*', false],
])('%s means ada of the developers: %j', (pattern, isMeant) => {
  expect(isAmong([pattern], personOf(ADA)!)).toBe(isMeant);
});

test('a role of Identity Center is meant by its whole ARN, and a path is else refused', () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ada';
  const role =
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dev_*';

  expect(isAmong([role], personOf(arn)!)).toBe(true);
  expect(() =>
    parsePolicy(
      'policy: acme\noperators: ["arn:aws:iam::111122223333:role/team/dev"]',
      'policy.yml',
    ),
  ).toThrow('expected a role without its path');
});

test.each([
  ['payments', ADA, undefined],
  ['payments', EVE, /^expected somebody of team payments .* got eve .*who is of search$/],
  ['nobody', ADA, /^expected an operator, since its owner nobody is no team/],
  [undefined, ADA, /^expected an operator, since nobody owns it/],
  ['constructor', ADA, /its owner constructor is no team/],
])('what %s owns, %s may act on: else %s', (owner, arn, problem) => {
  const why = whyNot(parsePolicy(TEAMS, 'policy.yml'), personOf(arn)!, owner);

  if (problem === undefined) expect(why).toBeUndefined();
  else expect(why).toMatch(problem);
});

test('an operator may act on every team’s, and without teams everybody may', () => {
  const operated = parsePolicy(`${TEAMS}operators: ["${EVE}"]`, 'policy.yml');

  expect(whyNot(operated, personOf(EVE)!, 'payments')).toBeUndefined();
  expect(whyNot(parsePolicy('policy: acme', 'policy.yml'), personOf(EVE)!, 'x')).toBeUndefined();
});

test('somebody of another team may stop, and lets nothing through', async () => {
  const world = await shop({ policies: [{ file: 'policy.yml' }] }, OWNED, TEAMS);
  const body = { pipeline: 'shop', reason: 'mine' };

  const held = await give(world, 'hold', body, { as: EVE });
  const resumed = await give(world, 'resume', { scope: 'pipeline:shop', reason: 'x' }, { as: EVE });
  const started = await give(world, 'start', body, { as: EVE });
  const own = await give(world, 'resume', { scope: 'pipeline:shop', reason: 'x' });

  expect(held.status).toBe(200);
  expect(resumed).toMatchObject({ status: 403, told: { error: 'NotAllowed' } });
  expect(resumed.told.message).toContain('expected somebody of team payments');
  expect(started.status).toBe(403);
  expect(own.status).toBe(200);
});

test('who gives a command is who has signed it, whatever is sent', async () => {
  const world = await shop();
  const headers = { 'x-amzn-user': ADA, 'x-amz-security-token': 'x' };
  const body = { pipeline: 'shop', reason: 'x' };

  const forged = await send(world, { ...body, by: ADA }, { path: '/stop/hold', as: EVE, headers });
  const wrapped = await send(
    world,
    { ...body, requestContext: { authorizer: { iam: { userArn: ADA } } } },
    { path: '/stop/hold', as: EVE },
  );
  const plain = await send(world, body, { path: '/stop/hold', as: EVE, headers });

  expect(forged).toMatchObject({ status: 400, told: { error: 'WrongInput' } });
  expect(wrapped.status).toBe(400);
  expect(plain.told.by).toBe(EVE);
});

test.each(commandNames)('%s is given by its own way alone', async (command) => {
  const world = await shop();
  const others = ['stop', 'let', 'define'].filter((it) => it !== permissionOf[command]);

  for (const way of others) {
    const { status, told } = await send(world, {}, { path: `/${way}/${command}` });
    expect({ status, error: told.error }).toEqual({ status: 403, error: 'NotAllowed' });
  }
});

test('a role that reads may not call the API, and nobody of another account may', async () => {
  const world = await shop();
  const input = { method: 'POST', path: '/stop/hold', body: '{}' };
  const call = { functionName: 'Sweep', account: '111122223333' };

  const ofFunction = world.aws.callService('execute-api', 'Invoke', input, call);
  const ofOther = world.aws.callService('execute-api', 'Invoke', input, {
    account: '999900001111',
  });
  ofFunction.catch(() => {});
  ofOther.catch(() => {});
  await playOn(world, 1);

  await expect(ofFunction).rejects.toThrow('not authorized to perform: execute-api:Invoke');
  await expect(ofOther).rejects.toThrow('Forbidden');
});

const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a number', '7'],
  ['another type', '{"pipeline":7,"reason":{}}'],
  ['an unknown word', '{"pipeline":"shop","reason":"x","force":true}'],
  ['no reason', '{"pipeline":"shop","reason":"  "}'],
  ['a prototype', '{"__proto__":{"pipeline":"shop"},"reason":"x"}'],
  ['a deep nest', deep],
  ['a deep reason', `{"pipeline":"shop","reason":${deep}}`],
  ['a long reason', JSON.stringify({ pipeline: 'shop', reason: 'x'.repeat(1_001) })],
  ['a long key', JSON.stringify({ pipeline: 'shop', reason: 'x', key: 'k'.repeat(65) })],
  ['a huge one', JSON.stringify({ pipeline: 'shop', reason: 'x'.repeat(5_600_000) })],
])('a body of %s is refused whole, with words and no stack', async (_, body) => {
  const world = await shop();

  const { status, told } = await send(world, body, { path: '/stop/hold' });

  expect({ status, error: told.error }).toEqual({ status: 400, error: 'WrongInput' });
  expect(told.message).toMatch(/^expected /);
  expect(told.message?.length).toBeLessThan(3_000);
  expect(JSON.stringify(told)).not.toMatch(/\.ts:|at \w+ \(/);
});

test.each(['/stop/hodl', '/stop/constructor', '/stop/%2e%2e%2flet%2flift', '/stop/__proto__'])(
  'there is no command at %s',
  async (path) => {
    const world = await shop();

    const { status, told } = await send(world, {}, { path });

    expect({ status, error: told.error }).toEqual({ status: 404, error: 'Missing' });
  },
);
