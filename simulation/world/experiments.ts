// The experiments that are tests, as the scenario has them behave.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { ExperimentEnd } from '@tidegate/embedded-aws/services/fis';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { placeOf } from '../../core/pipeline/test-schema.ts';
import type { EndsBadly } from './bad-test.ts';
import { home } from './place.ts';
import type { Revisions } from './revisions.ts';
import type { Truth } from './truth.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly revisions: Revisions;
  readonly truth: Pick<Truth, 'runningOn'>;
  readonly endsBadly: EndsBadly;
}

const SECONDS = 120;

export function addExperiments(
  parts: Parts,
  pipelines: readonly PipelineDefinition[],
  tags: Readonly<Record<string, string>>,
): void {
  const { aws, revisions, truth, endsBadly } = parts;
  for (const stage of pipelines.flatMap(({ stages }) => stages))
    for (const { experiment: template, ...test } of stage.tests) {
      if (template === undefined) continue;
      const run = () => {
        const running = targetsOf(stage).flatMap((target) => truth.runningOn(target) ?? []);
        const ends = running
          .map((revision) => revisions.commitOf(revision))
          .map((commit) => endsBadly({ runner: template, commit, stage: stage.name }))
          .find((status) => status !== undefined);
        return endOf(ends);
      };
      aws.fis.add(placeOf(test, home), template, run, tags);
    }
}

/** What an experiment shows is shown by alarms: it fails only by itself. */
function endOf(status: ReturnType<EndsBadly>): ExperimentEnd {
  switch (status) {
    case undefined:
      return { status: 'completed', seconds: SECONDS };
    case 'STOPPED':
      return { status: 'stopped', reason: 'Experiment stopped by user.', seconds: SECONDS };
    case 'TIMED_OUT':
      return { status: 'completed', seconds: Number.POSITIVE_INFINITY };
    case 'FAILED':
    case 'FAULT':
      return { status: 'failed', reason: 'an action failed', seconds: SECONDS };
  }
}
