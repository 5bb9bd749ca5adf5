import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';
import { revisionNamed } from './revision-named.ts';
import { stageOption } from './stage-option.ts';

export const reject = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'reject the plan of a stage that waits for approvals: the release stops there',
  details: ['Nothing is taken back. Whoever may call the API may reject, as they may stop.'],
  operands: { pipeline: pipelineName, what: revisionNamed },
  options: { stage: stageOption, reason, ...commandOptions },
  examples: [
    {
      words: 'reject checkout 412 --stage prod --reason "not before the sale"',
      text: 'Stop it in front of production',
    },
  ],
  run: async (asked) => (await import('../decide.ts')).reject(asked),
});
