// A build has changed its state: a test's ends its wait, a service's successful one starts a release.

import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import { considerBuild, watchBatch } from './consider-build.ts';
import { lookAtTest } from './look-at-test.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

export interface ChangedBuild {
  readonly account: string;
  readonly region: string;
  readonly project: string;
  readonly arn: string;
  readonly status: string;
}

export async function buildChanged(ports: Ports, build: ChangedBuild): Promise<void> {
  const { account, region, project, arn, status } = build;
  const test = await ports.table.get(keys.testWait(arn));
  if (test) return lookAtTest(ports, test);
  if (status !== 'SUCCEEDED') {
    ports.log.info('ignored a build that has not succeeded', { build: arn, status });
    return;
  }
  const fed = await readableItems(ports, ranges.project(account, region, project));
  if (fed.length === 0) {
    ports.log.info('ignored a build of a project without a pipeline', { build: arn, project });
    return;
  }
  const place = { account, region };
  const read = await ports.builds.get(place, arn);
  if (read === undefined)
    throw new Failure('NotReady', `expected build ${arn} to be there, got none yet`);
  const { batch } = read;
  if (batch === undefined) return considerBuild(ports, place, read);
  await watchBatch(ports, place, { batch, project: read.project });
}
