import type { Invariant } from '../invariant.ts';

export const nothingLeftBehind: Invariant = {
  holds: 'no lease, no place in front of a stage, no wait and no event stays behind',
  broken: ({ pipelines, leftWaiting, deadLetters }) => [
    ...pipelines.flatMap(({ stages }) =>
      stages.flatMap(({ name, lease, waiting }) => [
        ...(lease ? [`stage ${name} is still held by ${lease.release}`] : []),
        ...(waiting ? [`${waiting.release} still waits for ${name}`] : []),
      ]),
    ),
    ...leftWaiting.map((what) => `left behind is ${what}`),
    ...(deadLetters > 0 ? [`${deadLetters} events ended in the dead letters`] : []),
  ],
};
