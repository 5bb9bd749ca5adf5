import { verb } from '../verb.ts';

export const asl = verb({
  group: 'Play single parts',
  summary: 'play state machines on the embedded engine, each in a world of its own',
  details: [
    'The file is a JSON array of { id, definition, input, mocks }. Results are printed as JSON in any case.',
  ],
  operands: {
    file: {
      value: 'CASES.json',
      what: 'a file of cases',
      text: 'the machines, what they are given, and what their tasks answer',
    },
  },
  run: async (asked) => (await import('../asl.ts')).asl(asked),
});
