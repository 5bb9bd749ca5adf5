// A gate: what must be true before a wave may start. Looks, and answers the wave's token if it can.

import { overrideOf } from '../core/asking.ts';
import { type Fix, fixText } from '../core/fix.ts';
import { reasonsText } from '../core/gate/gate-reason.ts';
import { stageReasons, targetsReason } from '../core/gate/inner-reasons.ts';
import { keys, ranges } from '../core/keys.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { isBarring } from '../core/quarantine.ts';
import { hasEnded, type Release } from '../core/release.ts';
import { labelOf } from '../core/revision.ts';
import type { GateWait } from '../core/wait.ts';
import { waitKey } from '../core/wait-key.ts';
import { hasOpened, type Wave, type WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { rejectedBy } from './approvals.ts';
import { needsCopies } from './bring-copies.ts';
import { type Firing, firingAlarms } from './firing-alarms.ts';
import { fixInForce } from './fixes.ts';
import { closed, type GateOutput, opened } from './gate-output.ts';
import { gateReasons } from './gate-reasons.ts';
import { giveWay } from './give-way.ts';
import { answerWait, failWait } from './hands.ts';
import { keepShut, openedBefore } from './keep-shut.ts';
import { orLogged } from './one-by-one.ts';
import { openWave } from './open-wave.ts';
import { forbidding, outerReasons } from './outer-reasons.ts';
import { ownerAgainst } from './owners.ts';
import type { Ports } from './ports.ts';
import { quarantinesOf } from './quarantines.ts';
import { queuedReasons } from './queue.ts';
import { readRelease, readWave } from './read.ts';
import { type Going, goingWithout } from './regions-away.ts';
import { giveBack, leaveUnits, takeUnits } from './scale-units.ts';
import { sideBySide } from './side-by-side.ts';
import { skip } from './skip-regions.ts';
import { skipsOf } from './skips.ts';
import { enterStage } from './stages.ts';
import { caughtUpSince } from './those-behind.ts';
import { undeployedSlice } from './undeployed-slice.ts';
import { unwatchAlarms, watchAlarms } from './watch-alarms.ts';

/** Looks at the gate of a waiting wave, and answers its token if the gate is open or stays shut for good. */
export async function lookAtGate(ports: Ports, wait: GateWait): Promise<void> {
  const release = await readRelease(ports, wait.pipeline, wait.release);
  const wave = await readWave(ports, wait.release, wait.wave);
  const found = await answerOf(ports, release, wave);
  const isWaiting = found === 'wait' || found === 'again';
  const answer = isWaiting && isOver(ports, wait) ? await outOfTime(ports, wave) : found;
  if (answer === 'wait') return;
  if (answer === 'ended') {
    // While its release is being ended, what it has begun there may go on.
    if ((!hasOpened(wave) && !wave.plan.sliced) || hasEnded(release))
      await lookAtNext(ports, release, await leaveUnits(ports, release.id, [wave.plan]));
    return ports.table.remove(waitKey(wait), { token: wait.token });
  }
  const next =
    answer === 'again'
      ? await failWait(ports, wait, UNDERIVED, wait.until ? 'TryAgain' : 'Contended')
      : await answerWait(ports, wait, answer);
  if (next?.kind === 'gate') await lookAtGate(ports, next);
}

/** What its gate was looked at without has come back: its state begins anew, and asks all of it. */
const UNDERIVED = 'a region answers again, and how long its deployments take is not known yet';

/** Its state ends it by itself, unless it has begun anew: then its own time has too. */
const LATE_MILLIS = 60_000;

function isOver({ clock }: Ports, { until }: GateWait): boolean {
  return until !== undefined && clock.now().getTime() > Date.parse(until) + LATE_MILLIS;
}

/** As its state says it; and what kept it shut. */
async function outOfTime(ports: Ports, { release, plan }: Wave): Promise<GateOutput> {
  const wave = await readWave(ports, release, plan.index);
  const { blockedBy = [] } = wave.status === 'waiting' ? wave : {};
  const why = blockedBy.length > 0 ? `: ${reasonsText(blockedBy)}` : '';
  return closed(plan, 'stopped', `the gate did not open in time${why}`);
}

async function lookAtNext(ports: Ports, { id }: Release, all: readonly string[]): Promise<void> {
  for (const next of all) if (next !== id) await lookAtGateOf(ports, next);
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

type Answer = GateOutput | 'wait' | 'ended' | 'again';

/** `ended` where the release is being ended: whoever asks is a late hand of it, or has an old list of waits. */
async function answerOf(ports: Ports, release: Release, wave: Wave): Promise<Answer> {
  if (wave.sealedAt !== undefined) return 'ended';
  if (hasOpened(wave)) return openedBefore(ports, wave);
  if (wave.status !== 'waiting') return 'ended';
  if (wave.halted) return closed(wave.plan, 'stopped', wave.halted.reason);
  const barred = await barredSince(ports, release);
  if (barred !== undefined) return { ...closed(wave.plan, 'stopped', barred), verdict: 'fail' };
  const undeployed = await undeployedSlice(ports, wave);
  if (undeployed) return keepShut(ports, wave, { outer: [undeployed] });
  const rejected = await rejectedBy(ports, release, wave.plan);
  if (rejected !== undefined) return closed(wave.plan, 'stopped', rejected);
  const expired = await expiredOverride(ports, wave);
  if (expired !== undefined) return closed(wave.plan, 'stopped', expired);
  const fix = await fixInForce(ports, release);
  // Those before it wait for what it is to mend.
  const queued = fix ? [] : await queuedReasons(ports, release, wave);
  if (queued.length > 0) return keepShut(ports, wave, { outer: queued });
  const going = await goingWithout(ports, release, wave);
  const { outer, calendars, passed } = await outerReasons(ports, release, going.wave);
  const shut = outer.length > 0 ? reasonsText(outer) : undefined;
  const answer = await enterStage(
    ports,
    release,
    fix ? { stage: wave.plan.stage } : wave.plan,
    shut,
  );
  if (answer.answer === 'ended') return 'ended';
  if (answer.answer === 'superseded') return closed(wave.plan, 'superseded', answer.reason);
  for (const superseded of answer.superseded) await lookAtGateOf(ports, superseded);
  if (answer.answer === 'wait') {
    const { lease } = answer.stage;
    const isNext = answer.because === 'lease' && outer.length === 0;
    if (fix && lease && isNext)
      await giveWay(ports, lease.release, `${labelOf(release.revision)}, ${fixText(fix)},`);
    return keepShut(ports, wave, { outer: [...stageReasons(wave.plan, answer), ...outer] });
  }
  const { fence } = answer.stage;
  return lookInside(ports, release, wave, { going, fix, fence, outer, calendars, passed });
}

/** What a release that is in the stage finds there. */
interface Inside extends Awaited<ReturnType<typeof outerReasons>> {
  readonly going: Going;
  readonly fix: Fix | undefined;
  readonly fence: number;
}

/** Looks at the targets, and what watches them: the stage is the release's own by now. */
async function lookInside(
  ports: Ports,
  release: Release,
  all: WaveOf<'waiting'>,
  { going: { wave, skipped }, fix, fence, outer, calendars, passed }: Inside,
): Promise<Answer> {
  const caughtUp = await caughtUpSince(ports, release, wave);
  if (caughtUp !== undefined) return closed(wave.plan, 'superseded', caughtUp);
  const taken = await othersPlace(ports, wave);
  if (taken !== undefined) return { ...closed(wave.plan, 'stopped', taken), verdict: 'fail' };
  const { found: firing, unread, notes: mended } = await firingNow(ports, wave, fix);
  if (firing.length > 0) return keepShut(ports, all, { outer, inner: firing, verdict: 'fail' });
  const unknown = unread.map((what) => targetsReason(what, `${what} could not be read`));
  const { shut: others, notes } = await gateReasons(ports, release, wave);
  const inner = [...unknown, ...others];
  if (inner.length > 0) return keepShut(ports, all, { outer, inner, verdict: 'inconclusive' });
  // Somebody may have said so while all of this was read.
  const since = outer.length > 0 ? outer : await forbidding(ports, release, wave);
  if (since.length > 0) return keepShut(ports, all, { outer: since });
  const late = await barredSince(ports, release);
  if (late !== undefined) return { ...closed(wave.plan, 'stopped', late), verdict: 'fail' };
  if (isUnderived(all, skipped)) return 'again';
  const units = await takeUnits(ports, release, wave.plan);
  if (units.reasons.length > 0) return keepShut(ports, all, { outer: units.reasons });
  const rejectedSince = await rejectedBy(ports, release, wave.plan);
  if (rejectedSince !== undefined) return closed(wave.plan, 'stopped', rejectedSince);
  // Nothing else keeps it from starting.
  await skip(ports, release, all, { fence, skipped });
  // Whoever finds the gate open finds its wave under its alarms: watching begins before anything is served.
  await watchAlarms(ports, 'bake', wave);
  const after = await openWave(ports, release, wave, {
    fence,
    calendars,
    skips: passed.length > 0 ? await skipsOf(ports, wave) : [],
    notes: [...passed, ...mended, ...notes],
  });
  if (wave.blockedSince !== undefined) await unwatchAlarms(ports, 'gate', wave);
  if (hasOpened(after)) return opened(after.plan, await needsCopies(ports, release, after.plan));
  if (after.status !== 'waiting' || after.sealedAt !== undefined) return 'ended';
  if (after.halted) return closed(after.plan, 'stopped', after.halted.reason);
  // The hours were over meanwhile: they are looked at again, and nobody is kept from its units until then.
  await lookAtNext(ports, release, await giveBack(ports, release.id, units.taken));
  return 'wait';
}

/** Whether its limits were derived without a target that it would start with. */
function isUnderived({ underived = [] }: WaveOf<'waiting'>, skipped: Going['skipped']): boolean {
  const names = new Set(skipped.map(({ target }) => target.name));
  return underived.some((name) => !names.has(name));
}

/** A gate that alarms keep shut is kept under them, and then looked at again: they may have changed before that. */
async function firingNow(
  ports: Ports,
  wave: WaveOf<'waiting'>,
  fix: Fix | undefined,
): Promise<Firing> {
  const firing = await firingAlarms(ports, wave.pipeline, wave.plan.targets, fix);
  if (firing.found.length === 0 || wave.blockedSince !== undefined) return firing;
  await watchAlarms(ports, 'gate', wave);
  return firingAlarms(ports, wave.pipeline, wave.plan.targets, fix);
}

/** What a person has let through without a verdict leads on only for as long as they have said. */
async function expiredOverride(ports: Ports, { release, plan }: Wave): Promise<string | undefined> {
  // Slices go by what was before the one that has opened their gate.
  const first = plan.sliced?.first ?? plan.index;
  if (first === 0) return undefined;
  const before = await readWave(ports, release, first - 1);
  const { until, name } = overrideOf(before) ?? {};
  if (until === undefined || ports.clock.now().toISOString() < until) return undefined;
  return `what ${name} has let through in ${waveName(before.plan)} was good until ${until}, and ${waveName(plan)} had not started by then`;
}

/** Another release may have proven the same bytes harmful, or a person barred them, since this one was claimed. */
async function barredSince(
  ports: Ports,
  { pipeline, revision }: Release,
): Promise<string | undefined> {
  const barring = (await quarantinesOf(ports, pipeline, revision)).find(isBarring);
  if (barring === undefined) return undefined;
  return `${labelOf(revision)} is quarantined since ${barring.since}: ${barring.reason}`;
}

/** A place that another pipeline owns is never deployed to, however both came to name it. */
async function othersPlace(ports: Ports, { pipeline, plan }: Wave): Promise<string | undefined> {
  const owners = await sideBySide(plan.targets, (target) => ownerAgainst(ports, pipeline, target));
  const taken = owners.flatMap((owner, index) =>
    owner ? [`${plan.targets[index]!.name} is where pipeline ${owner.pipeline} deploys to`] : [],
  );
  if (taken.length === 0) return undefined;
  return `${reasonOf(taken)}: the owners of both have to agree whose it is, and apply the other without it`;
}
