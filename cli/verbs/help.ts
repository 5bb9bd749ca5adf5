import { verb } from '../verb.ts';

export const help = verb({
  group: 'The command line itself',
  summary: 'tell what there is, or how one verb is used',
  operands: {
    verb: { value: 'VERB', what: 'one verb', text: 'the verb to tell of', optional: true },
  },
  run: async (asked, commandLine) => (await import('../help.ts')).help(asked, commandLine),
});
