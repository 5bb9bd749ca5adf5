import type { Invariant } from '../invariant.ts';

export const endsNamed: Invariant = {
  holds: 'every release ends, in one named outcome, and the console says the same',
  broken: ({ report, executions, hasEnded, pipelines }) => [
    ...(hasEnded ? [] : ['the world did not come to rest']),
    ...report.releases.flatMap(({ id, outcome }) =>
      outcome === null ? [`${id} has no outcome`] : [],
    ),
    ...executions.flatMap(({ machine, name, status, error, output }) => {
      if (machine === 'wave') return [];
      const said =
        status === 'SUCCEEDED' ? output.outcome : status === 'FAILED' ? error : undefined;
      const releases = pipelines.flatMap((pipeline) => pipeline.releases);
      const id = releases.find(({ execution }) => execution.endsWith(`:${name}`))?.id;
      const outcome = report.releases.find((release) => release.id === id)?.outcome;
      if (said === undefined || outcome === undefined || said === outcome) return [];
      return [`${name} ended ${String(said)} in the console, ${outcome} in the table`];
    }),
  ],
};
