import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';
import { lastOption } from './last-option.ts';

export const noise = verb({
  group: 'Ask why',
  summary: 'list how noisy each alarm is, and what is proposed of those that are',
  details: [
    'An alarm is noisy where people have said of what it failed that it was harmless (tidegate correct). Of a noisy one ' +
      'it is proposed that it wakes nobody any more, then that it stops nothing any more, with a task to mend it. ' +
      'Nothing follows from a proposal by itself: a person carries it out.',
  ],
  operands: { pipeline: { ...pipelineName, optional: true } },
  options: { last: lastOption, ...deployedOptions },
  examples: [{ words: 'noise', text: 'Every alarm of every pipeline that has failed anything' }],
  run: async (asked) => (await import('../noise.ts')).noise(asked),
});
