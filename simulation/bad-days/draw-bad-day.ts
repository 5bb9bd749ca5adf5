// Draws a bad day of a pipeline from a seed: what its new revision does to those who meet it, and what AWS does
// besides.

import { stringify } from 'yaml';
import { isFailure } from '../../core/failure.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { drawFaults } from '../seeded/draw/draw-faults.ts';
import { drawMisbehaviour } from '../seeded/draw/draw-misbehaviour.ts';
import { drawOthers } from '../seeded/draw/draw-others.ts';
import { type Draws, drawsFrom } from '../seeded/draw/draws.ts';
import { type Setting, settingOf } from '../seeded/draw/setting.ts';
import { parseScenario } from '../world/parse-scenario.ts';
import type { Scenario, ScenarioInput } from '../world/scenario.ts';
import { changeableOf } from '../world/telemetry/metric-change.ts';

/** What all targets run before, and what is released. */
const GOOD = 'before';
export const RELEASED = 'released';

/** What can be bad of a revision; `none`: it is good, and only what is around it is not. */
export const harms = [
  'alarm',
  'metric',
  'silence',
  'deployment',
  'version',
  'test',
  'none',
] as const;
export type Harm = (typeof harms)[number];

export interface BadDay {
  readonly harm: Harm;
  /** The first target, or the test, at which it shows; undefined where nothing is bad of it. */
  readonly where: string | undefined;
  /** Whether AWS or somebody else does something too. */
  readonly hasTrouble: boolean;
  /** As people write it: it can be played on its own. */
  readonly scenario: ScenarioInput;
}

/** The day that the bad ones are measured by. */
export const goodDay: ScenarioInput = {
  baseline: GOOD,
  builds: [{ at: '0s', revision: RELEASED }],
};

const ATTEMPTS = 100;

/**
 * A function of the seed, the pipelines and how long a good day's release takes, in minutes: what goes wrong besides
 * does so within that time. Several are versions of one pipeline, and what goes wrong is in all of them.
 */
export function drawBadDay(
  seed: number,
  versions: readonly PipelineDefinition[],
  minutes: number,
): BadDay {
  const draws = drawsFrom(seed).of('bad day');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const day = drawOnce(draws.of(`attempt ${attempt}`), versions, minutes);
    if (versions.every((version) => scenarioOf(day, version) !== undefined)) return day;
  }
  throw new Error(`Expected a bad day within ${ATTEMPTS} attempts, got none with seed ${seed}.`);
}

/** Undefined where the pipeline has not what the day speaks of. */
function scenarioOf({ scenario }: BadDay, pipeline: PipelineDefinition): Scenario | undefined {
  try {
    return parseScenario(stringify(scenario), 'bad-day.yml', [pipeline]);
  } catch (thrown) {
    if (isFailure(thrown, 'Refused')) return undefined;
    throw thrown;
  }
}

function drawOnce(
  draws: Draws,
  [first, ...others]: readonly PipelineDefinition[],
  minutes: number,
): BadDay {
  if (first === undefined) throw new Error('Expected a pipeline to draw a day of, got none.');
  const setting = inAll(settingOf(first, [RELEASED], draws.between(0, minutes)), others);
  const { harm, misbehaviours } = drawHarm(draws.of('harm'), setting);
  const [shown] = misbehaviours;
  const isTroubled = harm === 'none' || draws.chance(0.5);
  const trouble = isTroubled ? drawTrouble(draws, setting) : {};
  return {
    harm,
    where: shown && ('target' in shown ? shown.target : shown.test),
    hasTrouble: isTroubled,
    scenario: { ...goodDay, misbehaviours: [...misbehaviours], ...trouble },
  };
}

/** What the other versions have too, as it is called in the first. */
function inAll(setting: Setting, others: readonly PipelineDefinition[]): Setting {
  const rest = others.map((pipeline) => settingOf(pipeline, [], 0));
  return {
    ...setting,
    targets: setting.targets.filter(({ name }) =>
      rest.every(({ targets }) => targets.some((each) => each.name === name)),
    ),
    tests: setting.tests.filter(({ name, stage }) =>
      rest.every(({ tests }) => tests.some((each) => each.name === name && each.stage === stage)),
    ),
  };
}

type Misbehaviour = NonNullable<ScenarioInput['misbehaviours']>[number];
interface Drawn {
  readonly harm: Harm;
  readonly misbehaviours: readonly Misbehaviour[];
}

/** Alarms and metrics are what most bad days are of. */
const LIKELY = [...harms, 'alarm', 'metric', 'metric'] as const;

function drawHarm(draws: Draws, setting: Setting): Drawn {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const own = draws.of(`${attempt}`);
    const harm = own.pick(LIKELY);
    const misbehaviours = harm === 'none' ? [] : misbehavioursOf(harm, own, setting);
    if (harm === 'none' || misbehaviours.length > 0) return { harm, misbehaviours };
  }
  return { harm: 'none', misbehaviours: [] };
}

/** None where the pipeline has nothing that could misbehave so. */
function misbehavioursOf(
  harm: Exclude<Harm, 'none'>,
  draws: Draws,
  setting: Setting,
): Misbehaviour[] {
  if (harm === 'alarm' || harm === 'metric' || harm === 'silence')
    return fromSomewhereOn(harm, draws, setting.targets);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const drawn = drawMisbehaviour(draws.of(`${attempt}`), setting, []);
    if (drawn?.how === harm) return [drawn];
  }
  return [];
}

/** What shows in one place shows, on most days, in all that come after it; and until it is gone. */
function fromSomewhereOn(
  harm: 'alarm' | 'metric' | 'silence',
  draws: Draws,
  targets: readonly TargetDefinition[],
): Misbehaviour[] {
  const since = { after: draws.pick(['0s', '20s', '2m', '10m', '40m'] as const) };
  const from = draws.pick(['deployed', 'shift'] as const);
  const worse = { errorPercent: draws.pick([1, 5, 30]), latencyFactor: draws.pick([1, 1.5, 3]) };
  const able = targets.flatMap((target): Misbehaviour[] => {
    const whose = { revision: RELEASED, target: target.name, ...since };
    if (harm === 'silence') return [{ how: harm, ...whose }];
    if (harm === 'alarm') return target.alarms.length > 0 ? [{ how: harm, ...whose, from }] : [];
    const change = changeOf(target, worse);
    return change ? [{ how: harm, ...whose, ...change }] : [];
  });
  if (able.length === 0) return [];
  const first = draws.between(0, able.length - 1);
  return able.slice(first, draws.chance(0.7) ? undefined : first + 1);
}

/** Of what a target's first resource has: more errors, or else slower. */
function changeOf(
  target: TargetDefinition,
  {
    errorPercent,
    latencyFactor,
  }: { readonly errorPercent: number; readonly latencyFactor: number },
): Pick<Extract<Misbehaviour, { how: 'metric' }>, 'errorPercent' | 'latencyFactor'> | undefined {
  const [metrics = []] = changeableOf(target).values();
  const hasErrors = metrics.includes('errors');
  const isSlower = metrics.includes('latency') && (latencyFactor > 1 || !hasErrors);
  if (!hasErrors && !isSlower) return undefined;
  return {
    ...(hasErrors && { errorPercent }),
    ...(isSlower && { latencyFactor: Math.max(1.5, latencyFactor) }),
  };
}

/** Something of AWS, or of somebody else. */
function drawTrouble(draws: Draws, setting: Setting): ScenarioInput {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const own = draws.of(`trouble ${attempt}`);
    const drawn: ScenarioInput = {
      ...drawFaults(own, setting),
      ...drawOthers(own.of('others'), setting),
    };
    if (Object.values(drawn).some((list) => Array.isArray(list) && list.length > 0)) return drawn;
  }
  return {};
}
