import { verb } from '../verb.ts';
import { deployedOptions, ofPipeline, release } from './deployed-options.ts';

export const correct = verb({
  group: 'Ask why',
  summary: 'say that a verdict was wrong, so that it is counted',
  operands: {
    release: { ...release, what: 'a release' },
    is: {
      value: 'WORD',
      what: 'a word',
      text: 'what it was: harmless, though it failed, or missed, though it passed',
      choices: ['harmless', 'missed'],
    },
  },
  options: {
    reason: { value: 'TEXT', text: 'what you know', required: true },
    wave: { value: 'NAME', text: 'which wave, where several were judged' },
    pipeline: ofPipeline,
    ...deployedOptions,
  },
  examples: [
    {
      words: 'correct checkout-66ca875f76c1-1 harmless --reason "a load test"',
      text: 'The errors were not its own',
    },
  ],
  run: async (asked) => (await import('../correct.ts')).correct(asked),
});
