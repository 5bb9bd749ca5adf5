// What docs/judge-sources.md says of each kind of resource is what is asked.

import { readFileSync } from 'node:fs';
import { target as schema } from '../../../core/pipeline/target-schema.ts';
import { measuresOf } from '../../../core/watch/measures.ts';
import { metricsOfLook } from '../../../core/watch/metrics-read.ts';

const page = readFileSync('docs/judge-sources.md', 'utf8');
const rows = [...page.matchAll(/^\| (`.*) \| (.*) \| (\d+) \|$/gm)].map(
  ([, kind, metrics, asked]) => [kind!, metrics!.split(', '), Number(asked)] as const,
);

const group = { application: 'a', deploymentGroup: 'g' };
const watched: Readonly<Record<string, object>> = {
  '`lambda`': { lambda: { function: 'f' } },
  '`ecs`': { ecs: { cluster: 'c', service: 's' } },
  '`loadBalancer`': { loadBalancer: { name: 'app/n/1' } },
  '`loadBalancer` with a target group': { loadBalancer: { name: 'app/n/1', targetGroup: 't' } },
  '`apiGateway`': { apiGateway: { api: 'a' } },
  '`cloudFront`': { cloudFront: { distribution: 'E1' } },
  '`sqs` with dead letters': { sqs: { queue: 'q', deadLetterQueue: 'd' } },
  '`dynamodb`': { dynamodb: { table: 't' } },
  '`ec2`': { ec2: { autoScalingGroup: 'g' } },
  '`stateMachine`': {
    stateMachine: { arn: 'arn:aws:states:eu-west-1:222233334444:stateMachine:m' },
  },
  '`kinesis`': { kinesis: { stream: 's' } },
  '`sns`': { sns: { topic: 't' } },
  '`appSync`': { appSync: { api: 'a' } },
  '`rds`': { rds: { instance: 'i' } },
  '`aurora`': { aurora: { cluster: 'c' } },
  '`elastiCache`': { elastiCache: { cluster: 'c-001' } },
};

test('the page has a row for each', () => {
  expect(rows.map(([kind]) => kind)).toEqual(Object.keys(watched));
});

test.each(rows)('%s', (kind, metrics, asked) => {
  const target = schema.parse({
    name: 'box',
    account: '222233334444',
    region: 'eu-west-1',
    ec2: group,
    watch: [watched[kind]],
  });

  expect(measuresOf(target).map(({ name }) => name)).toEqual(metrics);
  expect(metricsOfLook(target)).toBe(asked);
});
