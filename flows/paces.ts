// How long groups, stacks and strategies of targets take: what the time limit of a deployment is derived from.

import { isDeepStrictEqual } from 'node:util';
import type { Deployments } from '../aws/codedeploy.ts';
import type { LeftBehind } from '../core/behind.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import { deploySecondsOf, type Pace, slowestSecondsOf } from '../core/pace.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { DeploymentGroup } from '../core/pipeline/targets/codedeploy-group.ts';
import type { Wave } from '../core/wave.ts';
import { writtenPacesOf } from '../core/written-paces.ts';
import { configPacesOf, type ReadsStrategy } from './config-paces.ts';
import { monitoredSecondsOf } from './left-out.ts';
import { orLogged } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { sideBySide } from './side-by-side.ts';
import { type ReadsStack, stackPacesOf } from './stack-paces.ts';

/** What tells how long groups take, how long stacks are watched, and what strategies of AppConfig say. */
export interface Paces {
  readonly configurations: ReadsStrategy;
  readonly deployments: Pick<Deployments, 'paces'>;
  readonly stacks: ReadsStack;
}

/**
 * The paces of targets, by their names; those that nobody may see are not among them. Each application is
 * asked once, and each stack, and each strategy.
 */
export async function readPaces(
  { configurations, deployments, stacks }: Paces,
  targets: readonly TargetDefinition[],
): Promise<ReadonlyMap<string, Pace>> {
  const grouped = targets.flatMap((target) => {
    const group = kindFor(target).groupOf(target);
    return group ? [{ target, ...group }] : [];
  });
  const applications = Map.groupBy(grouped, ({ target: { account, region }, application }) =>
    JSON.stringify([account, region, application]),
  );
  const found = await sideBySide([...applications.values()], (those) =>
    pacesOfOne(deployments, those as [Grouped, ...Grouped[]]),
  );
  const ofStacks = await stackPacesOf(stacks, targets);
  const ofStrategies = await configPacesOf(configurations, targets);
  return new Map([...writtenPacesOf(targets), ...found.flat(), ...ofStacks, ...ofStrategies]);
}

interface Grouped extends DeploymentGroup {
  readonly target: TargetDefinition;
}

/** Of targets of one application. */
async function pacesOfOne(
  deployments: Paces['deployments'],
  those: readonly [Grouped, ...Grouped[]],
) {
  const names = [...new Set(those.map(({ deploymentGroup }) => deploymentGroup))];
  const [{ target: first, application }] = those;
  const paces = await deployments.paces(first, application, names);
  return those.flatMap(({ target, deploymentGroup }) => {
    const pace = paces.get(deploymentGroup);
    return pace ? [[target.name, pace] as const] : [];
  });
}

interface KnownPaces {
  readonly paces: ReadonlyMap<string, Pace>;
  /** The accounts that could not be asked; that stands in the log. */
  readonly unread: ReadonlySet<string>;
}

/** Those of all targets of a pipeline, as whoever applies it asks: an account that fails hides no other. */
export async function readKnownPaces(
  ports: Pick<Ports, 'configurations' | 'deployments' | 'stacks' | 'log'>,
  { stages }: Pick<PipelineDefinition, 'stages'>,
): Promise<KnownPaces> {
  const unread = new Set<string>();
  const deployments: Paces['deployments'] = {
    paces: async (place, application, names) => {
      const paces = await orLogged(ports, { application }, () =>
        ports.deployments.paces(place, application, names),
      );
      if (paces === undefined) unread.add(place.account);
      return paces ?? new Map();
    },
  };
  const stacks: ReadsStack = {
    stack: async (target) => {
      const { name } = target.stack;
      const found = await orLogged(ports, { stack: name }, async () => ({
        stack: await ports.stacks.stack(target),
      }));
      if (found === undefined) unread.add(target.account);
      return found?.stack;
    },
  };
  const configurations: ReadsStrategy = {
    takes: async (target) => {
      const { deploymentStrategy } = target.appConfig;
      const found = await orLogged(ports, { deploymentStrategy }, async () => ({
        seconds: await ports.configurations.takes(target),
      }));
      if (found === undefined) unread.add(target.account);
      return found?.seconds;
    },
  };
  const those = { configurations, deployments, stacks };
  return { paces: await readPaces(those, stages.flatMap(targetsOf)), unread };
}

/** Stacks as CloudFormation will watch them once the release has put there again what a way back has left out. */
function asWatched(ports: Pick<Ports, 'stacks' | 'table'>, { pipeline }: Wave): ReadsStack {
  return {
    async stack(target) {
      const found = await ports.stacks.stack(target);
      const monitoredSeconds = await monitoredSecondsOf(ports, { pipeline, target }, found);
      return found && { ...found, monitoredSeconds };
    },
  };
}

type Away = readonly Pick<LeftBehind, 'target'>[];

/**
 * Derives a wave's limit from its groups and stacks before its gate opens, unless its stage says one; where it has
 * hours, how much of them its traffic shift takes; and keeps by what steps its aliases will shift: nothing else may
 * move them so. Nobody is asked about targets that are away; the wave says which these are.
 */
export async function deriveLimit(ports: Ports, wave: Wave, away: Away = []): Promise<Wave> {
  const names = new Set(away.map(({ target }) => target.name));
  const { plan: all } = wave;
  const plan = { ...all, targets: all.targets.filter(({ name }) => !names.has(name)) };
  const isDerived = plan.deployLimit === 'derived';
  const shifts = plan.targets.some((target) => target.lambda && kindFor(target).groupOf(target));
  if (wave.status !== 'waiting' || !(isDerived || plan.hours || shifts)) return wave;
  const paces = await readPaces({ ...ports, stacks: asWatched(ports, wave) }, plan.targets);
  const unread = plan.targets.flatMap(({ name, lambda }) =>
    lambda && !paces.has(name) ? [name] : [],
  );
  if (unread.length > 0)
    ports.log.warn('deployment groups cannot be read: their deployments may take an hour', {
      release: wave.release,
      targets: unread,
    });
  const deploySeconds = isDerived ? deploySecondsOf(paces.values()) : plan.deploySeconds;
  const shiftSeconds = plan.hours ? slowestSecondsOf(paces.values()) : undefined;
  const stepped = [...paces].flatMap(([name, pace]) =>
    pace.stepped ? [[name, pace.stepped] as const] : [],
  );
  const timed = {
    deploySeconds,
    ...(shiftSeconds !== undefined && { shiftSeconds }),
    ...(stepped.length > 0 && { paces: Object.fromEntries(stepped) }),
  };
  const underived = [...names];
  const isKnown = isDeepStrictEqual(underived, ('underived' in wave && wave.underived) || []);
  if (isKnown && isDeepStrictEqual({ ...plan, ...timed }, plan)) return wave;
  return changeWave(ports, wave.release, plan.index, (item) => {
    if (item.status !== 'waiting') return undefined;
    const { underived: _, ...rest } = item;
    const left = underived.length > 0 && { underived };
    return { item: { ...rest, ...left, plan: { ...item.plan, ...timed } } };
  });
}
