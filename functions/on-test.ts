// What runs a test that is no build has ended: a call of a team's function, a run of a canary, or an experiment.

import * as z from 'zod';
import { canaries, experiments, table, workflows } from '../flows/adapters.ts';
import { canaryChanged, testChanged } from '../flows/test-changed.ts';
import { runOfExperiment } from '../flows/tests/experiment-test.ts';
import { listener } from './task.ts';

const Event = z.discriminatedUnion('source', [
  z.object({
    source: z.literal('aws.states'),
    detail: z.object({ executionArn: z.string() }),
  }),
  z.object({ source: z.literal('aws.synthetics') }),
  z.object({
    source: z.literal('aws.fis'),
    detail: z.object({ 'experiment-id': z.string() }),
  }),
]);

export const onTest = listener(Event, (event, ports) => {
  switch (event.source) {
    case 'aws.states':
      return testChanged(ports, event.detail.executionArn);
    case 'aws.fis':
      return testChanged(ports, runOfExperiment(event.detail['experiment-id']));
    case 'aws.synthetics':
      return canaryChanged(ports);
  }
});

export const handler = onTest.onAws(canaries, experiments, table, workflows);
