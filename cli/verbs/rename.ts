import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { optionalReason } from './deployed-reason.ts';

export const rename = verb({
  group: 'Work with a deployed Tidegate',
  summary:
    'give a pipeline another name, with what runs, what has baked, its holds and quarantines',
  details: [
    'It is refused while a release runs. Should it be interrupted, give it again: it goes on where it was.',
  ],
  operands: {
    pipeline: pipelineName,
    to: { value: 'NAME', what: 'its new name', text: 'a name that no pipeline has had' },
  },
  options: { reason: optionalReason, ...commandOptions },
  examples: [{ words: 'rename shop checkout', text: 'The service has another name now' }],
  run: async (asked) => (await import('../leave.ts')).rename(asked),
});
