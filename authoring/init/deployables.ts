// What of a template can become a target: what something deploys to already, else whatever could be deployed to.

import type {
  Found,
  FoundConfiguration,
  FoundDeployment,
  FoundMachine,
  FoundResource,
  FoundSite,
} from '../cloudformation/found.ts';
import { type Known, type Said, said } from '../cloudformation/known-text.ts';
import type { Template } from '../cloudformation/read-template.ts';
import { ofType, referredId } from '../cloudformation/references.ts';
import type { Deployable } from './discovery.ts';
import { imageOf } from './images.ts';
import type { NameOf } from './names-in-template.ts';

export interface Bare {
  readonly deployable: Omit<Deployable, 'alarms' | 'unknownAlarms' | 'watch' | 'unknownWatch'>;
  /** Logical ids that speak of it: its function or group, its alias, its deployment group. */
  readonly owner: readonly string[];
}

/**
 * What CodeDeploy deploys to, ECS, and whoever moves the alias of a machine; if nobody does, what could be
 * deployed to.
 */
export function deployablesOf(
  template: Template,
  found: Found,
  known: Known,
  nameOf: NameOf,
): Bare[] {
  const others = withoutSites(template, found, known, nameOf);
  const isBesideOthers = others.length + found.sites.length > 1;
  return [...others, ...found.sites.map((each) => siteBare(each, isBesideOthers, nameOf))];
}

function withoutSites(template: Template, found: Found, known: Known, nameOf: NameOf): Bare[] {
  const { deployments, resources, machines } = found;
  const configurations = found.configurations.map((each) => configurationBare(each, nameOf));
  const deployed = deployments
    .filter(({ platform }) => platform !== 'ecs')
    .map((each) => deployedBare(each, template, found, nameOf));
  const services = resources
    .filter(({ kind, facts }) => kind === 'ecs' && facts.controller !== 'EXTERNAL')
    .map((each) => serviceBare(each, found, nameOf));
  const aliased = machines.filter(({ alias }) => alias !== undefined);
  // Beside services, a group of instances is what they run on, and a function of its own mostly a helper.
  if (deployed.length + services.length > 0)
    return [
      ...services,
      ...deployed,
      ...aliased.map((each) => machineBare(each, nameOf)),
      ...configurations,
    ];
  return [
    ...resources
      .filter(({ kind }) => kind === 'lambda' || kind === 'ec2')
      .map((each) => undeployedBare(each, aliasOf(each.id, template, known), nameOf)),
    ...machines.map((each) => machineBare(each, nameOf)),
    ...configurations,
  ];
}

function configurationBare(found: FoundConfiguration, nameOf: NameOf): Bare {
  const { id, environmentId, application, environment, profile } = found;
  return {
    deployable: {
      id: `${id}${environmentId}`,
      kind: 'appConfig',
      configuration: {
        application: nameOf(application),
        environment: nameOf(environment),
        profile: nameOf(profile),
      },
      isDeployed: true,
    },
    owner: [id, environmentId],
  };
}

function siteBare(
  { id, bucketId, bucket }: FoundSite,
  isBesideOthers: boolean,
  nameOf: NameOf,
): Bare {
  return {
    deployable: {
      id,
      kind: 'site',
      site: {
        bucket: nameOf(bucket),
        distribution: nameOf({ expression: { Ref: id } }),
        isBesideOthers,
      },
      isDeployed: true,
    },
    owner: [id, bucketId],
  };
}

function deployedBare(
  found: FoundDeployment,
  template: Template,
  { resources }: Found,
  nameOf: NameOf,
): Bare {
  const { id, platform, application, deploymentGroup } = found;
  const functionId = referredId(found.function?.expression, template);
  const group = found.autoScalingGroups[0];
  const named = functionId ?? id;
  const own = resources.find((it) => it.kind === 'lambda' && it.id === named);
  const groupId = referredId(deploymentGroup.expression, template);
  const autoScalingGroup =
    group && nameOf({ expression: { Ref: group }, ...textOfGroup(group, template) });
  return {
    deployable: {
      id: named,
      kind: platform === 'lambda' ? 'lambda' : 'ec2',
      function: nameOf(found.function),
      image: imageOf(own),
      secondsBetweenRuns: own?.facts.secondsBetweenRuns,
      alias: nameOf(found.alias),
      application: nameOf(application),
      deploymentGroup: nameOf(deploymentGroup),
      autoScalingGroup,
      isDeployed: true,
    },
    owner: [named, id, ...(groupId ? [groupId] : []), ...found.autoScalingGroups],
  };
}

function textOfGroup(id: string, template: Template): { readonly text?: string } {
  const name = template.resources.get(id)?.properties.AutoScalingGroupName;
  return typeof name === 'string' ? { text: name } : {};
}

function serviceBare(
  { id, names, facts }: FoundResource,
  { deployments }: Found,
  nameOf: NameOf,
): Bare {
  const isOfCodeDeploy = facts.controller === 'CODE_DEPLOY';
  const group = deployments.find(({ services = [] }) => services.includes(id));
  return {
    deployable: {
      id,
      kind: 'ecs',
      cluster: nameOf(names.cluster),
      service: nameOf(names.service),
      ...(isOfCodeDeploy
        ? {
            isOfCodeDeploy,
            application: nameOf(group?.application),
            deploymentGroup: nameOf(group?.deploymentGroup),
          }
        : { strategy: facts.strategy }),
      isDeployed: true,
    },
    owner: [id, ...(group ? [group.id] : [])],
  };
}

/** What a machine may be called; whatever else is said is no name. */
const MACHINE_NAME = /^[A-Za-z0-9_-]{1,80}$/;

function machineBare({ id, name, alias, definition }: FoundMachine, nameOf: NameOf): Bare {
  const named = nameOf(name);
  return {
    deployable: {
      id,
      kind: 'machine',
      machine: named !== undefined && MACHINE_NAME.test(named) ? named : undefined,
      definition,
      alias: nameOf(alias),
      hasAlias: alias !== undefined,
      isDeployed: alias !== undefined,
    },
    owner: [id],
  };
}

/** The alias of a function that nothing shifts: SAM’s, or one of its own. */
function aliasOf(id: string, template: Template, known: Known): Said | undefined {
  const own = template.resources.get(id)?.properties.AutoPublishAlias;
  const global = template.globals.Function?.AutoPublishAlias;
  const declared = ofType(template, 'AWS::Lambda::Alias').find(
    ({ properties }) => referredId(properties.FunctionName, template) === id,
  );
  const sam = template.resources.get(id)?.type === 'AWS::Serverless::Function';
  const value = own ?? (sam ? global : undefined) ?? declared?.properties.Name;
  return value === undefined ? undefined : said(value, template, known);
}

function undeployedBare(found: FoundResource, alias: Said | undefined, nameOf: NameOf): Bare {
  const { id, kind, names } = found;
  const isLambda = kind === 'lambda';
  return {
    deployable: {
      id,
      kind: isLambda ? 'lambda' : 'ec2',
      function: isLambda ? nameOf(names.function) : undefined,
      image: imageOf(found),
      secondsBetweenRuns: found.facts.secondsBetweenRuns,
      alias: nameOf(alias),
      hasAlias: alias !== undefined,
      autoScalingGroup: isLambda ? undefined : nameOf(names.autoScalingGroup),
      isDeployed: false,
    },
    owner: [id],
  };
}
