// Random revisions good and bad, and a world around them that is not always well.

import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { measuresOf } from '../../../core/watch/measures.ts';
import type { ScenarioInput } from '../../world/scenario.ts';
import { changeableOf } from '../../world/telemetry/metric-change.ts';
import type { Draws } from './draws.ts';
import type { Setting } from './setting.ts';

type Misbehaviour = NonNullable<ScenarioInput['misbehaviours']>[number];

export function drawMisbehaviour(
  draws: Draws,
  { targets, tests, revisions }: Setting,
  withBudgets: readonly string[],
): Misbehaviour | undefined {
  const revision = draws.pick(revisions);
  if (targets.length === 0 || (tests.length > 0 && draws.chance(0.25))) {
    return tests.length === 0 ? undefined : badTest(draws, revision, tests);
  }
  const target = draws.pick(targets);
  const whose = { revision, target: target.name };
  const since = {
    ...(draws.chance(0.7) && { after: draws.pick(['0s', '20s', '2m', '5m', '20m']) }),
    ...(draws.chance(0.3) && { for: draws.pick(['45s', '3m', '20m']) }),
  };
  if (withBudgets.includes(target.name) && draws.chance(0.5))
    return { how: 'budget', ...whose, ...since, pace: draws.pick([2, 20, 200]) };
  if (draws.chance(0.35)) return badDeployment(draws, whose, target);
  if (target.alarms.length > 0 && draws.chance(0.5)) {
    const alarm = draws.chance(0.3) && { alarm: draws.pick(target.alarms) };
    const own = draws.of('from');
    const from = own.chance(0.4) && { from: own.pick(['deployed', 'shift', 'shift'] as const) };
    return { how: 'alarm', ...whose, ...since, ...alarm, ...from };
  }
  return draws.pick<Misbehaviour>([
    { how: 'silence', ...whose, ...since },
    { how: 'unreported', ...whose, ...since },
    {
      how: 'insight',
      ...whose,
      ...since,
      severity: draws.pick(['LOW', 'MEDIUM', 'HIGH'] as const),
    },
    { how: 'metric', ...whose, ...since, errorsPerMinute: draws.pick([0, 4, 20]) },
    { how: 'metric', ...whose, ...since, requestsPerMinute: draws.pick([0, 5, 300]) },
    { how: 'metric', ...whose, ...since, ...drawMetricChange(draws, target) },
  ]);
}

function badTest(draws: Draws, revision: string, tests: Setting['tests']): Misbehaviour {
  const { name, stage } = draws.pick(tests);
  return {
    how: 'test',
    revision,
    test: name,
    ...(draws.chance(0.3) && { stage }),
    status: draws.pick(['FAILED', 'TIMED_OUT', 'STOPPED', 'FAULT'] as const),
    ...(draws.chance(0.3) && { times: draws.between(1, 2) }),
  };
}

function badDeployment(
  draws: Draws,
  whose: { readonly revision: string; readonly target: string },
  { lambda, appConfig, ecs, job, stack }: TargetDefinition,
): Misbehaviour {
  const outcome = draws.pick(['fails', 'hangs', 'succeeds', 'succeeds', 'cannotStop'] as const);
  // A function has no ApplicationStop script; its version may be what does not come up.
  const hasScript = lambda === undefined && ecs === undefined;
  const isDeployed = hasScript || ecs !== undefined || lambda?.deploymentGroup !== undefined;
  if (stack) return badUpdate(draws.of('update'), whose, outcome);
  if (appConfig && draws.of('valid').chance(0.25))
    return { how: 'deployment', ...whose, outcome: 'invalid' };
  if ((ecs ?? job ?? appConfig) && outcome === 'cannotStop')
    return { how: 'deployment', ...whose, outcome: 'fails' };
  if (!isDeployed || (!hasScript && outcome === 'cannotStop')) return badVersion(draws, whose);
  const takes = outcome === 'succeeds' || draws.chance(0.3);
  return {
    how: 'deployment',
    ...whose,
    outcome,
    ...(takes && { takes: draws.pick(['1m', '8m', '15m', '25m']) }),
    ...(draws.chance(0.3) && { times: draws.between(1, 2) }),
  };
}

function badUpdate(
  draws: Draws,
  whose: { readonly revision: string; readonly target: string },
  drawn: 'fails' | 'hangs' | 'succeeds' | 'cannotStop',
): Misbehaviour {
  const outcome = drawn === 'cannotStop' ? 'cannotGoBack' : drawn;
  return {
    how: 'deployment',
    ...whose,
    outcome,
    ...(outcome === 'succeeds' && { takes: draws.pick(['1m', '8m']) }),
    ...(draws.chance(0.3) && { resource: draws.pick(['Handler', 'Errors']) }),
    ...(draws.chance(0.3) && { times: draws.between(1, 2) }),
  };
}

function badVersion(
  draws: Draws,
  whose: { readonly revision: string; readonly target: string },
): Misbehaviour {
  const takes = draws.pick(['30s', '4m', '12m']);
  return {
    how: 'version',
    ...whose,
    takes,
    ...(draws.chance(0.5) && { fails: 'its hook failed' }),
  };
}

/** The words of a change of a metric that the target has. */
export function drawMetricChange(draws: Draws, target: TargetDefinition) {
  const known = [...changeableOf(target)];
  if (known.length === 0 || measuresOf(target).length === 0) return {};
  const [node, metrics] = draws.pick(known);
  const named = draws.chance(0.5) ? { node } : {};
  const first = measuresOf(target)[0]?.node;
  const mayChange = 'node' in named || node === first ? metrics : [];
  const others = mayChange.filter((metric) => metric !== 'latency' && metric !== 'errors');
  return {
    ...named,
    ...(mayChange.includes('latency') &&
      draws.chance(0.5) && { latencyFactor: draws.pick([2, 5]) }),
    ...(mayChange.includes('errors') && draws.chance(0.5) && { errorPercent: draws.pick([1, 30]) }),
    ...(others.length > 0 && {
      metric: draws.pick(others),
      ...(draws.chance(0.5) ? { factor: draws.pick([0, 3]) } : { value: draws.pick([0, 90]) }),
    }),
  };
}
