import { sinceWhen } from '../since.ts';
import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';

export const ledger = verb({
  group: 'Ask why',
  summary: 'export the ledger, or verify it: a line that is missing, changed or moved shows',
  details: [
    'Tidegate seals the lines of what is over: it chains them by their hashes, four times a day. verify holds the ' +
      'ledger against its seals; with --file, an export, for which no Tidegate is needed.',
    'An export has a line for each entry, with the key of what caused it, and a line for each seal behind those that ' +
      'it holds. Without a pipeline it has all of them, and what concerns all of them.',
  ],
  operands: {
    action: {
      value: 'ACTION',
      what: 'export or verify',
      text: 'export, or verify',
      choices: ['export', 'verify'],
    },
    pipeline: { ...pipelineName, optional: true },
  },
  options: {
    form: {
      value: 'FORM',
      text: 'of an export: lines of JSON, or CloudEvents 1.0 in lines of JSON',
      choices: ['lines', 'cloudevents'],
      default: 'lines',
    },
    since: {
      value: 'WHEN',
      text: 'of an export: a date or time, or how long ago, such as 30d; the seals are then those made since',
      parse: sinceWhen,
    },
    file: {
      value: 'FILE',
      text: 'verify an export in place of what is deployed; - for standard input',
    },
    part: { text: 'the export was made with --since: other seals may come before its first' },
    head: {
      value: 'HASH',
      text: 'the hash of a seal that is known from elsewhere, as the log has it: it must be among those found',
    },
    ...deployedOptions,
  },
  examples: [
    { words: 'ledger export checkout > checkout.jsonl', text: 'All that ever happened' },
    { words: 'ledger export --form cloudevents --since 30d', text: 'Of every pipeline, as events' },
    { words: 'ledger verify checkout', text: 'Whether it is whole' },
    { words: 'ledger verify --file checkout.jsonl', text: 'Whether the copy is' },
  ],
  run: async (asked) => (await import('../ledger.ts')).ledger(asked),
});
