import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { planOf } from '../../../core/plan.ts';
import { productionStagesOf } from '../../../core/practice/production.ts';
import { broken } from './service.ts';

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
  const text = `{ pipeline: p, owner: o, contact: c, source: { project: b, branches: [main] }, stages: [{ name: verify, tests: [{ name: t, project: q }] }] }`;

  expect(broken(text)).toEqual([]);
});

test('a stage in the account that only production uses is production, whatever it is called', () => {
  const inProduction = (name: string) => stage(name).replace('111122223333', '999988887777');
  const stages = [inProduction('warm-up'), stage('beta'), stage('gamma'), inProduction('prod')];
  const text = `{ pipeline: p, source: { project: b }, stages: [${stages.join(', ')}] }`;

  expect([...productionStagesOf(planOf(parsePipeline(text, 'p.yml')))]).toEqual([
    'warm-up',
    'prod',
  ]);
});

test('where one account holds all stages, the function that is deployed to tells', () => {
  const lambda = (name: string, of: string) =>
    `{ name: ${name}, targets: [{ name: ${name}, account: "111122223333", region: us-east-1, lambda: { function: ${of}, alias: ${name}, application: a, deploymentGroup: ${name} } }] }`;
  const stages = [lambda('early', 'shop'), lambda('beta', 'shop-beta'), lambda('prod', 'shop')];
  const text = `{ pipeline: p, source: { project: b }, stages: [${stages.join(', ')}] }`;

  expect([...productionStagesOf(planOf(parsePipeline(text, 'p.yml')))]).toEqual(['early', 'prod']);
});
