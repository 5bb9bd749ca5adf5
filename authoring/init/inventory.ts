// What a running account holds, as discoveries of a service.

import { parse } from 'yaml';
import type {
  AccountGroup,
  AccountInventory,
  AccountService,
} from '../../core/account-inventory.ts';
import type { Properties } from '../cloudformation/properties.ts';
import type { Deployable, Discovery, Note } from './discovery.ts';
import { slugOf, stageNamed, wordsOf } from './stage-names.ts';

/**
 * What of an account could be the services of pipelines: its CodeDeploy applications and its services of ECS, else its
 * functions.
 */
export function servicesIn({ groups, functions, services }: AccountInventory): string[] {
  const applications = groups
    .filter(({ platform }) => platform !== 'ECS')
    .map((it) => it.application);
  const deployed = services.filter(isOfEcs).map((it) => it.service);
  const known = [...applications, ...deployed];
  return [...new Set(known.length > 0 ? known : functions.map(({ name }) => name))];
}

function isOfEcs({ controller }: AccountService): boolean {
  return controller === 'ECS';
}

/** The discoveries of one service: one for each stage that its names speak of. */
export function discoverAccount(inventory: AccountInventory, service: string): Discovery[] {
  const { account, region, groups, functions, services, projects } = inventory;
  const own = groups.filter(({ application }) => application === service);
  const notes: Note[] = own
    .filter(({ platform }) => platform === 'ECS')
    .map(({ name }) => ({
      file: `${account} ${region}`,
      text: `${service}/${name} deploys to ECS by CodeDeploy: let ECS itself deploy to its service (its deployment controller)`,
    }));
  const found = own
    .filter(({ platform }) => platform !== 'ECS')
    .map((group) => fromGroup(group, inventory));
  const bare = functions
    .filter(
      ({ name }) =>
        found.length === 0 &&
        name === service &&
        !services.some((it) => isOfEcs(it) && it.service === name),
    )
    .map((it) => fromFunction(it, inventory));
  const ofEcs = services
    .filter((it) => isOfEcs(it) && it.service === service)
    .map((it) => fromService(it, inventory));
  const all = [...found, ...ofEcs, ...bare];
  const stages = [...new Set(all.map(stageOf))];
  const mine = projects.filter((name) => isOf(name, service));
  return stages.map((stage) => ({
    stage,
    account,
    region,
    deployables: all.filter((each) => stageOf(each) === stage),
    projects: mine,
    notes,
  }));
}

function stageOf({ deploymentGroup, application, function: named, cluster, service }: Deployable) {
  const names = [deploymentGroup, application, named, service, cluster].filter(
    (name) => name !== undefined,
  );
  return names.map(stageNamed).find((stage) => stage !== undefined);
}

function isOf(name: string, service: string): boolean {
  const words = wordsOf(name);
  return wordsOf(service).every((word) => words.includes(word));
}

function fromGroup(group: AccountGroup, inventory: AccountInventory): Deployable {
  const { application, name, platform, autoScalingGroups } = group;
  const isLambda = platform === 'Lambda';
  const told = isLambda ? toldIn(group) : undefined;
  const guessed = isLambda && !told ? onlyFunctionOf(group, inventory) : undefined;
  const named = told?.function ?? guessed?.name;
  const found = inventory.functions.find((it) => it.name === named);
  const { aliases = [] } = found ?? {};
  const alias = told?.alias ?? (aliases.length === 1 ? aliases[0] : undefined);
  const [autoScalingGroup] = autoScalingGroups;
  return {
    id: name,
    kind: isLambda ? 'lambda' : 'ec2',
    function: named,
    image: found?.isImage && slugOf(found.name),
    alias,
    application,
    deploymentGroup: name,
    autoScalingGroup,
    isDeployed: true,
    alarms: alarmsOf(group.alarms, [named, autoScalingGroup], inventory),
    unknownAlarms: [],
    watch: autoScalingGroup ? [{ ec2: { autoScalingGroup } }] : [],
    unknownWatch: [],
  };
}

function fromFunction(
  { name, aliases, isImage }: AccountInventory['functions'][number],
  inventory: AccountInventory,
): Deployable {
  return {
    id: name,
    kind: 'lambda',
    function: name,
    image: isImage && slugOf(name),
    alias: aliases.length === 1 ? aliases[0] : undefined,
    isDeployed: false,
    alarms: alarmsOf([], [name], inventory),
    unknownAlarms: [],
    watch: [],
    unknownWatch: [],
  };
}

function fromService(
  { cluster, service, strategy }: AccountService,
  inventory: AccountInventory,
): Deployable {
  return {
    id: service,
    kind: 'ecs',
    cluster,
    service,
    strategy,
    isDeployed: true,
    alarms: alarmsOf([], [service], inventory),
    unknownAlarms: [],
    watch: [],
    unknownWatch: [],
  };
}

interface AppSpec {
  readonly Resources: readonly Record<string, { readonly Properties: Properties }>[];
}

/** An AppSpec for Lambda: `Resources: [ X: { Properties: { Name, Alias } } ]`, as JSON or YAML. */
function toldIn({ appSpec = '' }: AccountGroup) {
  try {
    const told = parse(appSpec, { maxAliasCount: 0 }) as AppSpec;
    const [first] = told.Resources.flatMap((each) => Object.values(each));
    if (!first) return undefined;
    const { Name, Alias } = first.Properties;
    return { function: String(Name).replace(/^.*:/s, ''), alias: String(Alias) };
  } catch {
    return undefined;
  }
}

/** A group that never deployed does not say what to: the one function of its application's name. */
function onlyFunctionOf({ application }: AccountGroup, { functions }: AccountInventory) {
  const named = functions.find(({ name }) => name === application);
  const like = functions.filter(({ name }) => isOf(name, application));
  return named ?? (like.length === 1 ? like[0] : undefined);
}

function alarmsOf(
  own: readonly string[],
  about: readonly (string | undefined)[],
  { alarms }: AccountInventory,
): string[] {
  const watching = alarms.filter((alarm) =>
    about.some((name) => name && alarm.about.includes(name)),
  );
  return [...new Set([...own, ...watching.map(({ name }) => name)])];
}
