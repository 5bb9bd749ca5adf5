import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { optionalReason } from './deployed-reason.ts';

export const remove = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'remove a pipeline: no build starts a release of it any more',
  details: [
    'A release that runs goes on to its end; give the command again then. What was recorded stays, and the same name may be applied again. It touches nothing that runs.',
  ],
  operands: { pipeline: pipelineName },
  options: { reason: optionalReason, ...commandOptions },
  run: async (asked) => (await import('../leave.ts')).remove(asked),
});
