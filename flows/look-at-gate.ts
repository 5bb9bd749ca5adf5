// A gate: what must be true before a wave may start. Looks, and answers the wave's token if it can.

import { extensionsOf, lookSeconds } from '../core/bake.ts';
import type { Gathered } from '../core/judging/look.ts';
import { keys, ranges, waitKey } from '../core/keys.ts';
import type { VerdictWord } from '../core/outcome.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { PlannedTest, PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import type { GateWait } from '../core/wait.ts';
import { hasOpened, type Wave, type WaveOf, waveName } from '../core/wave.ts';
import { statesOf } from './alarm-states.ts';
import { gateReasons } from './gate-reasons.ts';
import { answerWait } from './hands.ts';
import { orLogged } from './one-by-one.ts';
import { ownerAgainst } from './owners.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease, readWave } from './read.ts';
import { sideBySide } from './side-by-side.ts';
import { enterStage, entryOf } from './stages.ts';
import { unwatchAlarms, watchAlarms } from './watch-alarms.ts';

/** What the wave machine goes on with. */
export interface GateOutput {
  readonly opened: 'open' | 'superseded' | 'stopped';
  readonly reason: string;
  readonly verdict?: VerdictWord;
  readonly targets: readonly string[];
  readonly tests: readonly Pick<PlannedTest, 'name' | 'timeoutSeconds'>[];
  readonly bakes: boolean;
  readonly lookSeconds: readonly number[];
  readonly extensionLookSeconds: readonly number[];
  /** How often an inconclusive bake is extended. */
  readonly extensions: number;
  readonly deploySeconds: number;
}

/** Looks at the gate of a waiting wave, and answers its token if the gate is open or stays shut for good. */
export async function lookAtGate(ports: Ports, wait: GateWait): Promise<void> {
  const release = await readRelease(ports, wait.pipeline, wait.release);
  const wave = await readWave(ports, wait.release, wait.wave);
  const answer = await answerOf(ports, release, wave);
  if (answer === 'wait') return;
  if (answer === 'ended') return ports.table.remove(waitKey(wait), { token: wait.token });
  const next = await answerWait(ports, wait, answer);
  if (next?.kind === 'gate') await lookAtGate(ports, next);
}

/**
 * Looks for whoever waits in front of a stage that has just been left. What goes wrong there is no matter of who has
 * left: the sweep looks again.
 */
export async function lookAtGateOf(ports: Ports, release: string): Promise<void> {
  await orLogged(ports, { gateOf: release }, async () => {
    for (const { plan } of await ports.table.list(ranges.waves(release))) {
      const wait = await ports.table.get(keys.gateWait(release, plan.index));
      if (wait) await lookAtGate(ports, wait);
    }
  });
}

/** `ended` where the release is being ended: whoever asks is a late hand of it, or has an old list of waits. */
async function answerOf(
  ports: Ports,
  release: Release,
  wave: Wave,
): Promise<GateOutput | 'wait' | 'ended'> {
  if (wave.sealedAt !== undefined) return 'ended';
  if (hasOpened(wave)) return openedBefore(ports, wave);
  if (wave.status !== 'waiting') return 'ended';
  const answer = await enterStage(ports, release, wave.plan.stage);
  if (answer.answer === 'ended') return 'ended';
  if (answer.answer === 'superseded') return closed(wave.plan, 'superseded', answer.reason);
  if (answer.superseded) await lookAtGateOf(ports, answer.superseded);
  if (answer.answer === 'wait') return 'wait';

  const taken = await othersPlace(ports, wave);
  if (taken !== undefined) return { ...closed(wave.plan, 'stopped', taken), verdict: 'fail' };
  const { found: firing, unread } = await firingNow(ports, wave);
  if (firing.length > 0) {
    const reason = `in ALARM before the start: ${firing.join(', ')}`;
    return blocked(ports, wave, { reason, verdict: 'fail' });
  }
  const unknown = unread.map((what) => `${what} could not be read`);
  const { shut: others, notes } = await gateReasons(ports, release, wave);
  const shut = [...unknown, ...others];
  if (shut.length > 0)
    return blocked(ports, wave, { reason: reasonOf(shut), verdict: 'inconclusive' });
  // Whoever finds the gate open finds its wave under its alarms: watching begins before anything is served.
  await watchAlarms(ports, 'bake', wave);
  const after = await open(ports, release, wave, { fence: answer.stage.fence, notes });
  if (wave.blockedSince !== undefined) await unwatchAlarms(ports, 'gate', wave);
  return hasOpened(after) ? opened(wave.plan) : 'ended';
}

/** A gate that alarms keep shut is kept under them, and then looked at again: they may have changed before that. */
async function firingNow(ports: Ports, wave: WaveOf<'waiting'>): Promise<Gathered<string[]>> {
  const firing = await firingAlarms(ports, wave.plan);
  if (firing.found.length === 0 || wave.blockedSince !== undefined) return firing;
  await watchAlarms(ports, 'gate', wave);
  return firingAlarms(ports, wave.plan);
}

async function firingAlarms(ports: Ports, plan: PlannedWave): Promise<Gathered<string[]>> {
  const { found, unread } = await statesOf(ports, plan.targets);
  const firing = found.filter(({ state }) => state === 'ALARM');
  return { found: firing.map(({ alarm, target }) => `${alarm} of ${target}`), unread };
}

/** A place that another pipeline owns is never deployed to, however both came to name it. */
async function othersPlace(ports: Ports, { pipeline, plan }: Wave): Promise<string | undefined> {
  const owners = await sideBySide(plan.targets, (target) => ownerAgainst(ports, pipeline, target));
  const taken = owners.flatMap((owner, index) =>
    owner ? [`${plan.targets[index]!.name} is where pipeline ${owner.pipeline} deploys to`] : [],
  );
  if (taken.length === 0) return undefined;
  return `${reasonOf(taken)}: one of the two has to go (tidegate remove)`;
}

/** Another hand has opened it, which may have died before it took the gate from under its alarms. */
async function openedBefore(ports: Ports, wave: Wave): Promise<GateOutput> {
  await unwatchAlarms(ports, 'gate', wave);
  return opened(wave.plan);
}

/** What is in the way before the start blocks the wave, for as long as its plan lets alarms do so. */
async function blocked(
  ports: Ports,
  wave: Wave,
  { reason, verdict }: Required<Pick<GateOutput, 'reason' | 'verdict'>>,
): Promise<GateOutput | 'wait' | 'ended'> {
  const now = ports.clock.now();
  const since = now.toISOString();
  if (wave.status === 'waiting' && wave.blockedSince === undefined)
    await watchAlarms(ports, 'gate', wave);
  const blockedWave = await changeWave(ports, wave.release, wave.plan.index, (item) => {
    if (item.status !== 'waiting' || item.blockedBy === reason) return undefined;
    const of = { pipeline: item.pipeline, id: item.release };
    const entry = entryOf(ports, of, 'GateShut', waveName(item.plan), `gate shut: ${reason}`);
    const blockedSince = item.blockedSince ?? since;
    return { item: { ...item, blockedSince, blockedBy: reason }, entries: [entry] };
  });
  if (hasOpened(blockedWave)) return openedBefore(ports, blockedWave);
  if (blockedWave.status !== 'waiting') {
    await unwatchAlarms(ports, 'gate', wave);
    return 'ended';
  }
  const blockedSeconds = (now.getTime() - Date.parse(blockedWave.blockedSince ?? since)) / 1000;
  if (blockedSeconds < wave.plan.alarmsClearSeconds) return 'wait';
  return { ...closed(wave.plan, 'stopped', reason), verdict };
}

async function open(
  ports: Ports,
  release: Release,
  wave: Wave,
  { fence, notes }: { readonly fence: number; readonly notes: readonly string[] },
): Promise<Wave> {
  const { index, targets } = wave.plan;
  return changeWave(ports, release.id, index, (item) => {
    if (item.status !== 'waiting') return undefined;
    const what = targets.length === 0 ? 'tests alone' : targets.map(({ name }) => name).join(', ');
    const entry = entryOf(
      ports,
      release,
      'WaveStarted',
      waveName(wave.plan),
      [`wave started: ${what}`, ...notes].join('; '),
    );
    const { blockedSince: _, blockedBy: __, ...rest } = item;
    const times = { openedAt: entry.at, fence, tests: {} };
    return { item: { ...rest, ...times, status: 'open' }, entries: [entry] };
  });
}

function opened(plan: PlannedWave): GateOutput {
  return {
    opened: 'open',
    reason: '',
    targets: plan.targets.map(({ name }) => name),
    tests: plan.tests.map(({ name, timeoutSeconds }) => ({ name, timeoutSeconds })),
    bakes: plan.bake !== undefined,
    lookSeconds: lookSeconds(plan.bake?.seconds ?? 0),
    extensionLookSeconds: lookSeconds(plan.bake?.extensionSeconds ?? 0),
    extensions: plan.bake ? extensionsOf(plan.bake) : 0,
    deploySeconds: plan.deploySeconds,
  };
}

function closed(plan: PlannedWave, how: 'superseded' | 'stopped', reason: string): GateOutput {
  return { ...opened(plan), opened: how, reason };
}
