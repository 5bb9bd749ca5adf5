import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';
import { revisionNamed } from './revision-named.ts';

export const lift = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'let a quarantined revision be promoted again',
  details: [
    'The bytes and the commit are let through, and the stages that wait for something newer because of it. Who did it, and why, stands in the ledger. It starts nothing: tidegate start PIPELINE BUILD --retry does.',
  ],
  operands: { pipeline: pipelineName, what: revisionNamed },
  options: { reason, ...commandOptions },
  examples: [
    {
      words: 'lift checkout 412 --reason "the test account was out of quota"',
      text: 'Whatever it was, the build was not to blame',
    },
  ],
  run: async (asked) => (await import('../by-hand.ts')).lift(asked),
});
