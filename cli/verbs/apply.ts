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
  options: deployedOptions,
  run: async (asked) => (await import('../apply.ts')).apply(asked),
});
