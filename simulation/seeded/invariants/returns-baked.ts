import { isBarring } from '../../../core/quarantine.ts';
import { sameAs } from '../alike.ts';
import { type Invariant, isMovedByOthers, isUntouched, nameOfWave } from '../invariant.ts';

export const returnsBaked: Invariant = {
  holds: 'what is taken back runs what had baked there, and what is not quarantined',
  broken: (record) =>
    record.pipelines.flatMap(({ targets, quarantines, releases }) => {
      const own = record.report.releases.filter(({ id }) =>
        releases.some((release) => release.id === id),
      );
      const last = own.at(-1);
      // What is quarantined after it was returned to is a person's to take back.
      const known = quarantines.filter(
        (each) => isBarring(each) && each.since <= (last?.endedAt ?? ''),
      );
      const barred = new Set(
        record.report.releases
          .filter(({ id }) => known.some(({ release }) => release === id))
          .map(({ revision }) => revision),
      );
      const back = last?.waves.filter(({ outcome }) => outcome === 'RolledBack') ?? [];
      return back.flatMap((wave) =>
        targets
          .filter(({ definition }) => wave.targets.includes(definition.name))
          .filter(({ definition }) => !isMovedByOthers(record, definition.name))
          .filter((target) => !isUntouched(target))
          // By hand, some of a wave's targets may have had nothing to take back.
          .filter(({ item }) => last?.kind !== 'rollback' || item?.intent?.release === last.id)
          .filter(
            ({ definition, runs, hadBaked }) =>
              barred.has(runs ?? '') ||
              !sameAs(record.scenario, definition, runs).some((name) =>
                hadBaked.includes(name ?? null),
              ),
          )
          .map(
            ({ definition, runs }) =>
              `${last?.id}: ${nameOfWave(wave)} was rolled back, and ${definition.name} runs ${runs}`,
          ),
      );
    }),
};
