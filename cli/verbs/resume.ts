import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';

export const resume = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'let what people have held go on',
  details: [
    'It lets something through, and needs the permission for that. Somebody who has held it again since you looked is not overruled: then it is refused.',
  ],
  operands: { pipeline: { ...pipelineName, optional: true } },
  options: {
    reason,
    stage: { value: 'STAGE', text: 'this stage alone' },
    scope: {
      value: 'SCOPE',
      text: 'in place of a pipeline: organisation or team:NAME, as the line was stopped',
    },
    ...commandOptions,
  },
  examples: [
    {
      words: 'resume checkout --reason "the till is out"',
      text: 'The releases that wait look at their gates again',
    },
  ],
  run: async (asked) => (await import('../by-hand.ts')).resume(asked),
});
