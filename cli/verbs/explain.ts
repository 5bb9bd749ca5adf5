import { verb } from '../verb.ts';
import { deployedOptions, ofPipeline, releaseWords } from './deployed-options.ts';

export const explain = verb({
  group: 'Ask why',
  summary: 'tell why each wave of a release was judged as it was',
  forms: ['[PIPELINE] RELEASE [OPTIONS]'],
  operands: { named: releaseWords },
  options: {
    wave: { value: 'NAME', text: 'one wave alone, such as prod/one-box' },
    pipeline: ofPipeline,
    all: { text: 'every metric that was watched, not those alone that are worth showing' },
    ...deployedOptions,
  },
  examples: [
    { words: 'explain checkout latest', text: 'The last release' },
    { words: 'explain checkout 413 --wave prod/one-box', text: 'One wave of another' },
  ],
  run: async (asked) => (await import('../explain.ts')).explain(asked),
});
