import type { Invariant } from '../invariant.ts';

export const onlyDirtyFrozen: Invariant = {
  holds: 'a stage is frozen only by a release that left one of its waves dirty',
  broken: ({ pipelines, report }) =>
    pipelines.flatMap(({ stages }) =>
      stages.flatMap(({ name, frozen }) => {
        const release = report.releases.find(({ id }) => id === frozen?.release);
        if (release === undefined) return [];
        const own = release.waves.filter(({ stage }) => stage === name);
        if (own.some(({ outcome }) => outcome === 'LeftDirty')) return [];
        return [
          `${release.id} froze ${name}, whose waves are ${own.map(({ outcome }) => outcome)}`,
        ];
      }),
    ),
};
