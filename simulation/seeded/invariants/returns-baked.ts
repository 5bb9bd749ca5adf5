import { isBarring } from '../../../core/quarantine.ts';
import { type Invariant, nameOfWave } from '../invariant.ts';

export const returnsBaked: Invariant = {
  holds: 'what is taken back runs what had baked there, and what is not quarantined',
  broken: ({ pipelines, report }) =>
    pipelines.flatMap(({ targets, quarantines, releases }) => {
      const barred = new Set(
        report.releases
          .filter(({ id }) => quarantines.some((each) => isBarring(each) && each.release === id))
          .map(({ revision }) => revision),
      );
      const own = report.releases.filter(({ id }) => releases.some((release) => release.id === id));
      const last = own.at(-1);
      const back = last?.waves.filter(({ outcome }) => outcome === 'RolledBack') ?? [];
      return back.flatMap((wave) =>
        targets
          .filter(({ definition }) => wave.targets.includes(definition.name))
          .filter(({ runs, hadBaked }) => !hadBaked.includes(runs) || barred.has(runs ?? ''))
          .map(
            ({ definition, runs }) =>
              `${last?.id}: ${nameOfWave(wave)} was rolled back, and ${definition.name} runs ${runs}`,
          ),
      );
    }),
};
