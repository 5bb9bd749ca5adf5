// The load of a bake: begun with it, looked at while it bakes, and stopped at its end, whoever ends it.

import { createHash } from 'node:crypto';
import { extensionsOf } from '../core/bake.ts';
import { isFailure } from '../core/failure.ts';
import type { Gathered } from '../core/judging/look.ts';
import type { LedgerEvent } from '../core/ledger.ts';
import { isBegun, isTooEarly, type LoadReading, type LoadRun } from '../core/load.ts';
import { elsewhereText, placeOf } from '../core/pipeline/test-schema.ts';
import { plainReason } from '../core/plain-reason.ts';
import { type BakedWave, bakeEndsAt, hasBaked, type Wave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { gathered } from './gathered.ts';
import { announced } from './hands.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease } from './read.ts';
import { entryOf } from './stages.ts';
import { variablesOf } from './start-build.ts';

/**
 * Begins the load that a bake names: meant first, then begun once, then kept, so that whoever ends the bake knows of it
 * or finds it by its mark. Where that fails it is told, tried again at the next look, and the bake goes on.
 */
export async function startLoad(ports: Ports, wave: BakedWave, stretch: number): Promise<void> {
  const { load } = wave.plan.bake;
  const own = `${wave.release}/${wave.plan.index}/load${stretch > 0 ? ` ${stretch + 1}` : ''}`;
  if (load === undefined || isBegun(wave.bake.load, own)) return;
  const meant = await meanLoad(ports, wave, own);
  if (meant === undefined) return;
  const { mark } = meant.run;
  const begun = await announced(ports, wave, `load ${load.project}`, () =>
    begin(ports, wave, load.project, meant),
  );
  const kept = await changeLoad(ports, wave, mark, (run) => {
    if ('build' in begun) {
      const { failed: _, ...rest } = run;
      const text = `load started: ${load.project}${elsewhereText(load)}`;
      return { run: { ...rest, build: begun.build }, event: 'LoadStarted', text };
    }
    const text = `load ${load.project} did not start: ${begun.failed}`;
    const isTold = run.failed !== undefined;
    return { run: { ...run, failed: begun.failed }, ...(!isTold && { event: 'LoadEnded', text }) };
  });
  // Its bake has ended meanwhile: whoever has ended it knew nothing of this build.
  if ('build' in begun && (kept.status !== 'baking' || kept.sealedAt !== undefined)) {
    await ports.loads.stop(placeOf(load, ports.home), begun.build);
    await noteEnd(ports, kept, mark, 'stopped, as its bake had ended');
  }
}

interface Meant {
  readonly run: LoadRun;
  /** Nobody has tried to begin it. */
  readonly isNew: boolean;
}

/** The load as it is meant from now on; undefined where another hand has begun it, or the bake is over. */
async function meanLoad(ports: Ports, wave: BakedWave, own: string): Promise<Meant | undefined> {
  const since = ports.clock.now().toISOString();
  let isNew = false;
  const meant = await changeWave(ports, wave.release, wave.plan.index, (item) => {
    const { status } = item;
    // One that may run, unknown to anybody, is found by its own mark.
    isNew =
      status === 'baking' &&
      !item.bake.asked &&
      (item.bake.load === undefined || item.bake.load.ended !== undefined) &&
      !isBegun(item.bake.load, own);
    if (!isNew || status !== 'baking') return undefined;
    return { item: { ...item, bake: { ...item.bake, load: { mark: own, since } } } };
  });
  if (meant.status !== 'baking' || meant.bake.asked) return undefined;
  const { load } = meant.bake;
  return load === undefined || isBegun(load, own) ? undefined : { run: load, isNew };
}

async function begin(
  ports: Ports,
  wave: BakedWave,
  project: string,
  { run: { mark }, isNew }: Meant,
): Promise<{ readonly build: string } | { readonly failed: string }> {
  const { bake } = wave.plan;
  const place = placeOf(bake.load ?? {}, ports.home);
  const release = await readRelease(ports, wave.pipeline, wave.release);
  const seconds = bake.seconds + extensionsOf(bake) * bake.extensionSeconds;
  try {
    const known = isNew ? undefined : await ports.loads.find(place, project, mark);
    const token = createHash('sha256').update(mark).digest('hex');
    const variables = {
      ...variablesOf(release, wave),
      TIDEGATE_LOAD_SECONDS: String(bake.seconds),
    };
    const minutes = Math.ceil(seconds / 60) + SPARE_MINUTES;
    const build =
      known ?? (await ports.loads.start(place, { project, mark, token, variables, minutes }));
    return { build };
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code });
    return { failed: plainReason(thrown.message) };
  }
}

/** Whoever stops it comes first. */
const SPARE_MINUTES = 10;

/** What of the load does not run as it should: nothing while it runs, or where there is none. */
export async function gatherLoad(
  ports: Ports,
  wave: BakedWave,
): Promise<Gathered<readonly LoadReading[]>> {
  const { load: planned, seconds } = wave.plan.bake;
  const { load, asked } = wave.bake;
  if (planned === undefined || asked) return { found: [], unread: [] };
  const name = `load ${planned.project}`;
  const { build, ended, early = false, failed } = load ?? {};
  if (ended !== undefined)
    return { found: [{ text: `${name} ${ended}`, isMissed: early }], unread: [] };
  if (build === undefined) {
    const text = `${name} has not started${failed === undefined ? '' : `: ${failed}`}`;
    return { found: [{ text, isMissed: true }], unread: [] };
  }
  return gathered(ports, name, [], async () => {
    const state = await ports.loads.get(placeOf(planned, ports.home), build);
    if (state?.status === 'IN_PROGRESS') return [];
    const said = state === undefined ? 'is gone' : `ended ${state.status} by itself`;
    const endedAt = Date.parse(state?.endedAt ?? ports.clock.now().toISOString());
    const isMissed = isTooEarly(endedAt, bakeEndsAt(wave), seconds);
    return [{ text: `${name} ${said}`, ended: said, isMissed }];
  });
}

/** Writes down that it has ended by itself: it is not asked again. */
export async function noteLoad(
  ports: Ports,
  wave: BakedWave,
  { found: [reading] }: Gathered<readonly LoadReading[]>,
): Promise<void> {
  const { load } = wave.bake;
  if (load === undefined || reading?.ended === undefined) return;
  await noteEnd(ports, wave, load.mark, reading.ended, reading.isMissed);
}

/** Nothing asks a bake's targets for more once it is over. Doing it again changes nothing. */
export async function stopLoad(ports: Ports, wave: Wave): Promise<void> {
  if (!hasBaked(wave)) return;
  const { load, traffic } = wave.bake;
  const { load: planned, trafficAt = {} } = wave.plan.bake;
  if (traffic !== undefined) await ports.loads.stop(placeOf(trafficAt, ports.home), traffic);
  if (planned === undefined || load === undefined || load.ended !== undefined) return;
  const place = placeOf(planned, ports.home);
  const build = load.build ?? (await ports.loads.find(place, planned.project, load.mark));
  if (build === undefined) return;
  await ports.loads.stop(place, build);
  await noteEnd(ports, wave, load.mark, 'stopped, with its bake');
}

async function noteEnd(
  ports: Ports,
  wave: Wave,
  mark: string,
  ended: string,
  isEarly = false,
): Promise<void> {
  await changeLoad(ports, wave, mark, (run, project) => ({
    run: { ...run, ended, ...(isEarly && { early: true as const }) },
    event: 'LoadEnded',
    text: `load ${project} ${ended}`,
  }));
}

interface Change {
  readonly run: LoadRun;
  readonly event?: LedgerEvent;
  readonly text?: string;
}

/** Changes what the wave has of this very load, as long as that has not ended. */
function changeLoad(
  ports: Ports,
  { release, plan, pipeline }: Wave,
  mark: string,
  change: (run: LoadRun, project: string) => Change,
): Promise<Wave> {
  return changeWave(ports, release, plan.index, (item) => {
    if (!hasBaked(item)) return undefined;
    const { load } = item.bake;
    if (load?.mark !== mark || load.ended !== undefined) return undefined;
    const { run, event, text = '' } = change(load, item.plan.bake.load?.project ?? '');
    const of = { pipeline, id: release };
    const entries = event ? [entryOf(ports, of, event, waveName(plan), text)] : [];
    return { item: { ...item, bake: { ...item.bake, load: run } }, entries };
  });
}
