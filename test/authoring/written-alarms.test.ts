import { alarmTargetOf, watchedOf } from '../../authoring/alarms/from-pipeline.ts';
import { namesToList, symptoms } from '../../authoring/alarms/target-alarms.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { resourceKinds, type WatchedResource } from '../../core/pipeline/watch-schema.ts';
import { aspectsOf } from '../../core/practice/coverage.ts';
import { symptomsOf, writtenAlarms } from '../../core/practice/written-alarms.ts';

const watch: Readonly<Record<(typeof resourceKinds)[number], WatchedResource>> = {
  lambda: { lambda: { function: 'f', alias: 'live' } },
  ecs: { ecs: { cluster: 'c', service: 's' } },
  loadBalancer: { loadBalancer: { name: 'app/x/1', targetGroup: 'targetgroup/x/1' } },
  apiGateway: { apiGateway: { api: 'a', type: 'REST' } },
  sqs: { sqs: { queue: 'q' } },
  dynamodb: { dynamodb: { table: 't' } },
  ec2: { ec2: { autoScalingGroup: 'g' } },
  stateMachine: { stateMachine: { arn: 'arn:aws:states:eu-west-1:222233334444:stateMachine:m' } },
  kinesis: { kinesis: { stream: 's' } },
  sns: { sns: { topic: 't' } },
  appSync: { appSync: { api: 'a' } },
  rds: { rds: { instance: 'i' } },
  aurora: { aurora: { cluster: 'c' } },
  elastiCache: { elastiCache: { cluster: 'c-001' } },
  cloudFront: { cloudFront: { distribution: 'E1' } },
};

test.each(resourceKinds)(
  'what the rules know of written alarms of %s is what is written',
  (kind) => {
    const target = {
      name: 'eu-west-1',
      // A group of servers has no metrics of its own.
      ec2: { application: 'checkout', deploymentGroup: 'prod' },
      watch: [watch[kind]],
      alarms: [],
    } as unknown as TargetDefinition;
    const written = alarmTargetOf('checkout', {
      stage: 'prod',
      target,
      resources: [watchedOf(watch[kind])],
    });

    const metrics = symptoms(written.alarms).flatMap(({ queries }) =>
      queries.flatMap(({ metric }) => metric?.name ?? []),
    );

    expect([...symptomsOf[kind]].sort()).toEqual([...new Set(metrics.flatMap(aspectsOf))].sort());
    expect([...writtenAlarms('checkout', target).keys()]).toEqual(namesToList(written));
  },
);
