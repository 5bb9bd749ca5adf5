import { verb } from '../verb.ts';
import { deployedOptions, ofPipeline, release } from './deployed-options.ts';

export const explain = verb({
  group: 'Ask why',
  summary: 'tell why each wave of a release was judged as it was',
  operands: { release },
  options: {
    wave: { value: 'NAME', text: 'one wave alone, such as prod/one-box' },
    pipeline: ofPipeline,
    all: { text: 'every metric that was watched, not those alone that are worth showing' },
    ...deployedOptions,
  },
  run: async (asked) => (await import('../explain.ts')).explain(asked),
});
