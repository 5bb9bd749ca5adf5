// What a scenario lets go wrong must be there: a misspelt name would silently never fail.

import type { Place } from '@tidegate/embedded-aws/services/places';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { Finding } from '../../core/strict-yaml.ts';
import { ofPart } from '../../flows/sources/bundle-source.ts';
import { readStack } from '../stack/read-stack.ts';
import { KEY_USES } from './faults.ts';
import { home } from './place.ts';
import { sourcePlace } from './provision.ts';
import type { Scenario } from './scenario.ts';
import { findings, type Use } from './used-names.ts';

const SERVICES = [
  '*',
  'appconfig',
  'application-signals',
  'cloudformation',
  'cloudfront',
  'cloudwatch',
  'codebuild',
  'codecommit',
  'codedeploy',
  'devops-guru',
  'dynamodb',
  'ecr',
  'ecr',
  'ecs',
  'events',
  'fis',
  'lambda',
  'outside',
  's3',
  'sns',
  'ssm',
  'states',
  'sts',
  'synthetics',
  'xray',
];
const USES_OF_KEYS = ['*', ...new Set(Object.values(KEY_USES))];

/** Of keys S3 alone makes use, and tells where it may not. */
function servicesOf({ how }: Scenario['calls'][number]): string[] {
  return how === 'denied' ? [...SERVICES, 'kms'] : SERVICES;
}

/** What tells Tidegate of anything. `aws.events` are the schedules that wake it. */
const SOURCES = [
  'cloudformation',
  'cloudwatch',
  'codebuild',
  'codedeploy',
  'ecr',
  'ecs',
  'events',
  'fis',
  'lambda',
  's3',
  'states',
  'synthetics',
]
  .map((service) => `aws.${service}`)
  .concat('tidegate.request');

export function faultFindings(
  { calls, deaths, events, clocks, people, regions }: Scenario,
  pipelines: readonly PipelineDefinition[],
): Finding[] {
  const places = placesOf(pipelines);
  const accounts = places.map(({ account }) => account);
  const placed = places.map(({ region }) => region);
  const functions = readStack(home).functions.map(({ name }) => name);
  const serviceOf = (of: { readonly call: string } | undefined) => of?.call.split(':')[0];
  const keyUses = calls.flatMap(({ call, how }, index): Use[] =>
    how === 'denied' && call.startsWith('kms:')
      ? [[['calls', index, 'call'], 'use of a key', call.slice('kms:'.length), USES_OF_KEYS]]
      : [],
  );
  return findings([
    ...keyUses,
    ...calls.flatMap((each, index): Use[] => [
      [['calls', index, 'call'], 'service', serviceOf(each), servicesOf(each)],
      [['calls', index, 'function'], 'function', each.function, functions],
      [['calls', index, 'account'], 'account', each.account, accounts],
      [['calls', index, 'region'], 'region', each.region, placed],
    ]),
    ...deaths.flatMap((each, index): Use[] => [
      [['deaths', index, 'call'], 'service', serviceOf(each), SERVICES],
      [['deaths', index, 'function'], 'function', each.function, functions],
    ]),
    ...regions.flatMap((each, index): Use[] => [
      [['regions', index, 'region'], 'region', each.region, placed],
      [['regions', index, 'account'], 'account', each.account, accounts],
    ]),
    ...clocks.map(
      (each, index): Use => [['clocks', index, 'function'], 'function', each.function, functions],
    ),
    ...people.flatMap((each, index): Use[] => [
      [['people', index, 'onCall', 'call'], 'service', serviceOf(each.onCall), SERVICES],
      [['people', index, 'onCall', 'function'], 'function', each.onCall?.function, functions],
    ]),
    ...events.map(
      (each, index): Use => [['events', index, 'source'], 'source', each.source, SOURCES],
    ),
  ]);
}

/** Where targets and the source with its parts are, and Tidegate itself. */
export function placesOf(pipelines: readonly PipelineDefinition[]): Place[] {
  return pipelines.flatMap((pipeline) => [
    sourcePlace(pipeline),
    ...Object.keys(pipeline.source.bundle ?? {}).map((part) => sourcePlace(ofPart(pipeline, part))),
    home,
    ...pipeline.stages.flatMap(targetsOf),
  ]);
}
