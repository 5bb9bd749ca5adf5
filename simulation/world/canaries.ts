// The canaries that are tests, as the scenario has them behave: each tells what it finds where its stage runs.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { CanaryEnd } from '@tidegate/embedded-aws/services/synthetics';
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

const SECONDS = 40;

export function addCanaries(
  parts: Parts,
  pipelines: readonly PipelineDefinition[],
  tags: Readonly<Record<string, string>>,
): void {
  const { aws, revisions, truth, endsBadly } = parts;
  for (const stage of pipelines.flatMap(({ stages }) => stages))
    for (const { name, place } of stage.tests.flatMap((test) =>
      (test.synthetics ?? []).map((each) => ({ name: each, place: placeOf(test, home) })),
    )) {
      const run = (): CanaryEnd => {
        const running = targetsOf(stage).flatMap((target) => truth.runningOn(target) ?? []);
        const ends = running
          .map((revision) => revisions.commitOf(revision))
          .map((commit) => endsBadly({ runner: name, commit, stage: stage.name }))
          .find((status) => status !== undefined);
        return endOf(ends);
      };
      aws.synthetics.add(place, { name, run, tags });
    }
}

function endOf(status: ReturnType<EndsBadly>): CanaryEnd {
  switch (status) {
    case undefined:
      return { state: 'PASSED', seconds: SECONDS };
    case 'FAILED':
      return { state: 'FAILED', code: 'CANARY_FAILURE', seconds: SECONDS };
    case 'TIMED_OUT':
    case 'STOPPED':
      return { state: 'FAILED', seconds: Number.POSITIVE_INFINITY };
    case 'FAULT':
      return { state: 'FAILED', code: 'EXECUTION_FAILURE', seconds: SECONDS };
  }
}
