// A job needs its projects: what their scripts do, only the team knows.

import { allProjectsOf, jobNode, projectsOf } from '../../../core/job.ts';
import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { logicalId } from '../../alarms/name.ts';
import type { Need, NeededResource } from '../need.ts';
import { assumedBy } from '../service-role.ts';

export function job({ job: it, name }: TargetOf<'job'>): Need {
  const bringing = projectsOf(it);
  const all = allProjectsOf(it);
  return {
    resources: Object.assign(
      {},
      ...all.map((project) => resourcesOf(project, project === it.runs)),
    ) as Need['resources'],
    cdk: all.map((project) => cdkOf(project, project === it.runs)).join(''),
    remarks: [
      `${name}: write what ${bringing.join(' and ')} ${bringing.length > 1 ? 'do' : 'does'} with TIDEGATE_ARTIFACT_BUCKET, TIDEGATE_ARTIFACT_KEY and TIDEGATE_ARTIFACT_VERSION, let it keep TIDEGATE_DIGEST beside what it deploys, and give its role what it needs`,
      it.runs === undefined
        ? `${name}: nothing says what runs there: a project under job.runs could (${jobNode(it.project)} is believed)`
        : `${name}: let ${it.runs} read that digest where it runs, and export it as TIDEGATE_RUNS`,
    ],
  };
}

const BRINGS = 'echo "Deploy $TIDEGATE_REVISION, then keep $TIDEGATE_DIGEST beside it" && exit 1';
const SAYS = 'echo "Set TIDEGATE_RUNS to the digest that is kept beside what runs" && exit 1';

function buildSpecOf(isSaying: boolean) {
  return {
    version: 0.2,
    ...(isSaying && { env: { 'exported-variables': ['TIDEGATE_RUNS'] } }),
    phases: { build: { commands: [isSaying ? SAYS : BRINGS] } },
  };
}

function resourcesOf(project: string, isSaying: boolean): Readonly<Record<string, NeededResource>> {
  const id = logicalId(project);
  const role = `${id}ProjectRole`;
  return {
    [role]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        ...assumedBy('codebuild.amazonaws.com'),
      },
    },
    [`${id}Project`]: {
      Type: 'AWS::CodeBuild::Project',
      Properties: {
        Name: project,
        ServiceRole: { 'Fn::GetAtt': [role, 'Arn'] },
        Artifacts: { Type: 'NO_ARTIFACTS' },
        // One job after the other, whoever starts them.
        ConcurrentBuildLimit: 1,
        Environment: {
          Type: 'LINUX_CONTAINER',
          ComputeType: 'BUILD_GENERAL1_SMALL',
          Image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
        },
        Source: { Type: 'NO_SOURCE', BuildSpec: JSON.stringify(buildSpecOf(isSaying)) },
      },
    },
  };
}

function cdkOf(project: string, isSaying: boolean): string {
  return `new codebuild.Project(stack, '${logicalId(project)}Project', {
  projectName: '${project}',
  concurrentBuildLimit: 1,
  buildSpec: codebuild.BuildSpec.fromObject(${JSON.stringify(buildSpecOf(isSaying))}),
});
`;
}
