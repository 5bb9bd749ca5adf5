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
    'a slice of a StackSet',
    'stackSet: { name: orders, accounts: ["222233334444"], regions: [eu-west-1] }',
    /^$/,
  ],
  [
    'a StackSet without accounts',
    'stackSet: { name: orders, accounts: [], regions: [eu-west-1] }',
    /stackSet\.accounts: expected the accounts of the slice, got none/,
  ],
  [
    'an account that is named twice',
    'stackSet: { name: orders, accounts: ["222233334444", "222233334444"], regions: [eu-west-1] }',
    /stackSet\.accounts: expected accounts that differ/,
  ],
  [
    'a strategy',
    'stackSet: { name: orders, accounts: ["222233334444"], regions: [eu-west-1] }, strategy: canary',
    /expected no strategy: each slice is a target of its own/,
  ],
  [
    'a stack of a StackSet',
    'stack: { name: StackSet-orders-0a1b2c3d-0000-1111-2222-333344445555 }',
    /stack\.name: expected a stack of its own, got one of a StackSet/,
  ],
])('%s: what is said of it', (_, fields, expected) => {
  expect(refusalOf(fields)).toMatch(expected);
});
