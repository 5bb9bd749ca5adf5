import { verb } from '../verb.ts';
import { commandOptions, ofPipeline, release } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';

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
    reason: { ...reason, text: 'what you know; it stands in the ledger' },
    wave: { value: 'NAME', text: 'which wave, where several were judged' },
    pipeline: ofPipeline,
    ...commandOptions,
  },
  examples: [
    {
      words: 'correct checkout-66ca875f76c1-1 harmless --reason "a load test"',
      text: 'The errors were not its own',
    },
  ],
  run: async (asked) => (await import('../correct.ts')).correct(asked),
});
