import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';
import { lastOption } from './last-option.ts';

export const signals = verb({
  group: 'Ask why',
  summary: 'show how often each alarm, metric and shadow of a pipeline was right',
  operands: { pipeline: pipelineName },
  options: { last: lastOption, ...deployedOptions },
  run: async (asked) => (await import('../signals.ts')).signals(asked),
});
