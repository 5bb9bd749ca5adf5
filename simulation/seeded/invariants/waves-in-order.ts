import { waveName } from '../../../core/wave.ts';
import { type Invariant, nameOfWave } from '../invariant.ts';

export const wavesInOrder: Invariant = {
  holds:
    'a wave starts only when every wave before it has passed its bake, or was let through by name',
  broken: ({ report }) =>
    report.releases.flatMap(({ id, waves }) =>
      waves.flatMap((wave, index) => {
        const { deployedAt } = wave;
        if (deployedAt === null) return [];
        return waves.slice(0, index).flatMap((before) => {
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
