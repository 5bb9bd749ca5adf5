// What docs/alarms.md says is proposed is what is planned.

import { readFileSync } from 'node:fs';
import { watchedOf } from '../../../authoring/alarms/from-pipeline.ts';
import { alarmsOf } from '../../../authoring/alarms/plan-alarms.ts';
import {
  type ResourceKind,
  resourceKinds,
  type WatchedResource,
} from '../../../core/pipeline/watch-schema.ts';

const page = readFileSync('docs/alarms.md', 'utf8');
const told = [...page.matchAll(/^\| `(\w+)` \| ([\w-]+) \| (roll back|look) \|/gm)].map(
  ([, kind, key, says]) => `${kind} ${key} ${says === 'look' ? 'advise' : 'rollBack'}`,
);

const watched: Readonly<Record<ResourceKind, readonly WatchedResource[]>> = {
  lambda: [{ lambda: { function: 'f' } }],
  ecs: [{ ecs: { cluster: 'c', service: 's' } }],
  loadBalancer: [
    { loadBalancer: { name: 'app/x/1', targetGroup: 'targetgroup/x/1' } },
    { loadBalancer: { name: 'app/x/1' } },
  ],
  apiGateway: [{ apiGateway: { api: 'a', type: 'REST' } }],
  sqs: [{ sqs: { queue: 'q', deadLetterQueue: 'd' } }],
  dynamodb: [{ dynamodb: { table: 't' } }],
  ec2: [{ ec2: { autoScalingGroup: 'g' } }],
  stateMachine: [{ stateMachine: { arn: 'arn:aws:states:eu-west-1:222233334444:stateMachine:m' } }],
  kinesis: [{ kinesis: { stream: 's' } }],
  sns: [{ sns: { topic: 't' } }],
  appSync: [{ appSync: { api: 'a' } }],
  rds: [{ rds: { instance: 'i' } }],
  aurora: [{ aurora: { cluster: 'c' } }],
  elastiCache: [{ elastiCache: { cluster: 'c-001' } }],
  cloudFront: [{ cloudFront: { distribution: 'E1' } }],
};

test.each(resourceKinds)('the page tells every alarm of %s, and whether it rolls back', (kind) => {
  const facts = { isReplica: true, isServerless: true } as const;
  const planned = watched[kind].flatMap((resource) => {
    const { facts: own, ...rest } = watchedOf(resource);
    return alarmsOf({ ...rest, facts: { ...own, ...facts } });
  });
  const words = planned.map(({ key, role }) => `${kind} ${key} ${role}`);

  expect(told.filter((row) => row.startsWith(`${kind} `)).toSorted()).toEqual(
    [...new Set(words)].toSorted(),
  );
});
