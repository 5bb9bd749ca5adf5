import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';
import { releaseToRetry } from './release-asked.ts';

export const retry = verb({
  group: 'Work with a deployed Tidegate',
  summary:
    'let a wave bake, or be tested, again that could not be judged, or release again what has ended',
  details: [
    'Of a release that waits for a person, what could not be told is done again, twice at most: it bakes for as long as it would be extended, or its tests are run that said nothing. One that has ended is released once more, as by start --retry: that lifts a quarantine which nothing but a test has caused.',
    'With --behind it catches up targets that a wave has gone on without (minHealthy): in a release of their own, with the gates, tests, bakes and alarms of their waves.',
  ],
  operands: { pipeline: pipelineName, release: releaseToRetry },
  options: {
    behind: {
      text: 'release again what a stage runs, to those of its targets alone that are behind it',
    },
    reason,
    ...commandOptions,
  },
  examples: [
    {
      words: 'retry checkout --reason "the agent reports again"',
      text: 'There is something to judge by now',
    },
    {
      words: 'retry checkout --behind --reason "the hosts are replaced"',
      text: 'Targets that a wave has gone on without are caught up',
    },
    {
      words: 'retry checkout 412 --reason "the test account was out of quota"',
      text: 'A release that failed for the platform, or a flaky test',
    },
  ],
  run: async (asked) => (await import('../answer.ts')).retry(asked),
});
