import { verb } from '../verb.ts';
import { commandOptions } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';
import { holdFor } from './hold-for.ts';

export const stopTheLine = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'let no wave start in all of an organisation, a team, a pipeline or a stage',
  details: [
    'What is under way is watched to the end of its wave; rollbacks are still allowed. Anyone who may read may stop the line.',
  ],
  operands: {
    scope: {
      value: 'SCOPE',
      what: 'a scope',
      text: 'organisation, team:NAME, pipeline:NAME or stage:PIPELINE/STAGE',
    },
  },
  options: { reason, for: holdFor, ...commandOptions },
  examples: [
    {
      words: 'stop-the-line organisation --reason "a region is down"',
      text: 'Nobody’s wave starts',
    },
  ],
  run: async (asked) => (await import('../by-hand.ts')).stopTheLine(asked),
});
