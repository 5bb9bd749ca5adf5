import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';
import { holdFor } from './hold-for.ts';

export const hold = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'let no wave of a pipeline, or of one of its stages, start',
  details: [
    'What is under way is watched to the end of its wave; rollbacks are still allowed. Anyone who may read may hold. Several people may hold the same: tidegate resume lets all of it go on.',
  ],
  operands: { pipeline: pipelineName },
  options: {
    reason,
    stage: { value: 'STAGE', text: 'this stage alone' },
    for: holdFor,
    ...commandOptions,
  },
  examples: [
    {
      words: 'hold checkout --stage prod --reason "the till is on fire"',
      text: 'Nothing more reaches production',
    },
    {
      words: 'hold checkout --reason "a fair" --for 2h',
      text: 'It goes on by itself in two hours',
    },
  ],
  run: async (asked) => (await import('../by-hand.ts')).hold(asked),
});
