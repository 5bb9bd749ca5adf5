// A wave whose targets have failed to deploy within what `minHealthy` allows: these are taken back, and left behind.

import {
  behindText,
  type Failed,
  isWithin,
  type LeftBehind,
  type MayFail,
} from '../core/behind.ts';
import { withMark } from '../core/behind-marks.ts';
import { resultOf, UNCONSENTED } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { alarmAt } from '../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { trafficOf } from '../core/planner/traffic.ts';
import type { Release } from '../core/release.ts';
import { emptyTarget, type Target } from '../core/target.ts';
import { haltOf, type Wave, type WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { behindOf } from '../core/wave-targets.ts';
import { alarmId, alarmNamesOf } from './alarm-states.ts';
import { itemsOf } from './gather-truth.ts';
import { readLiveWave } from './hands.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease } from './read.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { unwatchAlarms } from './watch-alarms.ts';

interface Asked {
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
}

/** What the machine of a wave does next. */
export interface Weighed {
  /** The targets that are taken back, to be left behind; none where the wave has failed. */
  readonly takes: readonly string[];
  /** Why it has failed all the same. */
  readonly reason: string;
}

/**
 * Says whether the wave may go on without the targets that failed to deploy, and which these are. A slice claims its
 * share of what may fail first, in the wave that has opened the gate for all. Doing it again says the same.
 */
export async function weighFailed(ports: Ports, { release, wave: index }: Asked): Promise<Weighed> {
  const wave = await readLiveWave(ports, release, index);
  const { mayFail, targets } = wave.plan;
  const halt = haltOf(wave);
  if (mayFail === undefined || wave.status !== 'open')
    return failed('all of its targets must get it');
  if (halt) return failed(halt.reason);
  const items = await itemsOf(ports, wave);
  const down = targets.filter(({ name }) => !hasIt(items.get(name), release));
  const doubts = down.flatMap(({ name }) => {
    const doubt = doubtOf(items.get(name), release);
    return doubt === undefined ? [] : [`${name}: ${doubt}`];
  });
  if (doubts.length > 0) return failed(`not left behind, ${reasonOf(doubts)}`);
  if (down.length === targets.length) return failed('none of its targets got it');
  const own = { targets: down.length, weight: trafficOf(down) };
  const isAllowed = await claimed(ports, wave, mayFail, own);
  if (!isAllowed) return failed(tooMany(mayFail, wave));
  const failing = Object.fromEntries(
    down.map(({ name }) => [name, whyFailed(items.get(name), release)] as const),
  );
  await changeWave(ports, release, index, (item) =>
    item.status !== 'open' || item.failing ? undefined : { item: { ...item, failing } },
  );
  return { takes: down.map(({ name }) => name), reason: '' };
}

const NOT_BEGUN = 'nothing was started there';
/** A wave's item holds as many as a slice has targets. */
const REASON_LENGTH = 200;

function whyFailed(item: Target | undefined, release: string): string {
  const intent = item?.intent?.release === release ? item.intent : undefined;
  return intent?.status === 'ended' ? intent.end.reason.slice(0, REASON_LENGTH) : NOT_BEGUN;
}

function failed(reason: string): Weighed {
  return { takes: [], reason };
}

function tooMany({ minHealthy, targets }: MayFail, { plan }: Wave): string {
  const of = plan.sliced ? 'of all its slices' : `of ${plan.targets.length}`;
  return `more failed than minHealthy: ${minHealthy} allows (${targets} ${of})`;
}

function hasIt(item: Target | undefined, release: string): boolean {
  const { intent, running } = item ?? {};
  return (
    running?.release === release &&
    intent?.release === release &&
    intent.doing === 'deploy' &&
    resultOf(intent) === 'Succeeded'
  );
}

/** Why a target that has not got the revision is no target that has just failed to deploy; undefined where it is. */
function doubtOf(item: Target | undefined, release: string): string | undefined {
  const intent = item?.intent?.release === release ? item.intent : undefined;
  if (intent === undefined || intent.doing === 'rollBack') return undefined;
  // Whoever calls what was meant alone finds it given up by then.
  if (intent.status === 'open')
    return intent.calls.state === 'none' ? undefined : 'what became of its deployment is not known';
  const { end } = intent;
  if (end.result === 'Moved') return end.reason;
  if (end.result === 'Failed' && end.blamesRevision) return end.reason;
  if (end.result === 'GivenUp' && end.reason.startsWith(UNCONSENTED)) return end.reason;
  return undefined;
}

async function claimed(
  ports: Ports,
  { release, plan }: Wave,
  mayFail: MayFail,
  own: Failed,
): Promise<boolean> {
  const { sliced, index } = plan;
  if (sliced === undefined) return isWithin(mayFail, [own]);
  const after = await changeWave(ports, release, sliced.first, (item) => {
    if (!('openedAt' in item) || item.failed?.[index] !== undefined) return undefined;
    const all = { ...item.failed, [index]: own };
    return isWithin(mayFail, Object.values(all)) ? { item: { ...item, failed: all } } : undefined;
  });
  return 'openedAt' in after && after.failed?.[index] !== undefined;
}

/** How the machine goes on: without them, or not at all. */
export interface Left {
  readonly left: boolean;
  readonly targets: readonly string[];
  readonly reason: string;
}

/**
 * Leaves behind what has been taken back, where that is proven: first each target is marked, so that no late hand of
 * the release deploys to it any more; then the wave goes on without it. Doing it again changes nothing.
 */
export async function leaveBehind(ports: Ports, asked: Asked): Promise<Left> {
  const { pipeline, release: id, wave: index } = asked;
  const release = await readRelease(ports, pipeline, id);
  const wave = await readLiveWave(ports, id, index);
  if (wave.status !== 'open') return kept(wave);
  const halt = haltOf(wave);
  if (halt) return notLeft(halt.reason);
  const items = await itemsOf(ports, wave);
  const down = wave.plan.targets.filter(({ name }) => !hasIt(items.get(name), id));
  if (down.length === 0) return kept(wave);
  const marked = await sideBySide(down, (target) =>
    mark(ports, { release, wave, target, reason: wave.failing?.[target.name] ?? NOT_BEGUN }),
  );
  const unproven = marked.flatMap(({ target, problem }) =>
    problem === undefined ? [] : [`${target.name}: ${problem}`],
  );
  if (unproven.length > 0) return notLeft(reasonOf(unproven));
  const after = await goOnWithout(ports, release, wave, marked);
  const since = haltOf(after);
  if (since) return notLeft(since.reason);
  await unwatch(ports, after);
  return kept(after);
}

function notLeft(reason: string): Left {
  return { left: false, targets: [], reason };
}

function kept({ plan }: Wave): Left {
  return { left: true, targets: plan.targets.map(({ name }) => name), reason: '' };
}

interface Marking {
  readonly release: Release;
  readonly wave: WaveOf<'open'>;
  readonly target: TargetDefinition;
  readonly reason: string;
}

interface Marked extends LeftBehind {
  /** Why it cannot be left as it is. */
  readonly problem?: string;
}

async function mark(ports: Ports, { release, wave, target, reason }: Marking): Promise<Marked> {
  const { pipeline, id, revision } = release;
  const { name } = target;
  const { fence, plan } = wave;
  const at = ports.clock.now().toISOString();
  let problem: string | undefined;
  await ports.table.change(keys.target(pipeline, name), (item = emptyTarget(pipeline, name)) => {
    problem = item.fence > fence ? 'another release has taken over' : notBack(item, id);
    if (problem !== undefined || item.behind?.release === id) return undefined;
    const own = { release: id, revision, stage: plan.stage, since: at, reason, fence };
    return { item: { ...withMark(item, own), fence } };
  });
  return { target, reason, at, ...(problem !== undefined && { problem }) };
}

/** Nothing was started there, or what was is proven to be back. */
function notBack({ intent, stays }: Target, release: string): string | undefined {
  if (stays?.release === release) return stays.reason;
  if (intent?.release !== release) return undefined;
  if (resultOf(intent) === 'GivenUp') return undefined;
  if (intent.doing === 'rollBack' && resultOf(intent) === 'Succeeded') return undefined;
  return intent.status === 'ended' && intent.doing === 'rollBack'
    ? `not taken back, ${intent.end.reason}`
    : 'it is not taken back';
}

/** From then on they are no targets of the wave: nothing of it looks at them, and nothing is promoted there. */
async function goOnWithout(
  ports: Ports,
  release: Release,
  { plan }: WaveOf<'open'>,
  marked: readonly LeftBehind[],
): Promise<Wave> {
  const names = new Set(marked.map(({ target }) => target.name));
  return changeWave(ports, release.id, plan.index, (item) => {
    if (item.status !== 'open' || haltOf(item)) return undefined;
    const rest = item.plan.targets.filter(({ name }) => !names.has(name));
    if (rest.length === item.plan.targets.length) return undefined;
    const behind = [
      ...(item.behind ?? []),
      ...marked.map(({ target, reason, at }) => ({ target, reason, at })),
    ];
    const said = item.plan.mayFail?.minHealthy ?? '';
    const text = `goes on without ${behindText(behind)}, as minHealthy: ${said} allows`;
    const entry = entryOf(ports, release, 'LeftBehind', waveName(item.plan), text);
    const after = { ...item, plan: { ...item.plan, targets: rest }, behind };
    return { item: after, entries: [entry] };
  });
}

/** What watched them alone wakes the wave no more. */
async function unwatch(ports: Ports, wave: Wave): Promise<void> {
  const kept = new Set(alarmNamesOf(wave.plan.targets).map(alarmId));
  const isLost = (target: TargetDefinition) => (alarm: string) =>
    !kept.has(alarmId(alarmAt(target, alarm)));
  const lost = behindOf(wave).map(({ target }) => ({
    ...target,
    alarms: target.alarms.filter(isLost(target)),
  }));
  const { release, plan } = wave;
  await unwatchAlarms(ports, 'bake', { release, plan: { ...plan, targets: lost } });
}
