import type { Release } from '../../../core/release.ts';
import type { Invariant } from '../invariant.ts';
import { markedDeployments } from '../record/marks.ts';

export const newerStays: Invariant = {
  holds: 'an older build never overwrites a newer one, unless it is taken back',
  broken: (record) => {
    const releases = new Map(
      record.pipelines.flatMap((pipeline) => pipeline.releases.map((each) => [each.id, each])),
    );
    const deployed = markedDeployments(record).filter(({ doing }) => doing === 'deploy');
    return [...Map.groupBy(deployed, ({ target }) => target)].flatMap(([target, all]) =>
      all.flatMap(({ release }, index) => {
        const own = releases.get(release);
        const overwritten = all
          .slice(0, index)
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
