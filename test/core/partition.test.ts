import { domainOf, partitionOf } from '../../core/partition.ts';
import { alarmArn } from '../../core/pipeline/alarm-named.ts';

test.each([
  ['us-east-1', 'aws', 'amazonaws.com'],
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-east-1', 'aws-iso', 'amazonaws.com'],
  ['us-isob-east-1', 'aws-iso-b', 'amazonaws.com'],
])('%s is in the partition %s, at %s', (region, partition, domain) => {
  expect(partitionOf(region)).toBe(partition);
  expect(domainOf(region)).toBe(domain);
  expect(alarmArn({ account: '1', region, name: 'errors' })).toMatch(
    `arn:${partition}:cloudwatch:`,
  );
});
