import { webAddress } from '../values.ts';
import { verb } from '../verb.ts';
import { policyOption } from './file-operands.ts';
import { whereTargetsAre } from './where-targets-are.ts';

export const lint = verb({
  group: 'Write a pipeline',
  summary: 'say what is wrong with pipeline files, and which rules of good practice they break',
  operands: {
    files: {
      value: 'FILE',
      what: 'a pipeline file',
      text: 'pipelines, such as tidegate.yml',
      many: true,
    },
  },
  options: {
    policy: policyOption,
    sarif: { text: 'print SARIF 2.1.0, for code scanning, in place of text' },
    'docs-url': {
      value: 'URL',
      text: 'where your organisation shows Tidegate’s pages, for the links in SARIF',
      parse: webAddress,
    },
    aws: {
      text: 'look at the alarms and the deployment groups themselves too, where the targets are, and at what runs tests',
    },
    ...whereTargetsAre,
  },
  examples: [
    {
      words: 'lint tidegate.yml --policy policy.yml --sarif > tidegate.sarif',
      text: 'For a pull request',
    },
  ],
  exits: { 2: 'where a file could not be applied or breaks a rule that is enforced' },
  run: async (asked) => (await import('../lint.ts')).lint(asked),
});
