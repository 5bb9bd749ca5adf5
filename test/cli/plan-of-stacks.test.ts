// What the templates of a build would change in stacks, as they stand in a simulated account: shown by plan.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateOf } from '../../simulation/world/stack-template.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { accountLookedAt } from './account-looked-at.ts';

const PLACE = 'account: "111122223333", region: us-east-1';
const target = (name: string, stack: string) =>
  `{ name: ${name}, ${PLACE}, stack: { name: ${stack}, template: out/shop.json }, alarms: [${name}-errors] }`;
const both = `${target('live', 'shop')}, ${target('other', 'box')}`;
const { ask, folder, world, close } = await accountLookedAt(both);
const file = join(folder, 'tidegate.yml');
mkdirSync(join(folder, 'out'));
const template = (text: string) => writeFileSync(join(folder, 'out', 'shop.json'), text);

afterAll(close);

function planned(of = both, artifact = folder) {
  writeFileSync(file, oneTarget({ of }));
  return ask('plan', file, '--aws', '--artifact', artifact);
}

const changeSets = () =>
  ['shop', 'box'].flatMap((name) => [
    ...world.aws.cloudFormation.find(name, { account: '111122223333', region: 'us-east-1' })
      .changeSets,
  ]);

test('each stack is told what it would get, and what of that waits for a person; nothing is left behind', async () => {
  template(templateOf('new', [{ revision: 'new', table: 'replaced', nested: false, sized: true }]));

  const { code, printed } = await planned();

  expect(code).toBe(0);
  expect(printed).toContain(
    '  live (shop): replaces Orders (AWS::DynamoDB::Table); modifies Handler, Errors\n' +
      '    waits for a person (approve --changes live), for it replaces Orders (AWS::DynamoDB::Table)\n' +
      '  other (box): replaces Orders',
  );
  expect(changeSets()).toEqual([]);
});

test('a stack that has it already has nothing to change, and one that is not there is made', async () => {
  template(templateOf('old'));

  const role = ', role: "arn:aws:iam::111122223333:role/fresh-deploys"';
  const fresh = target('new', 'fresh').replace('name: fresh', `name: fresh${role}`);
  const { printed } = await planned(`${target('live', 'shop')}, ${fresh}`);

  expect(printed).toContain(
    '  live (shop): nothing to change\n  new (fresh): is made: it is not there yet',
  );
  expect(changeSets()).toEqual([]);
});

test('what a release would be refused fails the plan, of whichever stack, and hides no other', async () => {
  template(templateOf('old'));
  const of = `${target('live', 'shop')}, ${target('other', 'box').replace('shop.json', 'gone.json')}`;

  const { code, printed } = await planned(of);

  expect(code).toBe(2);
  expect(printed).toContain('live (shop): nothing to change');
  expect(printed).toContain(
    'other (box): refused: expected out/gone.json in what the build makes, got none',
  );
});

test('a template alone is enough; without what a build makes, plan says how to name it', async () => {
  template(templateOf('new'));
  const { printed } = await planned(both, join(folder, 'out', 'shop.json'));
  expect(printed).toContain('live (shop): modifies Handler, Errors');

  const without = await ask('plan', file, '--aws');
  expect(without.printed).toContain('what changes in stacks is told with --artifact PATH');
});
