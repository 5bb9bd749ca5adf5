// What a release has put on the targets of its earlier waves: it must be there still, or what they proved is not so.

import type { Gathered } from '../core/judging/look.ts';
import { keys, ranges } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Target } from '../core/target.ts';
import type { TruthReading } from '../core/verdict.ts';
import type { Wave } from '../core/wave.ts';
import { readingOf } from './gather-truth.ts';
import type { Ports } from './ports.ts';
import { compareWithTruth } from './read-truth.ts';
import { sideBySide } from './side-by-side.ts';

/** Of the targets that passed before: the ones of the last waves. A wave stays linear in its own targets. */
const MOST_EARLIER = 100;

export interface Earlier {
  readonly targets: readonly TargetDefinition[];
  /** As the table has them, by name: those that run the release. */
  readonly items: ReadonlyMap<string, Target>;
}

export async function earlierTargets(
  ports: Ports,
  { pipeline, release, plan }: Pick<Wave, 'pipeline' | 'release' | 'plan'>,
): Promise<Earlier> {
  if (plan.index === 0) return { targets: [], items: new Map() };
  const lastFirst = await wavesBefore(ports, release, plan);
  const targets = lastFirst
    .toReversed()
    .flatMap((wave) => wave.plan.targets)
    .slice(-MOST_EARLIER);
  const read = await sideBySide(targets, ({ name }) =>
    ports.table.get(keys.target(pipeline, name)),
  );
  const ours = read.filter((item) => isStill(item, release)) as Target[];
  return { targets, items: new Map(ours.map((item) => [item.name, item])) };
}

/**
 * The last before it, in pages, until they hold the targets that count. Of slices a hundred look at once: if each read
 * all of them, what a wave costs would grow with the square of its targets.
 */
async function wavesBefore(
  ports: Ports,
  release: string,
  { index, sliced, targets }: Wave['plan'],
): Promise<Wave[]> {
  const most = sliced ? 1 + Math.ceil(MOST_EARLIER / Math.max(1, targets.length)) : MOST_EARLIER;
  const first = keys.wave(release, 0).sk;
  const lastFirst: Wave[] = [];
  let [before, count] = [index, 0];
  while (before > 0 && count < MOST_EARLIER) {
    const last = keys.wave(release, before - 1).sk;
    const page = await ports.table.between(ranges.waves(release), first, last, most);
    lastFirst.push(...page);
    count += page.reduce((sum, wave) => sum + wave.plan.targets.length, 0);
    before = page.at(-1)?.plan.index ?? 0;
  }
  return lastFirst;
}

/** Where a newer release has begun, it moves what this one has put there: that is nobody else. */
function isStill(item: Target | undefined, release: string): boolean {
  return item?.running?.release === release && item.intent?.status !== 'open';
}

/**
 * Those that run something else by now, and who has moved them. What cannot be read is no doubt about this wave: the
 * next gate, or the end of the release, reads it again.
 */
export async function gatherEarlierTruth(
  ports: Ports,
  wave: Wave,
): Promise<Gathered<readonly TruthReading[]>> {
  const { targets, items } = await earlierTargets(ports, wave);
  const said = targets.flatMap((target) => {
    const { running } = items.get(target.name) ?? {};
    return running ? [{ target, installed: running }] : [];
  });
  const all = await compareWithTruth(ports, said, 'quick');
  const others = all.filter(({ says }) => says.is === 'other');
  const found = await sideBySide(others, async (each) => {
    // A newer release may have begun there between the two reads.
    const item = await ports.table.get(keys.target(wave.pipeline, each.target.name));
    return isStill(item, wave.release) ? readingOf(ports, each) : { found: [] };
  });
  return { found: found.flatMap((reading) => reading.found), unread: [] };
}
