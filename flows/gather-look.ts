// Gathers what a look at a bake is judged by: alarms with their histories, what the judge is told, and data points.

import { provesHarm } from '../core/alarm-reading.ts';
import type { BakingTarget, Gathered, Look, TargetReading } from '../core/judging/look.ts';
import type { DataPointsDefinition } from '../core/pipeline/watch-schema.ts';
import { type DataReading, isDrift } from '../core/verdict.ts';
import { isShiftOver } from '../core/watch/case-times.ts';
import { placeOfMetric } from '../core/watch/kept-at.ts';
import type { BakedWave } from '../core/wave.ts';
import { gatherEarlierTruth } from './earlier-truth.ts';
import { gatherAlarms } from './gather-alarms.ts';
import { gatherTruth, itemsOf } from './gather-truth.ts';
import { gathered, together } from './gathered.ts';
import { readJudging } from './judgings.ts';
import { gatherLoad } from './load.ts';
import type { Ports } from './ports.ts';
import { readCase, readShift } from './read-case.ts';
import { readSignals } from './read-signals.ts';
import { sideBySide } from './side-by-side.ts';

const nothing = { found: [], unread: [] };

/**
 * Everything, once; of a bake that an alarm has ended, or somebody else's hand, that and the alarms alone:
 * `gatherReadings` reads the rest of it.
 */
export async function gatherLook(ports: Ports, wave: BakedWave, lastLook: boolean): Promise<Look> {
  const lookedAt = ports.clock.now();
  const items = await itemsOf(ports, wave);
  const truth = together([
    await gatherTruth(ports, wave, items),
    await gatherEarlierTruth(ports, wave),
  ]);
  const alarms = await gatherAlarms(ports, wave, lookedAt, {
    items,
    bakeStartedAt: wave.bake.startedAt,
  });
  const look = {
    wave,
    lookedAt,
    lastLook,
    items,
    truth,
    alarms,
    readings: nothing,
    data: nothing,
    load: nothing,
  };
  if (truth.found.some(isDrift) || alarms.found.some(provesHarm)) return look;
  const readings = await gatherReadings(ports, look);
  const data = await gatherData(ports, wave, lookedAt);
  return { ...look, readings, data, load: await gatherLoad(ports, wave) };
}

/** What the judge is told of each target of a wave: nothing where it is off. */
export async function gatherReadings(
  ports: Ports,
  { wave, lookedAt, items }: Pick<Look, 'wave' | 'lookedAt' | 'items'>,
): Promise<Look['readings']> {
  const { targets, bake } = wave.plan;
  if (bake === undefined || bake.judge.mode === 'off') return nothing;
  const all = await sideBySide(targets, (target) =>
    gatherTarget(ports, { wave, target, item: items.get(target.name), lookedAt }),
  );
  return together(all);
}

/** Where one of its cases cannot be read, nothing is known of the target. */
async function gatherTarget(
  ports: Ports,
  baking: BakingTarget,
): Promise<Gathered<readonly TargetReading[]>> {
  const { target } = baking;
  const signals = await readSignals(ports, baking);
  const cases = await gathered(ports, `the metrics of ${target.name}`, [], async () => {
    const [bake, shift] = await Promise.all([
      readCase(ports, baking, signals),
      shiftOf(ports, baking),
    ]);
    return [{ target, signals, bake, ...shift }];
  });
  return together([{ found: [], unread: signals.unread }, cases]);
}

/** A shift that is over says no more than it did: it is read once more when its last minute has settled. */
async function shiftOf(
  ports: Ports,
  baking: BakingTarget,
): Promise<Pick<TargetReading, 'shift' | 'keptShift'>> {
  const { wave, target } = baking;
  const place = { release: wave.release, wave: wave.plan.index, target: target.name };
  const before = await readJudging(ports, { ...place, of: 'shift' });
  const isOver = before && isShiftOver(wave, new Date(before.lookedAt));
  const shift = isOver ? null : await readShift(ports, baking);
  // What was judged while both were there stands, also where the old one is gone since.
  return { shift, ...(shift === null && before && { keptShift: before }) };
}

/** The data points of its targets since the bake began. */
export async function gatherData(
  ports: Ports,
  wave: BakedWave,
  lookedAt: Date,
): Promise<Look['data']> {
  const asking = wave.plan.targets.flatMap(({ name, account, region, dataPoints }) =>
    dataPoints === undefined
      ? []
      : [{ name, wanted: dataPoints, place: placeOfMetric(dataPoints, { account, region }) }],
  );
  const byPlace = Map.groupBy(asking, ({ place }) => `${place.account}/${place.region}`);
  const all = await sideBySide([...byPlace.values()], (inPlace) =>
    gathered(ports, `the metrics of ${inPlace.map(({ name }) => name).join(', ')}`, [], () =>
      dataOf(ports, wave, inPlace, lookedAt),
    ),
  );
  return together(all);
}

/** The data points of a target, and where they are kept. */
interface Asking {
  readonly name: string;
  readonly wanted: DataPointsDefinition;
  readonly place: Ports['home'];
}

async function dataOf(
  ports: Ports,
  wave: BakedWave,
  asking: readonly Asking[],
  lookedAt: Date,
): Promise<DataReading[]> {
  const [first] = asking;
  if (first === undefined) return [];
  const wanted = asking.map((each) => each.wanted);
  const since = new Date(wave.bake.startedAt);
  const counts = await ports.alarms.dataPoints(first.place, wanted, since, lookedAt);
  return asking.map(({ name, wanted: { metric, atLeast } }, index) => ({
    target: name,
    metric,
    got: counts[index] ?? 0,
    atLeast,
  }));
}
