import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';

export const history = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'show the versions of a pipeline: when each was applied, by whom, and what it changed',
  operands: { pipeline: pipelineName },
  options: deployedOptions,
  run: async (asked) => (await import('../history.ts')).history(asked),
});
