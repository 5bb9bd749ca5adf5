import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';

export const unfreeze = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'let releases into a stage again that was left dirty',
  details: [
    'A stage is frozen where the state of a target could not be proven. Whoever unfreezes it has looked at its targets, and vouches for them. It lets something through, and needs the permission for that.',
  ],
  operands: {
    pipeline: pipelineName,
    stage: { value: 'STAGE', what: 'a stage', text: 'the stage that is frozen' },
  },
  options: { reason, ...commandOptions },
  examples: [
    {
      words: 'unfreeze checkout prod --reason "both aliases point at 41, by hand"',
      text: 'The next release may enter',
    },
  ],
  run: async (asked) => (await import('../by-hand.ts')).unfreeze(asked),
});
