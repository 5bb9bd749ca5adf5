import { verb } from '../verb.ts';
import { commandOptions, deployedOptions } from './deployed-options.ts';
import { optionalReason } from './deployed-reason.ts';

export const queue = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'show events that functions have failed on, or never got, and hand them over again',
  details: [
    'An event is a hint to look: handed over twice, it does nothing twice. It leaves the queue once Lambda has taken it, and comes back if its function fails on it three times more. The ledger says first who hands over what, and why.',
    'Who runs this needs sqs:ListQueues, ReceiveMessage, ChangeMessageVisibility and DeleteMessage, and lambda:InvokeFunction; to hand over also execute-api:Invoke on POST/let/hand-over.',
  ],
  options: {
    replay: { value: 'ID', text: 'hand this one over again, by the beginning of its id; or all' },
    reason: optionalReason,
    queue: { value: 'NAME', text: 'the name of the queue, if not that of the table’s stack' },
    api: commandOptions.api,
    ...deployedOptions,
  },
  examples: [
    { words: 'queue', text: 'What lies there, since when, whose it is, and why' },
    {
      words: 'queue --replay all --reason "the table was throttled"',
      text: 'Everything is tried again',
    },
  ],
  run: async (asked) => (await import('../queue.ts')).queue(asked),
});
