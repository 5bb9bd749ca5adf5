// Turns what a person gave the construct into what a file would say.

import type { IResource, Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type {
  CdkPipeline,
  CdkTarget,
  DeclaredAlias,
  DeclaredConfiguration,
  DeclaredLambda,
  DeclaredServers,
  DeclaredService,
  DeclaredSite,
  DeclaredStack,
} from './cdk-input.ts';
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
  const { name, account, region, lambda, ec2, ecs, stack, site, appConfig, alarms, ...rest } =
    target;
  const declared = [lambda, ec2, ecs, stack, site, appConfig].map(declaredIn).find((it) => it);
  const place = (property: 'account' | 'region', given: string | undefined) =>
    given ?? (declared && environmentOf(declared, property, `${path}.${property}`, tell));
  return {
    name,
    account: place('account', account),
    region: place('region', region),
    lambda: isAlias(lambda) ? resolveLambda(lambda, `${path}.lambda`, tell) : lambda,
    ec2: isGrouped(ec2) ? resolveServers(ec2, `${path}.ec2`, tell) : ec2,
    ecs: isService(ecs) ? resolveService(ecs, `${path}.ecs`, tell) : ecs,
    stack: isWhole(stack) ? resolveStack(stack, `${path}.stack`, tell) : stack,
    site: isSite(site) ? resolveSite(site, `${path}.site`, tell) : site,
    appConfig: isConfiguration(appConfig)
      ? resolveConfiguration(appConfig, `${path}.appConfig`, tell)
      : appConfig,
    alarms: alarms?.map((alarm, index) =>
      typeof alarm === 'string'
        ? alarm
        : nameOf(alarm, 'alarmName', `${path}.alarms.${index}`, tell),
    ),
    ...rest,
  };
}

type Given = object | undefined;

function isGrouped<Declared extends DeclaredLambda | DeclaredServers>(
  given: Declared | Given,
): given is Declared {
  return (
    given !== undefined && 'deploymentGroup' in given && typeof given.deploymentGroup === 'object'
  );
}

/** By its construct, and not by a name; whether a group goes with it or not. */
function isAlias(given: Given): given is DeclaredLambda | DeclaredAlias {
  return given !== undefined && 'alias' in given && typeof given.alias === 'object';
}

function isService(given: Given): given is DeclaredService {
  return given !== undefined && 'service' in given && typeof given.service === 'object';
}

function isWhole(given: Given): given is DeclaredStack {
  return given !== undefined && 'stack' in given && typeof given.stack === 'object';
}

function isSite(given: Given): given is DeclaredSite {
  return given !== undefined && 'bucket' in given && typeof given.bucket === 'object';
}

function isConfiguration(given: Given): given is DeclaredConfiguration {
  return given !== undefined && 'profile' in given && typeof given.profile === 'object';
}

function declaredIn(given: Given): Pick<IResource, 'stack' | 'env'> | undefined {
  if (isWhole(given)) return { stack: given.stack, env: given.stack.env };
  if (isGrouped(given)) return given.deploymentGroup;
  if (isAlias(given)) return given.alias;
  if (isSite(given)) return given.bucket;
  if (isConfiguration(given)) return given.environment;
  return isService(given) ? given.service : undefined;
}

function resolveLambda(declared: DeclaredLambda | DeclaredAlias, path: string, tell: TellProblem) {
  const { alias } = declared;
  const named = alias.version.lambda;
  return {
    function: nameOf(named, 'functionName', `${path}.function`, tell),
    alias: nameOf(alias, 'aliasName', `${path}.alias`, tell),
    ...(isGrouped(declared) && groupOf(declared.deploymentGroup, path, tell)),
  };
}

function resolveService({ service, container }: DeclaredService, path: string, tell: TellProblem) {
  return {
    cluster: nameOf(service.cluster, 'clusterName', `${path}.cluster`, tell),
    service: nameOf(service, 'serviceName', `${path}.service`, tell),
    ...(container && { container }),
  };
}

function resolveStack({ stack, ...rest }: DeclaredStack, path: string, tell: TellProblem) {
  const name = plain(stack.stackName, stack, `${path}.name`, tell);
  return { template: `cdk.out/${stack.templateFile}`, ...rest, name };
}

function resolveSite(
  { bucket, distribution, ...rest }: DeclaredSite,
  path: string,
  tell: TellProblem,
) {
  const at = `${path}.distribution`;
  return {
    ...rest,
    bucket: nameOf(bucket, 'bucketName', `${path}.bucket`, tell),
    distribution: typeof distribution === 'string' ? distribution : idOf(distribution, at, tell),
  };
}

/** Nobody can give a distribution the id that it is to have: one that was imported has one. */
function idOf({ stack, node, distributionId }: IDistribution, path: string, tell: TellProblem) {
  const problems: Problem[] = [];
  const id = plain(distributionId, stack, path, (problem) => problems.push(problem));
  if (problems.length === 0) return id;
  const text = `expected the id of ${node.path} to be known at synthesis, got one that CloudFormation makes up as it makes the distribution: write the id that it got`;
  tell({ path, text });
  return 'UNKNOWN00';
}

function resolveConfiguration(
  { application, environment, profile, ...rest }: DeclaredConfiguration,
  path: string,
  tell: TellProblem,
) {
  const named = { tell, stack: environment.stack };
  return {
    ...rest,
    application: calledOf(application, `${path}.application`, named),
    environment: calledOf(environment, `${path}.environment`, named),
    profile: calledOf(profile, `${path}.profile`, named),
  };
}

interface Named {
  readonly tell: TellProblem;
  readonly stack: Stack;
}

/** AppConfig's constructs have names of their own, which they put into the template. */
function calledOf(
  resource: { readonly name?: string; readonly node: IResource['node'] },
  path: string,
  { tell, stack }: Named,
) {
  const { node, name } = resource;
  if (name !== undefined) return plain(name, stack, path, tell);
  const text = `expected ${node.path} to have a name that is known at synthesis, got none; give that construct a name`;
  tell({ path, text });
  return 'unknown';
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
