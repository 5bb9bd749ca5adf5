import { verb } from '../verb.ts';
import { deployedOptions } from './deployed-options.ts';
import { policyOption } from './file-operands.ts';

export const scorecard = verb({
  group: 'Write a pipeline',
  summary:
    'show where each service stands on the ladder of good practice, and what it lacks, the worst first',
  details: ['Of the files named, without AWS; else of all pipelines that have been applied.'],
  operands: {
    files: {
      value: 'FILE',
      what: 'pipeline files',
      text: 'pipelines, such as tidegate.yml',
      optional: true,
      many: true,
    },
  },
  options: { policy: policyOption, ...deployedOptions },
  run: async (asked) => (await import('../scorecard.ts')).scorecard(asked),
});
