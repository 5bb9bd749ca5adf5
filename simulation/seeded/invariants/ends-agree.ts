import type { Invariant } from '../invariant.ts';

export const endsAgree: Invariant = {
  holds: 'a release’s outcome is that of its waves',
  broken: ({ report }) =>
    report.releases.flatMap(({ id, outcome, waves }) => {
      const ends = waves.map((wave) => wave.outcome);
      const passed = ends.length > 0 && ends.every((end) => end === 'Passed');
      return [
        ...((outcome === 'Promoted') === passed
          ? []
          : [`${id} ended ${outcome}, its waves ${ends}`]),
        ...(outcome === 'RolledBack' && !ends.includes('RolledBack')
          ? [`${id} ended RolledBack, but no wave did`]
          : []),
        ...(ends.includes('LeftDirty') && outcome !== 'LeftDirty'
          ? [`${id} left a wave dirty, and ended ${outcome}`]
          : []),
      ];
    }),
};
