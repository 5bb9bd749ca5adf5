import { verb } from '../verb.ts';

export const judge = verb({
  group: 'Play single parts',
  summary: 'judge each case of a file, a verdict a line',
  details: [
    'A case is one JSON object a line; the file may be zipped. Verdicts are printed as JSON in any case.',
  ],
  operands: {
    file: { value: 'CASES.jsonl', what: 'one file', text: 'the cases, or the same as .gz' },
  },
  options: {
    sensitivity: {
      value: 'WORD',
      text: 'how sure the judge is to be',
      choices: ['quiet', 'normal', 'sensitive'],
      default: 'normal',
    },
  },
  run: async (asked) => (await import('../judge.ts')).judgeFile(asked),
});
