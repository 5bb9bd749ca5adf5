import type { Invariant } from '../invariant.ts';

const CLEAN: ReadonlySet<string> = new Set(['Passed', 'NotStarted']);

export const onlyDirtyFrozen: Invariant = {
  holds: 'a stage is frozen only by a release that was left dirty, and that did not pass there',
  broken: ({ pipelines, report }) =>
    pipelines.flatMap(({ stages }) =>
      stages.flatMap(({ name, frozen }) => {
        const release = report.releases.find(({ id }) => id === frozen?.release);
        if (release === undefined) return [];
        const own = release.waves.filter(({ stage }) => stage === name);
        const isClean = own.every(({ outcome }) => CLEAN.has(outcome));
        if (release.outcome === 'LeftDirty' && !isClean) return [];
        return [
          `${release.id} froze ${name}, whose waves are ${own.map(({ outcome }) => outcome)}`,
        ];
      }),
    ),
};
