// What may be named as a stack, and what is refused in words that say what to name instead.

import { parsePipeline } from '../../core/pipeline/parse.ts';

const refusalOf = (fields: string): string => {
  const text = `
pipeline: orders
source: { project: orders-build }
stages:
  - name: beta
    targets:
      - { name: beta, account: "111122223333", region: eu-west-1, alarms: [errors], ${fields} }
`;
  try {
    parsePipeline(text, 'orders.yml');
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};

test.each([
  ['a stack', 'stack: { name: orders }', /^$/],
  ['a stack whose name only begins alike', 'stack: { name: StackSet-orders }', /^$/],
  [
    'a StackSet',
    'stackSet: { name: orders }',
    /stackSet: expected stack: StackSets are no targets; name each of the stacks as a target/,
  ],
  [
    'a stack of a StackSet',
    'stack: { name: StackSet-orders-0a1b2c3d-0000-1111-2222-333344445555 }',
    /stack\.name: expected a stack of its own, got one of a StackSet/,
  ],
])('%s: what is said of it', (_, fields, expected) => {
  expect(refusalOf(fields)).toMatch(expected);
});
