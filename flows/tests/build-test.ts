// A test that is a build of CodeBuild.

import type { Build } from '../../aws/codebuild.ts';
import { isFailure } from '../../core/failure.ts';
import { placeOf } from '../../core/pipeline/test-schema.ts';
import { reportText } from '../../core/test-report.ts';
import type { TestResult } from '../../core/test-run.ts';
import type { Ports } from '../ports.ts';
import { startBuild } from '../start-build.ts';
import type { SeeTest, StartTest } from './way.ts';

// CodeBuild knows the token for five minutes, and after that we know the build.
export const startBuildTest: StartTest = (ports, { release, wave, planned, as }) => {
  const { project = '' } = planned;
  return startBuild(ports, release, wave, { project, as, place: placeOf(planned, ports.home) });
};

export const seeBuildTest: SeeTest = async (ports, { planned, run }) => {
  const place = placeOf(planned, ports.home);
  const build = await ports.builds.get(place, run.build);
  const result = resultOf(build);
  return result && build?.reports ? withReport(ports, place, result, build.reports) : result;
};

/** The verdict is the build's: its reports say more of it, and one that cannot be read says nothing. */
async function withReport(
  ports: Ports,
  place: Ports['home'],
  result: TestResult,
  arns: readonly string[],
): Promise<TestResult> {
  try {
    const found = await ports.reports.read(place, arns);
    if (found === undefined) return result;
    const reason = `${result.reason}; its report: ${reportText(found.report)}`;
    return { ...result, ...found, reason };
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code });
    return { ...result, reason: `${result.reason}; its report could not be read` };
  }
}

/** Before these phases are over, a build has not run what it is told to. */
const BEFORE_COMMANDS = ['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE'];

/**
 * What a build says as a test; undefined while it runs.
 *
 *     SUCCEEDED                  →  pass
 *     FAILED                     →  fail
 *     FAILED before it had begun →  inconclusive, by the infrastructure's fault
 *     TIMED_OUT                  →  fail, which proves nothing of the revision: the infrastructure's fault
 *     FAULT                      →  inconclusive, by the infrastructure's fault
 *     STOPPED                    →  inconclusive: a person wanted it so
 */
function resultOf(build: Build | undefined): TestResult | undefined {
  const fault = 'infrastructure';
  if (build === undefined) return { verdict: 'inconclusive', reason: 'its build is gone', fault };
  const reason = `build ${build.arn} ended ${build.status}`;
  switch (build.status) {
    case 'IN_PROGRESS':
      return undefined;
    case 'SUCCEEDED':
      return { verdict: 'pass', reason: 'its build succeeded' };
    case 'FAILED':
      return build.failedIn !== undefined && BEFORE_COMMANDS.includes(build.failedIn)
        ? { verdict: 'inconclusive', reason: `${reason} in ${build.failedIn}`, fault }
        : { verdict: 'fail', reason, fault: 'assertions' };
    case 'TIMED_OUT':
      return { verdict: 'fail', reason, timedOut: true, fault };
    case 'STOPPED':
      return { verdict: 'inconclusive', reason };
    default:
      return { verdict: 'inconclusive', reason, fault };
  }
}
