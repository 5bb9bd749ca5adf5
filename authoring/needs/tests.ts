// What tests and loads need before they can be run: nothing of it can be made from a pipeline alone.

import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { ElsewhereTold, TestDefinition } from '../../core/pipeline/test-schema.ts';

type Stage = PipelineDefinition['stages'][number];

/** A line for each thing that somebody must have made; `tag` is the name of Tidegate's stage. */
export function needsOfTests(stages: readonly Stage[], tag: string): string[] {
  const lines = stages.flatMap(({ tests, bake, waves = [] }) => [
    ...tests
      .filter(({ drill }) => drill === undefined)
      .map((test) => `test ${test.name}: ${needOf(test, tag)}`),
    ...[bake, ...waves.map((wave) => wave.bake)].flatMap((each) => [
      ...(each?.load
        ? [
            `load: CodeBuild project ${each.load.project} ${placeText(each.load, tag)}, which goes on until it is stopped`,
          ]
        : []),
      ...(each?.traffic
        ? [`traffic: CodeBuild project ${each.traffic.project} ${placeText(each.traffic, tag)}`]
        : []),
    ]),
  ]);
  return [...new Set(lines)];
}

const BESIDE = 'in the account and region of Tidegate';

/** What is elsewhere is started with a role there, which its tag lets. */
function placeText({ account, region }: ElsewhereTold, tag: string): string {
  if (account === undefined && region === undefined) return BESIDE;
  const where = [
    account === undefined ? 'in Tidegate’s account' : `in account ${account}`,
    region === undefined ? 'and its region' : `in ${region}`,
  ].join(' ');
  return account === undefined ? where : `${where}, with the tag tidegate=${tag}`;
}

function needOf(test: TestDefinition, tag: string): string {
  const { experiment, https, lambda, project, synthetics = [] } = test;
  const there = placeText(test, tag);
  if (project !== undefined) return `CodeBuild project ${project} ${there}`;
  if (lambda !== undefined) {
    const tagged = test.account === undefined ? `, with the tag tidegate=${tag}` : '';
    return `function ${lambda} ${there}${tagged}, which answers { "status": "passed" } or "failed"`;
  }
  if (experiment !== undefined)
    return `experiment template ${experiment} ${there}, and once the service’s own role: aws iam create-service-linked-role --aws-service-name fis.amazonaws.com`;
  if (https !== undefined)
    return `parameter ${https.secret} ${BESIDE}, with a secret that you share: aws ssm put-parameter --type SecureString --name ${https.secret} --value "$(openssl rand -hex 32)"`;
  return `${synthetics.length > 1 ? 'canaries' : 'canary'} ${synthetics.join(', ')} ${there}`;
}
