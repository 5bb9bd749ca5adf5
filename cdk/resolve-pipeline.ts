// Turns what a person gave the construct into what a file would say.

import type { IResource, Stack } from 'aws-cdk-lib';
import type { CdkPipeline, CdkTarget, DeclaredLambda, DeclaredServers } from './cdk-input.ts';
import { environmentOf, nameOf, type Problem, plain, type Report } from './literal.ts';

/** The pipeline as plain data, and all that keeps it from being one. */
export function resolvePipeline(pipeline: CdkPipeline, stack: Stack | undefined) {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const stages = pipeline.stages.map((stage, index) => {
    const path = `stages.${index}`;
    const { targets, waves } = stage;
    return {
      ...stage,
      ...(targets && { targets: resolveTargets(targets, `${path}.targets`, report) }),
      ...(waves && {
        waves: waves.map((wave, position) => ({
          ...wave,
          targets: resolveTargets(wave.targets, `${path}.waves.${position}.targets`, report),
        })),
      }),
    };
  });
  const definition = plain({ ...pipeline, stages }, stack, '', report);
  return { definition, problems };
}

function resolveTargets(targets: readonly CdkTarget[], path: string, report: Report) {
  return targets.map((target, index) => resolveTarget(target, `${path}.${index}`, report));
}

function resolveTarget(target: CdkTarget, path: string, report: Report) {
  const { name, account, region, lambda, ec2, alarms, ...rest } = target;
  const group = declaredIn(lambda) ?? declaredIn(ec2);
  const place = (property: 'account' | 'region', given: string | undefined) =>
    given ?? (group && environmentOf(group, property, `${path}.${property}`, report));
  return {
    name,
    account: place('account', account),
    region: place('region', region),
    lambda: isDeclared(lambda) ? resolveLambda(lambda, `${path}.lambda`, report) : lambda,
    ec2: isDeclared(ec2) ? resolveServers(ec2, `${path}.ec2`, report) : ec2,
    alarms: alarms?.map((alarm, index) =>
      typeof alarm === 'string'
        ? alarm
        : nameOf(alarm, 'alarmName', `${path}.alarms.${index}`, report),
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

function resolveLambda({ deploymentGroup, alias }: DeclaredLambda, path: string, report: Report) {
  const named = alias.version.lambda;
  return {
    function: nameOf(named, 'functionName', `${path}.function`, report),
    alias: nameOf(alias, 'aliasName', `${path}.alias`, report),
    ...groupOf(deploymentGroup, path, report),
  };
}

function resolveServers({ deploymentGroup }: DeclaredServers, path: string, report: Report) {
  return groupOf(deploymentGroup, path, report);
}

function groupOf(
  group: DeclaredLambda['deploymentGroup'] | DeclaredServers['deploymentGroup'],
  path: string,
  report: Report,
) {
  return {
    application: nameOf(group.application, 'applicationName', `${path}.application`, report),
    deploymentGroup: nameOf(group, 'deploymentGroupName', `${path}.deploymentGroup`, report),
  };
}
