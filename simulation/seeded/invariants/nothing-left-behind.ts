import { waitingFor } from '../../../core/stage.ts';
import type { Invariant } from '../invariant.ts';

export const nothingLeftBehind: Invariant = {
  holds: 'no lease, no place in front of a stage, no wait and no event stays behind',
  broken: ({ pipelines, leftWaiting, deadLetters }) => [
    ...pipelines.flatMap(({ stages }) =>
      stages.flatMap((stage) => [
        ...(stage.lease ? [`stage ${stage.name} is still held by ${stage.lease.release}`] : []),
        ...waitingFor(stage).map(({ release }) => `${release} still waits for ${stage.name}`),
      ]),
    ),
    ...leftWaiting.map((what) => `left behind is ${what}`),
    ...(deadLetters > 0 ? [`${deadLetters} events ended in the dead letters`] : []),
  ],
};
