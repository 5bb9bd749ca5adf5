import { waveName } from '../../../core/wave-name.ts';
import { type Invariant, nameOfWave } from '../invariant.ts';

export const wavesInOrder: Invariant = {
  holds:
    'a wave starts only when every wave before it has passed its bake, or was let through by name',
  broken: ({ report }) =>
    report.releases.flatMap(({ id, waves }) =>
      waves.flatMap((wave, index) => {
        const { deployedAt } = wave;
        if (deployedAt === null) return [];
        const earlier = waves.slice(0, index);
        // Slices of one wave run at once, behind the gate of all.
        const others = earlier.filter(
          (before) => nameOfWave(before) !== nameOfWave(wave) || before.targets.length === 0,
        );
        return others.flatMap((before) => {
          const passedAt = before.verdict === 'pass' ? (before.bakedAt ?? before.deployedAt) : null;
          if (passedAt !== null && passedAt <= deployedAt) return [];
          const isLetThrough = report.ledger.some(
            ({ event, release, subject, at }) =>
              event === 'VerdictOverridden' &&
              release === id &&
              subject === waveName(before) &&
              at <= deployedAt,
          );
          if (isLetThrough && before.verdict === 'inconclusive') return [];
          const text = `although ${nameOfWave(before)} had not passed (${before.verdict}, ${before.bakedAt})`;
          return [`${id}: ${nameOfWave(wave)} started ${text}`];
        });
      }),
    ),
};
