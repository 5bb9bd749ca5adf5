// Rules on the way back.

import { waveName } from '../wave-name.ts';
import { pathOfStage, pathsOfTargets } from './places.ts';
import { rule } from './rule.ts';
import { productionWavesOf } from './subject.ts';

export const rollbackEnabled = rule({
  id: 'rollback-enabled',
  title: 'Rollback enabled in production',
  why: 'Taking a bad revision back by itself ends harm in minutes; waiting for a person to decide takes the night.',
  fix: 'leave out onBakeFailure, or say onBakeFailure: rollBack',
  level: 'warn',
  sees: 'waves',
  parameters: {},
  check(subject) {
    const stopping = productionWavesOf(subject).filter(
      ({ onBakeFailure }) => onBakeFailure === 'stop',
    );
    return [...Map.groupBy(stopping, ({ stage }) => stage)].map(([stage, waves]) => ({
      path: [...pathOfStage(subject.pipeline, stage), 'onBakeFailure'],
      text: `expected a failed bake in stage ${stage} to be rolled back, got onBakeFailure: stop (${waves.map(waveName).slice(0, 3).join(', ')}${waves.length > 3 ? ', …' : ''})`,
    }));
  },
});

export const rollbackKnown = rule({
  id: 'rollback-known',
  title: 'What a rollback returns to is known',
  why: 'A target that has never finished a bake has nothing to go back to: a bad release there can only be stopped, with the harm left in place.',
  fix: 'release to the new target what its neighbours already run, before the next change; the first release of a pipeline is excused',
  level: 'warn',
  sees: 'start',
  parameters: {},
  check(subject) {
    const { pipeline } = subject;
    const { returnable = new Set<string>() } = subject.atStart ?? {};
    // Before its first release is through, no target of a pipeline has anything to go back to.
    if (returnable.size === 0) return [];
    const paths = pathsOfTargets(pipeline);
    return productionWavesOf(subject).flatMap(({ targets }) =>
      targets
        .filter(({ name }) => !returnable.has(name))
        .map(({ name }) => ({
          path: paths.get(name) ?? [],
          text: `expected target ${name} to have a revision that finished its bake there, got none to go back to`,
        })),
    );
  },
});
