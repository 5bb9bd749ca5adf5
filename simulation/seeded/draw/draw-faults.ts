// Random faults, aimed where they hurt: at a function's own calls, one of them or all.

import { LAGGING } from '../../world/faults-schema.ts';
import type { ScenarioInput } from '../../world/scenario.ts';
import type { Draws } from './draws.ts';
import type { Setting } from './setting.ts';

type Faults = Pick<ScenarioInput, 'calls' | 'deaths' | 'events' | 'regions' | 'clocks' | 'rates'>;
type CallFault = NonNullable<ScenarioInput['calls']>[number];
type Death = NonNullable<ScenarioInput['deaths']>[number];

export function drawFaults(draws: Draws, setting: Setting): Faults {
  return {
    calls: [
      ...draws.some(4, () => drawCallFault(draws, setting)),
      // A stream of its own, so that what else was drawn stays.
      ...drawLags(draws.of('lags'), setting),
    ],
    deaths: draws.some(3, () => drawDeath(draws, setting)),
    events: draws.some(3, () => drawEventFault(draws, setting)),
    regions: draws.chance(0.08) ? drawRegion(draws, setting) : [],
    clocks: draws.chance(0.15) ? [drawClock(draws, setting)] : [],
    ...(draws.chance(0.02) && { rates: true }),
  };
}

/** One of a function's own calls, all of a service's, or any. */
export function drawCall(draws: Draws, setting: Setting): { function: string; call: string } {
  const { name, calls } = draws.pick(likely(draws, setting));
  const acts = calls.filter((each) => ACTS.test(each));
  const call = draws.pick(acts.length > 0 && draws.chance(0.6) ? acts : calls);
  if (draws.chance(0.2)) return { function: name, call: '*:*' };
  if (draws.chance(0.1)) return { function: name, call: `${call.split(':')[0]}:*` };
  return { function: name, call };
}

/** What changes something, in AWS or in the table. */
const ACTS = /:(Create|Put|Start|Stop|Update|Publish|Send|Delete)/;

/** What acts for a release is drawn more often than all the rest: there it hurts. */
function likely(draws: Draws, { functions }: Setting): Setting['functions'] {
  const able = functions.filter(({ calls }) => calls.length > 0);
  if (draws.chance(0.12)) return able;
  return able.filter(({ name }) => ACTING.has(name));
}

const ACTING: ReadonlySet<string> = new Set([
  'ClaimRelease',
  'OpenGate',
  'DeployTarget',
  'RunTest',
  'WatchBake',
  'AwaitAnswer',
  'FinishWave',
  'PlanRollback',
  'RollBackTarget',
  'SettleRelease',
  'OnBuild',
  'OnDeployment',
  'OnExecution',
  'Sweep',
]);

const HOWS = [
  'throttled',
  'throttled',
  'denied',
  'fails',
  'failsAfterEffect',
  'failsAfterEffect',
  'contended',
  'hangs',
  'slow',
  'slow',
  'slow',
] as const;

function drawCallFault(draws: Draws, setting: Setting): CallFault {
  const how = draws.pick(HOWS);
  const aimed = drawCall(draws, setting);
  const call = how === 'contended' ? 'dynamodb:PutItem' : aimed.call;
  const { account, region } = draws.pick(setting.targets.length > 0 ? setting.targets : [HOME]);
  return {
    call,
    how,
    ...(how === 'slow' && { by: draws.pick(['2s', '15s', '30s', '50s']) }),
    ...(draws.chance(0.3) && { from: draws.minutes(0, setting.lastBuildMinute + 30) }),
    ...lasting(draws, how),
    ...(draws.chance(0.6) && { onCall: draws.between(1, 5) }),
    ...(draws.chance(0.8) && { function: aimed.function }),
    ...(draws.chance(0.05) && { account }),
    ...(draws.chance(0.05) && { region }),
  };
}

/** Lists and metrics show what has happened only in time. */
function drawLags(draws: Draws, { lastBuildMinute }: Setting): CallFault[] {
  if (!draws.chance(0.1)) return [];
  return [
    {
      call: draws.pick(LAGGING),
      how: 'lags',
      by: draws.pick(['2s', '10s', '30s']),
      from: draws.minutes(0, lastBuildMinute + 10),
      ...(draws.chance(0.7) && { for: draws.pick(['5m', '1h']) }),
    },
  ];
}

const HOME = { account: '111122223333', region: 'us-east-1' };

/** A call is slow or hangs now and then; what refuses goes on for a while too. */
function lasting(draws: Draws, how: CallFault['how']): Pick<CallFault, 'for' | 'times'> {
  if (how !== 'hangs' && how !== 'slow' && draws.chance(0.15))
    return { for: draws.pick(['30s', '2m', '10m']) };
  if (draws.chance(0.4)) return {};
  return { times: draws.between(1, how === 'hangs' ? 2 : 8) };
}

function drawDeath(draws: Draws, setting: Setting): Death {
  return {
    ...drawCall(draws, setting),
    dies: draws.pick(['before', 'after'] as const),
    onCall: draws.between(1, 6),
  };
}

const SOURCES = ['codebuild', 'codedeploy', 'cloudwatch', 'states', 'events', 'lambda'] as const;

function drawEventFault(
  draws: Draws,
  { lastBuildMinute }: Setting,
): NonNullable<ScenarioInput['events']>[number] {
  const how = draws.pick(['lost', 'doubled', 'late', 'swapped'] as const);
  return {
    source: `aws.${draws.pick(SOURCES)}`,
    how,
    ...(how === 'late' && draws.chance(0.5) && { by: draws.pick(['20s', '3m', '40m']) }),
    from: draws.minutes(0, lastBuildMinute + 30),
    times: draws.between(1, 4),
  };
}

/** An hour without a region in which there is something besides Tidegate. */
function drawRegion(
  draws: Draws,
  { targets, lastBuildMinute }: Setting,
): NonNullable<ScenarioInput['regions']> {
  const away = targets.filter(
    ({ account, region }) => account !== HOME.account || region !== HOME.region,
  );
  if (away.length === 0) return [];
  const { account, region } = draws.pick(away);
  return [
    {
      region,
      ...(draws.chance(0.5) && { account }),
      from: draws.minutes(0, lastBuildMinute + 20),
      ...(draws.chance(0.5) && { for: draws.pick(['5m', '20m', '1h']) }),
    },
  ];
}

function drawClock(
  draws: Draws,
  { functions }: Setting,
): NonNullable<ScenarioInput['clocks']>[number] {
  const by = draws.pick(['1s', '2s', '5s']);
  return {
    ...(draws.chance(0.7) && { function: draws.pick(functions).name }),
    ...(draws.chance(0.5) ? { ahead: by } : { behind: by }),
  };
}
