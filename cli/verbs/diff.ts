import { verb } from '../verb.ts';
import { deployedOptions } from './deployed-options.ts';
import { pipelineFile } from './file-operands.ts';

export const diff = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'show what a pipeline’s file says that the version in force does not',
  operands: { file: pipelineFile },
  options: deployedOptions,
  exits: {
    0: 'where applying the file would change nothing',
    1: 'where it would make a new version',
  },
  run: async (asked) => (await import('../diff.ts')).diff(asked),
});
