import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';
import { lastOption } from './last-option.ts';

export const replay = verb({
  group: 'Ask why',
  summary: 'judge old releases with the judge told otherwise, and list whose verdict would change',
  forms: [
    'PIPELINE (--sensitivity WORD | --mode WORD | --file FILE) [--last N] [--table NAME] [--region REGION] [--endpoint-url URL] [--json]',
  ],
  operands: { pipeline: pipelineName },
  options: {
    sensitivity: {
      value: 'WORD',
      text: 'how sure the judge is to be',
      choices: ['quiet', 'normal', 'sensitive'],
    },
    mode: { value: 'WORD', text: 'whether it decides', choices: ['act', 'off'] },
    file: { value: 'FILE', text: 'as this pipeline file would have it' },
    last: lastOption,
    ...deployedOptions,
  },
  examples: [
    {
      words: 'replay checkout --sensitivity quiet',
      text: 'Which releases a quieter judge would have let through',
    },
  ],
  run: async (asked) => (await import('../replay.ts')).replay(asked),
});
