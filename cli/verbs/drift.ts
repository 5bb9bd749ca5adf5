import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';

export const drift = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'list the targets that do not run what the ledger says, and who has moved them',
  details: [
    'What runs is read from AWS at that moment. It exits with 1 where any target differs, or cannot be read.',
  ],
  operands: {
    pipelines: { ...pipelineName, what: 'the names of pipelines', many: true, optional: true },
  },
  options: {
    ...deployedOptions,
    role: {
      value: 'NAME',
      text: 'the role to take in other accounts, else tidegate-prod-reads',
      group: 'Where the targets are',
    },
  },
  run: async (asked) => (await import('../drift.ts')).drift(asked),
});
