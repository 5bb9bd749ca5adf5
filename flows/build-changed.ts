// A build has changed its state: a test's ends its wait, a service's successful one starts a release.

import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import { considerBuild, watchBatch } from './consider-build.ts';
import { ignoreBuild } from './ignore-build.ts';
import { lookAtTest } from './look-at-test.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { seeBuildTest } from './tests/build-test.ts';

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
  if (test) return lookAtTest(ports, test, { project: seeBuildTest });
  if (status !== 'SUCCEEDED')
    return ignoreBuild(ports, { build: arn, reason: `it has not succeeded: ${status}` });
  const fed = await readableItems(ports, ranges.project(account, region, project));
  if (fed.length === 0) {
    const reason = `no pipeline releases builds of project ${project} in ${account} ${region}`;
    return ignoreBuild(ports, { build: arn, reason });
  }
  const place = { account, region };
  const read = await ports.builds.get(place, arn);
  if (read === undefined)
    throw new Failure('NotReady', `expected build ${arn} to be there, got none yet`);
  const { batch } = read;
  if (batch === undefined) return considerBuild(ports, place, read);
  const reason = `it is one of batch ${batch}, which is released as a whole`;
  ignoreBuild(ports, { build: arn, reason });
  await watchBatch(ports, place, { batch, project: read.project });
}
