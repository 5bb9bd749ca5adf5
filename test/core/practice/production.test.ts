import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { planOf } from '../../../core/plan.ts';
import { productionStagesOf } from '../../../core/practice/production.ts';
import { judged } from './service.ts';

const stage = (name: string) =>
  `{ name: ${name}, targets: [{ name: ${name}, account: "111122223333", region: us-east-1, ec2: { application: a, deploymentGroup: ${name} } }] }`;

test.each([
  [['beta', 'gamma', 'prod'], ['prod']],
  [['beta', 'production'], ['production']],
  [
    ['beta', 'prod-one-box', 'emea', 'apac'],
    ['prod-one-box', 'emea', 'apac'],
  ],
  [['beta', 'gamma', 'live'], ['live']],
  [['beta', 'prod', 'gamma'], ['prod']],
  [['beta', 'gamma'], []],
  [['alpha', 'staging'], []],
  [['products'], ['products']],
])('of stages %j, production is %j', (names, production) => {
  const text = `{ pipeline: p, source: { project: b }, stages: [${names.map(stage).join(', ')}] }`;

  expect([...productionStagesOf(planOf(parsePipeline(text, 'p.yml')))]).toEqual(production);
});

test('a pipeline without production breaks no rule on it', () => {
  const text = `{ pipeline: p, owner: o, contact: c, source: { project: b }, stages: [{ name: verify, tests: [{ name: t, project: q }] }] }`;

  expect(judged(text)).toEqual([]);
});
