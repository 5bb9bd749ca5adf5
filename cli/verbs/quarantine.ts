import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';
import { revisionNamed } from './revision-named.ts';

export const quarantine = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'keep a revision, and all that is built of its commit, from being promoted',
  details: [
    'A release of it that is on its way goes on, and what runs runs on: this bars what would start. To end the one: tidegate stop; to take back the other, which quarantines too: tidegate rollback. What was barred is let through again by tidegate lift.',
  ],
  operands: { pipeline: pipelineName, what: revisionNamed },
  options: { reason, ...commandOptions },
  examples: [
    {
      words: 'quarantine checkout 412 --reason "it loses orders"',
      text: 'Nobody promotes that build again',
    },
  ],
  run: async (asked) => (await import('../by-hand.ts')).quarantine(asked),
});
