import { lastingUpTo } from '../values.ts';
import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';
import { releaseAsked } from './release-asked.ts';

export const override = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'let a release go on whose bake, or tests, could not be judged',
  details: [
    'A bake that stays inconclusive, and tests that say nothing, wait for a person (answerWithin in its pipeline). By this the wave ends Overridden (after tests it bakes first), with your name and reason, and the release goes on; its next wave must start by the time that --for says. A fail is nobody’s to override: harm that is proven is taken back.',
    'What has not finished its bake keeps its targets and is no point of return: a rollback goes back to what did.',
  ],
  operands: { pipeline: pipelineName, release: releaseAsked },
  options: {
    reason,
    for: {
      value: 'DURATION',
      text: 'how long it is good: the next wave must start by then',
      default: '24h',
      parse: lastingUpTo(30),
    },
    ...commandOptions,
  },
  examples: [
    {
      words: 'override checkout 412 --reason "the logs of the one box are clean" --for 4h',
      text: 'You have looked where the judge could not',
    },
  ],
  run: async (asked) => (await import('../answer.ts')).override(asked),
});
