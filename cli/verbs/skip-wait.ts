import { lastingUpTo } from '../values.ts';
import { verb } from '../verb.ts';
import { pipelineName } from './deployed-options.ts';
import { skippingOptions, waitingRelease } from './waiting-release.ts';

export const skipWait = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'end what a release waits for in front of a gate: hours, a calendar, a freeze, a budget',
  details: [
    'Only what keeps the gate shut as you look is skipped, for this wave alone, and the wave must start by the time that --for says. A freeze is skipped by those who could lift it.',
    'What has to be shown is never skipped: an alarm that fires, a bake, what runs, a quarantine. Nor is another release’s turn, an approval (tidegate approve) or a person’s hold (tidegate resume).',
  ],
  operands: {
    pipeline: pipelineName,
    release: waitingRelease,
  },
  options: skippingOptions({
    for: {
      value: 'DURATION',
      text: 'how long it is good: the wave must start by then',
      default: '24h',
      parse: lastingUpTo(30),
    },
  }),
  examples: [
    {
      words: 'skip-wait checkout 412 --reason "the fix cannot wait for Monday" --for 1h',
      text: 'Start outside of its hours',
    },
  ],
  run: async (asked) => (await import('../skip-wait.ts')).skipWait(asked),
});
