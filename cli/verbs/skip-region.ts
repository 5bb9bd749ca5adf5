import { verb } from '../verb.ts';
import { pipelineName } from './deployed-options.ts';
import { skippingOptions, waitingRelease } from './waiting-release.ts';

export const skipRegion = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'let a release that waits go on without its targets in a region that cannot be reached',
  details: [
    'Its waves leave those targets behind that nobody answers for as they are about to start; what answers is deployed to as ever. A wave of that region alone is never skipped, nor is what has been begun there.',
    'What is left behind is named (tidegate status), and caught up by the next release, or by tidegate retry --behind once the region answers again.',
  ],
  operands: {
    pipeline: pipelineName,
    away: { value: 'REGION', what: 'a region', text: 'the region, such as eu-west-1' },
    release: waitingRelease,
  },
  options: skippingOptions({}),
  examples: [
    {
      words: 'skip-region checkout eu-west-1 --reason "AWS says it is away for hours"',
      text: 'Go on everywhere else',
    },
  ],
  run: async (asked) => (await import('../skip-region.ts')).skipRegion(asked),
});
