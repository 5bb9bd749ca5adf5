// What a team's pipelines may name, by the policy: also what is run before and after a rollback.

import { beyondItsTeam } from '../../core/command/may.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { parsePolicy } from '../../core/practice/policy.ts';
import { oneTarget } from '../paths/pipelines.ts';

const policy = parsePolicy(
  `policy: acme
teams:
  team-shop: { principals: ["arn:aws:iam::111122223333:role/shop"], tests: ["shop-*"] }
`,
  'policy.yml',
);
const beyond = (hooks: string) =>
  beyondItsTeam(
    policy,
    parsePipeline(oneTarget({ pipeline: `owner: team-shop\nhooks: ${hooks}` }), 'test.yml'),
  );

test.each([
  ['{ beforeRollback: { project: cart-drain } }', /hook projects among shop-\*, got cart-drain/],
  ['{ beforeRollback: { lambda: cart-drain } }', /hook functions among shop-\*, got cart-drain/],
  ['{ afterRollback: { lambda: "cart-fill:live" } }', /hook functions .*, got cart-fill/],
])('a hook of another team is not named: %s', (hooks, expected) => {
  expect(beyond(hooks)).toEqual([expect.stringMatching(expected)]);
});

const contract = (owner: string, runs: string) =>
  beyondItsTeam(
    policyOfTwo,
    parsePipeline(
      oneTarget({
        pipeline: 'owner: team-shop',
        more: `tests: [{ name: basket, ${runs}, contract: { consumer: basket, owner: ${owner} } }]`,
      }),
      'test.yml',
    ),
  );
const policyOfTwo = parsePolicy(
  `policy: acme
teams:
  team-shop: { principals: ["arn:aws:iam::111122223333:role/shop"], tests: ["shop-*"] }
  team-basket: { principals: ["arn:aws:iam::111122223333:role/basket"], tests: ["basket-*"] }
`,
  'policy.yml',
);

test.each([
  ['team-basket', 'project: basket-contract', []],
  ['team-basket', 'lambda: "basket-contract:live"', []],
  [
    'team-basket',
    'project: shop-check',
    [expect.stringMatching(/among basket-\*, got shop-check/)],
  ],
  ['team-tea', 'project: tea-check', [expect.stringMatching(/a team's, got team-tea/)]],
])('a contract is of what its owner %s may have tests of: %s', (owner, runs, expected) => {
  expect(contract(owner, runs)).toEqual(expected);
});

test('its own are', () => {
  const own =
    '{ beforeRollback: { project: shop-drain }, afterRollback: { lambda: "shop-fill:live" } }';

  expect(beyond(own)).toEqual([]);
});

const policyOfAccounts = parsePolicy(
  `policy: acme
teams:
  team-shop:
    principals: ["arn:aws:iam::111122223333:role/shop"]
    accounts: ["222233334444"]
    tests: ["shop-*"]
`,
  'policy.yml',
);
const part = (account: string) =>
  `{ bundle: { api: { s3: { bucket: acme, key: api.zip }, account: "${account}" }, web: { s3: { bucket: acme, key: web.zip } } } }`;

test.each([
  ['a source', '{ s3: { bucket: acme, key: shop.zip }, account: "999988887777" }'],
  ['a part of a bundle', part('999988887777')],
])('%s of another account is not named', (_what, source) => {
  const text = `pipeline: shop
owner: team-shop
source: ${source}
stages:
  - name: prod
    targets:
      - { name: shop, ${source.includes('bundle') ? 'part: api, ' : ''}account: "222233334444", region: us-east-1, lambda: { function: shop, alias: live }, strategy: all-at-once, alarms: [a] }
${source.includes('bundle') ? '      - { name: web, part: web, account: "222233334444", region: us-east-1, lambda: { function: web, alias: live }, strategy: all-at-once, alarms: [b] }' : ''}
`;

  expect(beyondItsTeam(policyOfAccounts, parsePipeline(text, 'test.yml'))).toEqual([
    expect.stringMatching(/accounts among 222233334444, got 999988887777/),
  ]);
});

test('what a single wave’s bake runs is the team’s own', () => {
  const text = `pipeline: shop
owner: team-shop
source: { project: shop-build }
stages:
  - name: prod
    waves:
      - name: all
        bake: { for: 10m, load: cart-load, traffic: cart-traffic }
        targets:
          - { name: shop, account: "222233334444", region: us-east-1, lambda: { function: shop, alias: live }, strategy: all-at-once, alarms: [a] }
`;

  expect(beyondItsTeam(policy, parsePipeline(text, 'test.yml'))).toEqual([
    expect.stringMatching(/test projects among shop-\*, got cart-load, cart-traffic/),
  ]);
});
