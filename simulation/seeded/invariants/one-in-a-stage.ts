import { targetsOf } from '../../../core/pipeline/parse.ts';
import type { Invariant } from '../invariant.ts';
import { type MarkedDeployment, markedDeployments } from '../record/marks.ts';

export const oneInAStage: Invariant = {
  holds: 'while a release deploys in a stage no other starts anything there',
  broken: (record) => {
    // What a rollback by hand has stopped comes to its end where nothing is taken back.
    const stopped = new Set(
      record.pipelines.flatMap(({ releases }) =>
        releases.flatMap(({ rollback }) => rollback?.stopped ?? []),
      ),
    );
    const all = markedDeployments(record).filter(({ release }) => !stopped.has(release));
    return record.pipelines.flatMap(({ definition }) =>
      definition.stages.flatMap((stage) => {
        const names = new Set(targetsOf(stage).map(({ name }) => name));
        const here = all.filter(({ target }) => names.has(target));
        return here.flatMap((started) =>
          [...others(started, here)].map(
            (release) =>
              `${started.release} started ${started.target} in ${stage.name} while ${release} was there`,
          ),
        );
      }),
    );
  },
};

/** The releases that have deployed in the stage and are not done with it. */
function others(started: MarkedDeployment, here: readonly MarkedDeployment[]): Set<string> {
  const of = here.filter(({ release }) => release !== started.release);
  const before = of.filter(({ createdAt }) => createdAt < started.createdAt);
  const running = before.filter(
    ({ completedAt }) => completedAt === undefined || completedAt > started.createdAt,
  );
  const goesOn = before.filter(({ release, doing }) =>
    of.some(
      (later) =>
        doing === 'deploy' &&
        later.doing === 'deploy' &&
        later.release === release &&
        later.createdAt > started.createdAt,
    ),
  );
  return new Set([...running, ...goesOn].map(({ release }) => release));
}
