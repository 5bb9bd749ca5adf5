import { verb } from '../verb.ts';
import { commandOptions } from './deployed-options.ts';
import { optionalReason } from './deployed-reason.ts';
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
    reason: { ...optionalReason, text: 'why; it stands in the ledger' },
    'take-over': { text: 'take the name over from another team, or from another project’s builds' },
    ...commandOptions,
  },
  run: async (asked) => (await import('../apply.ts')).apply(asked),
});
