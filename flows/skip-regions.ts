// Skips regions that cannot be reached, once nothing else keeps a wave from starting: it goes on without its targets
// there. Nothing was begun there, so that it is known what they run; they are caught up later.

import { behindText, type LeftBehind } from '../core/behind.ts';
import { withMark } from '../core/behind-marks.ts';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import { alarmAt } from '../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Release } from '../core/release.ts';
import { emptyTarget } from '../core/target.ts';
import type { Wave, WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { unwatchAlarms } from './watch-alarms.ts';

/**
 * The wave without them. Its item says first what is skipped: so whoever comes after a hand that has died goes on with
 * it, and whoever ends the release knows which targets to seal. Then each target is marked, from when on no hand of the
 * release begins anything there; then the wave's plan is written anew. Doing it again changes nothing.
 *
 * Throws `LeaseLost` where another release has come to a target.
 */
export async function skip(
  ports: Ports,
  release: Release,
  wave: WaveOf<'waiting'>,
  { fence, skipped }: { readonly fence: number; readonly skipped: readonly LeftBehind[] },
): Promise<void> {
  if (skipped.length === 0) return;
  const said = await sayFirst(ports, wave, skipped);
  await sideBySide(said, (each) => mark(ports, release, { stage: wave.plan.stage, fence }, each));
  await goOnWithout(ports, release, wave, new Set(said.map(({ target }) => target.name)));
}

/** What is skipped by now; nothing where the wave has started meanwhile, is being ended, or would have nothing left. */
async function sayFirst(
  ports: Ports,
  { release, plan }: Wave,
  skipped: readonly LeftBehind[],
): Promise<readonly LeftBehind[]> {
  const after = await changeWave(ports, release, plan.index, (item) => {
    if (item.status !== 'waiting' || item.halted) return undefined;
    const { skipping = [] } = item;
    const names = new Set(skipping.map(({ target }) => target.name));
    const planned = new Set(item.plan.targets.map(({ name }) => name));
    const more = skipped.filter(({ target: { name } }) => planned.has(name) && !names.has(name));
    const all = [...skipping, ...more];
    if (more.length === 0 || all.length >= planned.size) return undefined;
    return { item: { ...item, skipping: all } };
  });
  return after.status === 'waiting' && after.sealedAt === undefined ? (after.skipping ?? []) : [];
}

/** From then on no hand of the release begins anything there. */
async function mark(
  ports: Ports,
  { pipeline, id, revision }: Release,
  { stage, fence }: { readonly stage: string; readonly fence: number },
  { target: { name }, reason, at }: LeftBehind,
): Promise<void> {
  const own = { release: id, revision, stage, since: at, reason, fence };
  await ports.table.change(keys.target(pipeline, name), (item = emptyTarget(pipeline, name)) => {
    if (item.fence > fence)
      throw new Failure(
        'LeaseLost',
        `expected fence ${fence} to be the highest on ${name}, which is skipped, got ${item.fence}: another release has taken over`,
      );
    return item.behind?.release === id ? undefined : { item: { ...withMark(item, own), fence } };
  });
}

async function goOnWithout(
  ports: Ports,
  release: Release,
  wave: WaveOf<'waiting'>,
  names: ReadonlySet<string>,
): Promise<void> {
  if (names.size === 0) return;
  await changeWave(ports, release.id, wave.plan.index, (item) => {
    if (item.status !== 'waiting') return undefined;
    const { skipping = [], away: _, ...before } = item;
    const done = skipping.filter(({ target }) => names.has(target.name));
    if (done.length === 0) return undefined;
    const left = skipping.filter(({ target }) => !names.has(target.name));
    const rest = item.plan.targets.filter(({ name }) => !names.has(name));
    const text = `goes on without ${behindText(done)}`;
    const entry = entryOf(ports, release, 'LeftBehind', waveName(item.plan), text);
    const after = {
      ...before,
      plan: { ...item.plan, targets: rest },
      behind: [...(item.behind ?? []), ...done],
      ...(left.length > 0 && { skipping: left }),
    };
    return { item: after, entries: [entry] };
  });
  const left = { release: release.id, plan: { ...wave.plan, targets: lostIn(wave, names) } };
  await unwatchAlarms(ports, 'gate', left);
}

/** Those with what watches them alone. */
function lostIn({ plan }: Wave, names: ReadonlySet<string>): TargetDefinition[] {
  const rest = plan.targets.filter(({ name }) => !names.has(name));
  const kept = new Set(
    rest.flatMap((target) => target.alarms.map((it) => JSON.stringify(alarmAt(target, it)))),
  );
  return plan.targets
    .filter(({ name }) => names.has(name))
    .map((target) => ({
      ...target,
      alarms: target.alarms.filter((it) => !kept.has(JSON.stringify(alarmAt(target, it)))),
    }));
}
