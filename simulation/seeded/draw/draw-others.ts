// Random others: who else moves what runs, or deletes what could.

import { kindFor } from '../../../core/kinds/kinds.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { ScenarioInput } from '../../world/scenario.ts';
import type { Draws } from './draws.ts';
import type { Setting } from './setting.ts';

type Others = Pick<
  ScenarioInput,
  'moves' | 'prunes' | 'instances' | 'services' | 'sets' | 'templates' | 'triggers' | 'provisioned'
>;

export function drawOthers(draws: Draws, { targets, revisions, lastBuildMinute }: Setting): Others {
  if (targets.length === 0) return {};
  const target = draws.pick(targets);
  const at = draws.minutes(0, lastBuildMinute + 15);
  const isFunction = target.lambda !== undefined;
  const own = draws.of('ways');
  const by = isFunction
    ? draws.chance(0.7) && {
        by: moverOf(target, draws.pick(['anna', 'cloudformation', 'codedeploy'])),
      }
    : (target.ec2 && { by: 'codedeploy' }) || (target.machine && own.chance(0.5) && { by: 'anna' });
  const stops = own.chance(0.4) && { stops: true };
  const versions = isFunction && own.chance(0.3) && { versions: false, artifact: true };
  const percent = isFunction && draws.chance(0.3) && { percent: draws.pick([10, 50]) };
  return {
    ...(draws.chance(0.06) && {
      moves: [
        {
          at,
          target: target.name,
          to: draws.pick([...revisions, 'mine']),
          ...by,
          ...percent,
          ...stops,
          ...((target.stack ?? target.stackSet) && own.chance(0.6) && { drifts: true }),
        },
      ],
    }),
    ...(draws.chance(0.06) && {
      prunes: [
        {
          at,
          target: target.name,
          revision: draws.pick(revisions),
          ...((!isFunction || draws.chance(0.5)) && { artifact: true }),
          ...versions,
          ...(target.lambda?.image && own.of('image').chance(0.5) && { image: true }),
        },
      ],
    }),
    ...drawServices(draws.of('services'), targets, at),
    ...drawSets(draws.of('sets'), targets, at),
    ...drawTemplates(draws.of('templates'), targets, revisions),
    ...drawTriggers(draws.of('triggers'), targets, lastBuildMinute),
    ...drawWarmth(draws.of('warmth'), targets),
    ...(target.ec2 && draws.chance(0.15) && drawInstances(draws, target.name, at)),
  };
}

function drawInstances(draws: Draws, target: string, at: string): Pick<Others, 'instances'> {
  const what = draws.pick([
    { joins: draws.between(1, 3) },
    { joins: draws.between(1, 3) },
    { leaves: 1 },
    { silent: draws.between(0, 2) },
  ]);
  return { instances: [{ at, target, ...what }] };
}

function drawServices(
  own: Draws,
  targets: Setting['targets'],
  at: string,
): Pick<Others, 'services'> {
  const services = targets.filter(({ ecs }) => ecs !== undefined);
  if (services.length === 0 || !own.chance(0.3)) return {};
  return { services: [{ at, target: own.pick(services).name, becomes: own.pick(BECOMES) }] };
}

function drawSets(own: Draws, targets: Setting['targets'], at: string): Pick<Others, 'sets'> {
  const slices = targets.filter(({ stackSet }) => stackSet !== undefined);
  if (slices.length === 0 || !own.chance(0.3)) return {};
  return { sets: [{ at, target: own.pick(slices).name, becomes: own.pick(SET_BECOMES) }] };
}

const SET_BECOMES = [
  'automatic',
  'manual',
  'larger',
  'queueing',
  'suspended',
  'inoperable',
  'overridden',
] as const;

/** What a table's key becomes nobody consents to: such a release waits for its time. */
function drawTemplates(
  own: Draws,
  targets: Setting['targets'],
  revisions: Setting['revisions'],
): Pick<Others, 'templates'> {
  const isStack = targets.some(({ stack, stackSet }) => (stack ?? stackSet) !== undefined);
  if (!isStack || !own.chance(0.3)) return {};
  const revision = own.pick(revisions);
  if (own.chance(0.5)) return { templates: [{ revision, like: own.pick(revisions) }] };
  const nested = own.of('nested').chance(0.3) && { nested: true };
  const sized = own.of('sized').chance(0.3) && { sized: false };
  return { templates: [{ revision, table: own.pick(TABLES), ...nested, ...sized }] };
}

const TABLES = ['replaced', 'mayBeReplaced', 'removed'] as const;

/** What a platform watches by itself takes back whatever it fires in, or for as long as it is not there. */
function drawTriggers(
  own: Draws,
  targets: Setting['targets'],
  lastBuildMinute: number,
): Pick<Others, 'triggers'> {
  const isWatchable = (it: TargetDefinition) =>
    (it.stack ?? it.appConfig ?? kindFor(it).groupOf(it)) !== undefined;
  const watchable = targets.filter(isWatchable);
  if (watchable.length === 0 || !own.chance(0.2)) return {};
  const { name: target, stack, appConfig, alarms } = own.pick(watchable);
  const isMissing = own.chance(0.2) && (stack ?? appConfig) !== undefined;
  const how = isMissing
    ? { missing: true }
    : own.chance(0.7) && { fires: own.minutes(0, lastBuildMinute + 30) };
  const monitoredFor = `${own.between(0, 20)}m`;
  // Often it is an alarm that the target names as well: it fires for as long as it is not taken back.
  const [itsOwn] = alarms;
  const isItsOwn = own.chance(0.5) && !isMissing && itsOwn?.startsWith('arn:') === false;
  const alarm = (isItsOwn && itsOwn) || `${target}-watched`;
  return { triggers: [{ target, alarm, monitoredFor, ...how }] };
}

function drawWarmth(own: Draws, targets: Setting['targets']): Pick<Others, 'provisioned'> {
  const functions = targets.filter(({ lambda }) => lambda !== undefined);
  if (functions.length === 0 || !own.chance(0.05)) return {};
  const of = own.pick(['version', 'version', 'alias'] as const);
  const fails = own.chance(0.2) && { fails: 'Function concurrency limit exceeded' };
  const takes = `${own.between(1, 12)}m`;
  const target = own.pick(functions).name;
  return { provisioned: [{ target, of, at: '0s', count: own.between(1, 9), takes, ...fails }] };
}

const BECOMES = ['deleted', 'idle', 'running', 'neverUp'] as const;

/** Only a deployment group has deployments. */
function moverOf({ lambda }: Setting['targets'][number], by: string): string {
  return by === 'codedeploy' && !lambda?.deploymentGroup ? 'anna' : by;
}
