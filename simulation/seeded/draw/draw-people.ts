// Random people: what they do in the console, at a time or as a function makes a call.

import { areaScopes } from '../../../core/way-back.ts';
import type { ScenarioInput } from '../../world/scenario.ts';
import { drawCall } from './draw-faults.ts';
import type { Draws } from './draws.ts';
import type { Setting } from './setting.ts';

type Person = NonNullable<ScenarioInput['people']>[number];

export function drawPeople(draws: Draws, setting: Setting): Person[] {
  return [
    ...draws.some(draws.chance(0.5) ? 2 : 0, () => drawPerson(draws, setting)),
    ...drawHolds(draws.of('holds'), setting),
    ...drawSkips(draws.of('skips'), setting),
    ...drawFixes(draws.of('fixes'), setting),
    ...drawRegionSkips(draws.of('region skips'), setting),
  ];
}

/** Somebody holds, or stops a whole line, and lets it go on again; and vouches for a stage, frozen or not. */
function drawHolds(draws: Draws, { pipeline, lastBuildMinute }: Setting): Person[] {
  const at = draws.between(0, (lastBuildMinute + 25) * 60);
  const stage = draws.pick(pipeline.stages).name;
  const named = { as: draws.pick(['ada', ARN]), reason: 'the till is on fire' };
  const again = { ...named, at: `${at + draws.between(1, 1_800)}s`, does: 'resume' } as const;
  const scope = draws.pick(['organisation', 'pipeline:shop', `stage:shop/${stage}`]);
  const part = draws.chance(0.5) && { stage };
  const own = draws.of('lasts');
  const lasts = own.chance(0.3) && { until: `${at + own.between(60, 1_800)}s` };
  return [
    ...(draws.chance(0.06)
      ? [
          { ...named, at: `${at}s`, does: 'hold', ...part, ...lasts } as const,
          { ...again, ...part },
        ]
      : []),
    ...(draws.chance(0.04)
      ? [
          { ...named, at: `${at}s`, does: 'stop-the-line', scope, ...lasts } as const,
          { ...again, scope },
        ]
      : []),
    ...(draws.chance(0.04) ? [{ ...again, does: 'unfreeze', stage } as const] : []),
    ...drawFreezes(draws.of('freezes'), { at, scope, part, named }),
  ];
}

interface Freezing {
  readonly at: number;
  readonly scope: string;
  readonly part: false | { readonly stage: string };
  readonly named: { readonly as: string; readonly reason: string };
}

/** Somebody freezes something, now or soon, and perhaps lets it go on before its time. */
function drawFreezes(draws: Draws, { at, scope, part, named }: Freezing): Person[] {
  if (!draws.chance(0.06)) return [];
  const where = draws.chance(0.5) ? { scope } : { ...part };
  const from = at + draws.between(0, 600);
  const until = from + draws.between(60, 3_600);
  return [
    {
      ...{ ...named, ...where, at: `${at}s`, does: 'freeze', until: `${until}s` },
      ...(draws.chance(0.5) && { from: `${from}s` }),
      ...(draws.chance(0.5) && { owner: 'ops' }),
    },
    ...(draws.chance(0.5)
      ? [{ ...named, ...where, at: `${draws.between(from, until)}s`, does: 'unfreeze' } as const]
      : []),
  ];
}

/** Somebody ends the waiting in front of a gate: where one waits for its hours, else they are refused. */
function drawSkips(draws: Draws, { pipeline, revisions, lastBuildMinute }: Setting): Person[] {
  const waits = pipeline.stages.some(({ windows, calendars }) => windows ?? calendars);
  if (!draws.chance(waits ? 0.5 : 0.03)) return [];
  const at = draws.between(0, (lastBuildMinute + 60) * 60);
  return [
    {
      at: `${at}s`,
      as: draws.pick(['ada', ARN]),
      does: 'skip-wait',
      reason: 'it cannot wait',
      ...(draws.chance(0.3) && { release: draws.pick([...revisions, 'latest']) }),
      ...(draws.chance(0.3) && { stage: draws.pick(pipeline.stages).name }),
      ...(draws.chance(0.5) && { until: `${at + draws.between(60, 7_200)}s` }),
    },
  ];
}

/** Somebody lets a release go on without a region, away or not. */
function drawRegionSkips(
  draws: Draws,
  { pipeline, targets, revisions, lastBuildMinute }: Setting,
): Person[] {
  if (!draws.chance(0.06)) return [];
  return [
    {
      at: `${draws.between(0, (lastBuildMinute + 60) * 60)}s`,
      as: draws.pick(['ada', ARN]),
      does: 'skip-region',
      reason: 'it is away',
      region: draws.pick(targets.map(({ region }) => region)),
      ...(draws.chance(0.3) && { release: draws.pick([...revisions, 'latest']) }),
      ...(draws.chance(0.3) && { stage: draws.pick(pipeline.stages).name }),
    },
  ];
}

/** Somebody marks a release as the fix for a stage, or for an alarm that may fire then. */
function drawFixes(
  draws: Draws,
  { pipeline, targets, revisions, lastBuildMinute }: Setting,
): Person[] {
  if (!draws.chance(0.05)) return [];
  const named = targets.flatMap(({ alarms }) => alarms).filter((each) => typeof each === 'string');
  const stages = pipeline.stages.map(({ name }) => name);
  return [
    {
      at: `${draws.between(0, (lastBuildMinute + 60) * 60)}s`,
      as: draws.pick(['ada', ARN]),
      does: 'start',
      reason: 'orders are lost',
      fixes: draws.pick([...stages, ...named]),
      ...(draws.chance(0.7) && { release: draws.pick([...revisions, 'latest']) }),
      ...(draws.chance(0.2) && { retry: true }),
    },
  ];
}

function drawPerson(draws: Draws, setting: Setting): Person {
  const { revisions, lastBuildMinute } = setting;
  const when = draws.chance(0.5)
    ? { at: `${draws.between(0, (lastBuildMinute + 25) * 60)}s` }
    : { onCall: { ...drawCall(draws, setting), nth: draws.between(1, 5) } };
  const named = {
    ...when,
    ...(draws.chance(0.5) && { as: draws.pick(['ada', ARN]) }),
    ...(draws.chance(0.2) && { pipeline: 'shop' }),
    ...(draws.chance(0.8) && { reason: 'we know it' }),
  };
  const release = draws.chance(0.6) && { release: draws.pick([...revisions, 1, 'latest']) };
  const does = draws.pick(DOES);
  if (does === 'lift' || does === 'quarantine') return { ...named, does, ...release };
  if (does === 'rollback') return drawRollback(draws, setting, { ...named, ...release });
  const asking = setting.targets.find(({ stack }) => stack !== undefined);
  if (does === 'approve' && asking && draws.of('consent').chance(0.7))
    return { ...named, does, ...release, changes: asking.name };
  if (does === 'approve' || does === 'reject')
    return { ...named, does, ...release, ...(draws.chance(0.5) && { stage: 'prod' }) };
  if (does === 'retry')
    return { ...named, does, ...release, ...(draws.of('behind').chance(0.4) && { behind: true }) };
  if (does === 'override')
    return { ...named, does, ...release, ...(draws.chance(0.3) && { until: '3h' }) };
  if (does === 'start' && draws.chance(0.5))
    return { ...when, does: 'start', input: draws.pick(INPUTS) };
  if (does === 'start')
    return {
      ...named,
      does: 'start',
      ...release,
      ...(draws.chance(0.3) && { admit: true }),
      ...(draws.chance(0.3) && { stepBack: true }),
      ...(draws.chance(0.5) && { retry: true }),
    };
  return {
    ...when,
    does: 'stop',
    ...(draws.chance(0.3) && { revision: draws.pick(revisions) }),
    execution: draws.pick(['release', 'release', 'wave', 'rollback'] as const),
    ...(draws.chance(0.2) && { reason: 'wrong release' }),
  };
}

function drawRollback(
  draws: Draws,
  { revisions, targets, pipeline }: Setting,
  named: Pick<Person, 'at' | 'onCall'>,
): Person {
  if (draws.chance(0.2)) return { ...named, does: 'rollback', input: draws.pick(BACK_INPUTS) };
  const stages = pipeline.stages.filter((stage) => stage.targets ?? stage.waves);
  return {
    ...named,
    does: 'rollback',
    ...(draws.chance(0.3) && { to: draws.pick(revisions) }),
    ...(draws.chance(0.4) && { scope: draws.pick(areaScopes) }),
    ...(draws.chance(0.2) && stages.length > 0 && { stage: draws.pick(stages).name }),
    ...(draws.chance(0.2) && targets.length > 0 && { target: draws.pick(targets).name }),
    ...(draws.chance(0.3) && { overDrift: true }),
  };
}

/** Each as often as it stands here. */
const DOES = [
  ...(['stop', 'stop', 'stop', 'start', 'start', 'lift', 'quarantine'] as const),
  ...(['rollback', 'rollback', 'approve', 'reject', 'override', 'retry'] as const),
];
const ARN = 'arn:aws:sts::111122223333:assumed-role/release-manager/ada';

/** What somebody may type: the newest build, the same once more, and what is none. */
const INPUTS = [
  { pipeline: 'shop' },
  { pipeline: 'shop', retry: true },
  { pipeline: 'shop', build: 1 },
  { pipeline: 'shop', build: 'none' },
  {},
];

const BACK_INPUTS = [{ pipeline: 'shop' }, { pipeline: 'shop', to: 1, reason: 'slow' }, {}];
