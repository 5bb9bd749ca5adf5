import type { Invariant } from '../invariant.ts';
import { markedDeployments } from '../record/marks.ts';

export const pipelinesApart: Invariant = {
  holds: 'a pipeline starts what it starts on targets of its own, and no other stops it',
  broken: (record) => {
    const ownerOf = new Map(
      record.pipelines.flatMap(({ definition, targets }) =>
        targets.map((target) => [target.definition.name, definition.pipeline]),
      ),
    );
    const pipelineOf = new Map(
      record.pipelines.flatMap(({ definition, releases }) =>
        releases.map(({ id }) => [id, definition.pipeline]),
      ),
    );
    return markedDeployments(record).flatMap(({ target, release }) => {
      const [owner, by] = [ownerOf.get(target), pipelineOf.get(release)];
      return owner === by ? [] : [`${release} of ${by} changed ${target}, which is ${owner}'s`];
    });
  },
};
