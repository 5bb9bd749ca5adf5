import { verb } from '../verb.ts';
import { deployedOptions } from './deployed-options.ts';
import { pipelineFile } from './file-operands.ts';

export const apply = verb({
  group: 'Work with a deployed Tidegate',
  summary:
    'store a pipeline in the table of a deployed Tidegate, as a new version if it says anything new',
  details: [
    'The file is checked whole and stored, or refused and nothing is stored. A release that runs keeps the version it started with.',
  ],
  operands: { file: pipelineFile },
  options: {
    ...deployedOptions,
    role: {
      value: 'NAME',
      text: 'the role to take in other accounts, to read how long their deployment groups take',
      group: 'Where the targets are',
    },
  },
  run: async (asked) => (await import('../apply.ts')).apply(asked),
});
