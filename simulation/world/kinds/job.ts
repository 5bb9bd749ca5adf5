// Whatever a script deploys, by a project of CodeBuild: what is there is what the last job that succeeded was told.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Build } from '@tidegate/embedded-aws/services/codebuild/builds';
import { allProjectsOf, projectsOf } from '../../../core/job.ts';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { logProject } from '../telemetry/logged.ts';
import type { Kind } from './kind.ts';
import { isFirst } from './shared.ts';

type Target = TargetOf<'job'>;

export const job: Kind<Target> = {
  provision({ aws, targets }, target) {
    const { account, region } = target;
    for (const name of namesOf(target))
      if (isFirst({ targets }, target, (it) => (namesOf(it).includes(name) ? name : undefined))) {
        aws.codeBuild.addProject({ account, region, name, source: { type: 'NO_SOURCE' } });
        logProject({ aws }, target, name);
      }
  },

  lay(aws, target, { revision }) {
    const { account, region, job: it } = target;
    aws.codeBuild.adopt({
      ...LAID,
      project: { account, region, name: it.project, source: { type: 'NO_SOURCE' } },
      id: `${it.project}:${LAID_ID}`,
      arn: `arn:aws:codebuild:${region}:${account}:build/${it.project}:${LAID_ID}`,
      environmentVariables: [{ name: 'TIDEGATE_DIGEST', value: revision.digest }],
    });
    return undefined;
  },

  shares({ aws, named }, target) {
    const digest = digestThere(aws, target);
    const sha256 = digest && Buffer.from(digest.replace('sha256:', ''), 'hex').toString('base64');
    return [{ revision: sha256 && named(sha256), part: 1 }];
  },

  watchedAs: ({ account, region, job: { project } }) => ({
    services: [{ name: project, type: 'AWS::Lambda::Function' }],
    environment: 'lambda:default',
    arn: `arn:aws:codebuild:${region}:${account}:project/${project}`,
  }),
};

const LAID_ID = '00000000-0000-4000-8000-000000000000';
const LONG_AGO = new Date('2026-01-01T00:00:00Z');

const LAID = {
  number: 1,
  startedAt: LONG_AGO,
  endedAt: LONG_AGO,
  initiator: 'laid',
  sourceVersion: undefined,
  idempotencyToken: undefined,
  status: 'SUCCEEDED',
  resolvedSourceVersion: undefined,
  artifact: undefined,
  exportedVariables: {},
  cancel: () => {},
} as const;

function namesOf({ job: it }: TargetDefinition): readonly string[] {
  return it === undefined ? [] : allProjectsOf(it);
}

/** The digest of what its last job that succeeded has brought there. */
export function digestThere(aws: EmbeddedAws, target: Target): string | undefined {
  const { account, region } = target;
  const [last] = projectsOf(target.job)
    .flatMap((name) => aws.codeBuild.builds(name, { account, region }))
    .filter(({ status }) => status === 'SUCCEEDED')
    .sort((a, b) => endOf(b) - endOf(a));
  return last && variableOf(last, 'TIDEGATE_DIGEST');
}

function endOf({ endedAt }: Build): number {
  return endedAt?.getTime() ?? 0;
}

export function variableOf({ environmentVariables }: Build, name: string): string | undefined {
  return environmentVariables.find((each) => each.name === name)?.value;
}
