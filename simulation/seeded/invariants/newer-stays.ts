import type { Release } from '../../../core/release.ts';
import type { Invariant } from '../invariant.ts';
import { markedDeployments } from '../record/marks.ts';

export const newerStays: Invariant = {
  holds: 'an older build never overwrites a newer one, unless it is taken back',
  broken: (record) => {
    const releases = new Map(
      record.pipelines.flatMap((pipeline) => pipeline.releases.map((each) => [each.id, each])),
    );
    const marked = markedDeployments(record);
    return [...Map.groupBy(marked, ({ target }) => target)].flatMap(([target, all]) =>
      all.flatMap(({ release, doing }, index) => {
        if (doing !== 'deploy') return [];
        const own = releases.get(release);
        const before = all.slice(0, index);
        // What only catches up comes in past what was taken back on its own targets.
        const from = own?.only ? before.findLastIndex((each) => each.doing === 'rollBack') + 1 : 0;
        const overwritten = before
          .slice(from)
          .filter((each) => each.doing === 'deploy')
          .map((earlier) => releases.get(earlier.release))
          .find((earlier) => own && earlier && isOlder(own, earlier));
        return overwritten ? [`${release} overwrote the newer ${overwritten.id} on ${target}`] : [];
      }),
    );
  },
};

/** Told by the places of their commits, or by the builds alone; not where a person or an earlier build has a say. */
function isOlder({ revision: a }: Release, { revision: b }: Release): boolean {
  if (a.firstBuild || b.firstBuild || a.steppedBackAt || b.steppedBackAt) return false;
  if (a.place && b.place && a.place.branch === b.place.branch && a.place.at !== b.place.at)
    return a.place.at < b.place.at;
  const [aTime, bTime] = [Date.parse(a.build.startedAt), Date.parse(b.build.startedAt)];
  return aTime < bTime || (aTime === bTime && a.build.number < b.build.number);
}
