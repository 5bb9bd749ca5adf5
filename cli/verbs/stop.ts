import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';

export const stop = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'end a release where it is: no later wave starts, and what just shifts goes back',
  details: [
    'A function’s shift that is under way is stopped, and its traffic goes back to the version that had it; a deployment to instances comes to its end, and what runs then is looked at. A release that takes something back is not stopped: it ends by itself. Anyone who may read may stop.',
  ],
  operands: {
    pipeline: pipelineName,
    release: {
      value: 'RELEASE',
      what: 'a release',
      text: 'its id, its build’s number, its commit, its execution, or latest, which it is where none is said',
      optional: true,
    },
  },
  options: { reason, ...commandOptions },
  examples: [{ words: 'stop checkout 413 --reason "it loses orders"', text: 'It goes no further' }],
  run: async (asked) => (await import('../by-hand.ts')).stop(asked),
});
