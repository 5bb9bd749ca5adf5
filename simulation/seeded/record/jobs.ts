// Jobs of CodeBuild, as deployments: whose one is stands among what it was told.

import { projectsOf } from '../../../core/job.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { revisionOfJob } from '../../world/job-runs.ts';
import { variableOf } from '../../world/kinds/job.ts';
import type { World } from '../../world/world.ts';
import type { DeploymentRecord } from './run-record.ts';

/** In the order of their starts; nothing of a target that is none. */
export function jobsOf({ aws, revisions }: World, target: TargetDefinition): DeploymentRecord[] {
  if (target.job === undefined) return [];
  const { account, region, name } = target;
  const named = (sha256: string) => revisions.nameOf(Buffer.from(sha256, 'base64').toString('hex'));
  return projectsOf(target.job)
    .flatMap((project) => aws.codeBuild.builds(project, { account, region }))
    .filter((build) => build.initiator !== LAID)
    .map((build) => ({
      id: build.id,
      target: name,
      revision: revisionOfJob(named, build) ?? null,
      description: variableOf(build, 'TIDEGATE_MARK'),
      status: STATUS[build.status] ?? 'Failed',
      createdAt: build.startedAt.getTime(),
      completedAt: build.endedAt?.getTime(),
    }))
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** Whoever has run what was there at first. */
const LAID = 'laid';

const STATUS: Readonly<Record<string, DeploymentRecord['status']>> = {
  IN_PROGRESS: 'InProgress',
  SUCCEEDED: 'Succeeded',
  STOPPED: 'Stopped',
};
