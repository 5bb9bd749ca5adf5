import { targetOfTemplate } from '../../../authoring/alarms/from-template.ts';
import { findResources } from '../../../authoring/cloudformation/find-resources.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';

const foundIn = (resources: string) =>
  findResources(readTemplate(`Resources:\n${resources}`, 't.yml'));

test.each([
  ['AWS::Kinesis::Stream', 'Name: Clicks', 'kinesis', { stream: 'Clicks' }],
  ['AWS::SNS::Topic', 'TopicName: orders', 'sns', { topic: 'orders' }],
  ['AWS::AppSync::GraphQLApi', 'Name: shop', 'appSync', { api: undefined }],
  ['AWS::RDS::DBInstance', 'DBInstanceIdentifier: Orders', 'rds', { instance: 'orders' }],
  ['AWS::RDS::DBCluster', 'Engine: aurora-mysql', 'aurora', { cluster: undefined }],
  ['AWS::ElastiCache::CacheCluster', 'ClusterName: Hot', 'elastiCache', { cluster: 'hot' }],
  ['AWS::CloudFront::Distribution', 'DistributionConfig: {}', 'cloudFront', {}],
  ['AWS::StepFunctions::StateMachine', 'StateMachineName: m', 'stateMachine', {}],
])('%s with %s is watched as %s', (type, properties, kind, names) => {
  const [found] = foundIn(`  X: { Type: ${type}, Properties: { ${properties} } }\n`).resources;

  expect(found?.kind).toBe(kind);
  for (const [key, text] of Object.entries(names)) expect(found?.names[key]?.text).toBe(text);
});

test('each node of a cache’s group is watched by its own name', () => {
  const sharded = foundIn(
    '  G: { Type: AWS::ElastiCache::ReplicationGroup, Properties: { ReplicationGroupId: Hot, NumNodeGroups: 2, ReplicasPerNodeGroup: 1 } }\n',
  );
  const plain = foundIn(
    '  G: { Type: AWS::ElastiCache::ReplicationGroup, Properties: { NumCacheClusters: 2 } }\n',
  );
  const large = foundIn(
    '  G: { Type: AWS::ElastiCache::ReplicationGroup, Properties: { NumNodeGroups: 20 } }\n',
  );

  expect(sharded.resources.map(({ names }) => names.cluster?.text)).toEqual([
    'hot-0001-001',
    'hot-0001-002',
    'hot-0002-001',
    'hot-0002-002',
  ]);
  expect(plain.resources.map(({ names }) => names.cluster?.expression)).toEqual([
    { 'Fn::Sub': '${G}-001' },
    { 'Fn::Sub': '${G}-002' },
  ]);
  expect(large.resources).toHaveLength(10);
  expect(large.remarks.map(({ text }) => text)).toEqual([
    'G has 20 nodes: the first 10 are watched',
  ]);
});

test('hosts of a group behind a balancer of the template are watched beside the balancer', () => {
  const found = foundIn(`
  B: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
  T: { Type: AWS::ElasticLoadBalancingV2::TargetGroup }
  L: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref B, DefaultActions: [{ TargetGroupArn: !Ref T }] } }
`);
  const { alarms } = targetOfTemplate(found, 'shop', 'inside');

  expect(alarms.map(({ resource, key }) => `${resource.label} ${key}`)).toEqual([
    expect.stringContaining('5xx'),
    expect.stringContaining('latency'),
    expect.stringContaining('rejected-connections'),
    expect.stringContaining('unhealthy-hosts'),
    expect.stringContaining('traffic'),
  ]);
  expect(alarms[3]?.queries[0]?.metric?.dimensions).toEqual({
    LoadBalancer: { 'Fn::GetAtt': ['B', 'LoadBalancerFullName'] },
    TargetGroup: { 'Fn::GetAtt': ['T', 'TargetGroupFullName'] },
  });
});

test('a database’s storage is a tenth of what it has; an instance of Aurora has none, a replica may lag', () => {
  const keysOf = (properties: string) => {
    const found = foundIn(`  D: { Type: AWS::RDS::DBInstance, Properties: { ${properties} } }\n`);
    const { alarms } = targetOfTemplate(found, 'shop', 'inside');
    return alarms.map(({ key, threshold }) => `${key} ${threshold.value}`);
  };

  expect(keysOf('Engine: mysql, AllocatedStorage: 100')).toContain(
    `storage ${Math.round((100 * 1024 ** 3) / 10)}`,
  );
  expect(keysOf('Engine: aurora-postgresql').join()).not.toMatch(/storage|burst/);
  expect(keysOf('Engine: postgres, SourceDBInstanceIdentifier: x').join()).toMatch(
    /transaction-ids.*replica-lag/,
  );
});
