import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';

export const unfreeze = verb({
  group: 'Work with a deployed Tidegate',
  summary:
    'let releases into what is frozen: a stage that was left dirty, or what people have frozen',
  details: [
    'A stage is frozen by Tidegate where the state of a target could not be proven. Whoever unfreezes it has looked at its targets, and vouches for them. Else what tidegate freeze has frozen goes on. It lets something through, and needs the permission for that.',
  ],
  operands: {
    pipeline: { ...pipelineName, optional: true },
    stage: { value: 'STAGE', what: 'a stage', text: 'the stage that is frozen', optional: true },
  },
  options: {
    reason,
    scope: {
      value: 'SCOPE',
      text: 'in place of a pipeline: organisation, team:NAME, pipeline:NAME or stage:PIPELINE/STAGE, as it was frozen',
    },
    ...commandOptions,
  },
  examples: [
    {
      words: 'unfreeze checkout prod --reason "both aliases point at 41, by hand"',
      text: 'The next release may enter',
    },
    {
      words: 'unfreeze --scope organisation --reason "the sale is over"',
      text: 'Releases that wait look at their gates again',
    },
  ],
  run: async (asked) => (await import('../freeze.ts')).unfreeze(asked),
});
