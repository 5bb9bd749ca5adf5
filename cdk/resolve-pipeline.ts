// Turns what a person gave the construct into what a file would say.

import type { IResource, Stack } from 'aws-cdk-lib';
import type { CdkPipeline, CdkTarget, DeclaredLambda, DeclaredServers } from './cdk-input.ts';
import { environmentOf, nameOf, type Problem, plain, type TellProblem } from './literal.ts';

/** The pipeline as plain data, and all that keeps it from being one. */
export function resolvePipeline(pipeline: CdkPipeline, stack: Stack | undefined) {
  const problems: Problem[] = [];
  const tell: TellProblem = (problem) => problems.push(problem);
  const stages = pipeline.stages.map((stage, index) => {
    const path = `stages.${index}`;
    const { targets, waves } = stage;
    return {
      ...stage,
      ...(targets && { targets: resolveTargets(targets, `${path}.targets`, tell) }),
      ...(waves && {
        waves: waves.map((wave, position) => ({
          ...wave,
          targets: resolveTargets(wave.targets, `${path}.waves.${position}.targets`, tell),
        })),
      }),
    };
  });
  const definition = plain({ ...pipeline, stages }, stack, '', tell);
  return { definition, problems };
}

function resolveTargets(targets: readonly CdkTarget[], path: string, tell: TellProblem) {
  return targets.map((target, index) => resolveTarget(target, `${path}.${index}`, tell));
}

function resolveTarget(target: CdkTarget, path: string, tell: TellProblem) {
  const { name, account, region, lambda, ec2, alarms, ...rest } = target;
  const group = declaredIn(lambda) ?? declaredIn(ec2);
  const place = (property: 'account' | 'region', given: string | undefined) =>
    given ?? (group && environmentOf(group, property, `${path}.${property}`, tell));
  return {
    name,
    account: place('account', account),
    region: place('region', region),
    lambda: isDeclared(lambda) ? resolveLambda(lambda, `${path}.lambda`, tell) : lambda,
    ec2: isDeclared(ec2) ? resolveServers(ec2, `${path}.ec2`, tell) : ec2,
    alarms: alarms?.map((alarm, index) =>
      typeof alarm === 'string'
        ? alarm
        : nameOf(alarm, 'alarmName', `${path}.alarms.${index}`, tell),
    ),
    ...rest,
  };
}

function isDeclared<Declared extends DeclaredLambda | DeclaredServers>(
  given: Declared | object | undefined,
): given is Declared {
  return (
    given !== undefined && 'deploymentGroup' in given && typeof given.deploymentGroup === 'object'
  );
}

function declaredIn(given: object | undefined): IResource | undefined {
  return isDeclared(given) ? given.deploymentGroup : undefined;
}

function resolveLambda(
  { deploymentGroup, alias }: DeclaredLambda,
  path: string,
  tell: TellProblem,
) {
  const named = alias.version.lambda;
  return {
    function: nameOf(named, 'functionName', `${path}.function`, tell),
    alias: nameOf(alias, 'aliasName', `${path}.alias`, tell),
    ...groupOf(deploymentGroup, path, tell),
  };
}

function resolveServers({ deploymentGroup }: DeclaredServers, path: string, tell: TellProblem) {
  return groupOf(deploymentGroup, path, tell);
}

function groupOf(
  group: DeclaredLambda['deploymentGroup'] | DeclaredServers['deploymentGroup'],
  path: string,
  tell: TellProblem,
) {
  return {
    application: nameOf(group.application, 'applicationName', `${path}.application`, tell),
    deploymentGroup: nameOf(group, 'deploymentGroupName', `${path}.deploymentGroup`, tell),
  };
}
