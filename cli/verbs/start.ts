import { lastingUpTo } from '../values.ts';
import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { optionalReason } from './deployed-reason.ts';

export const start = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'start a release of a build by hand',
  details: [
    'Without a build the newest is meant that is a release of the pipeline. One that is none (of a pull request, another branch, with a buildspec of its own) is let through by --admit; one that is older than what was released since by --step-back. Both need a reason and hold for a time, and stand in the ledger with your name.',
    'By --fixes it is marked as the fix for an alarm that fires: its gates open although that fires, a release that waits for an answer gives way to it, and it goes by the fixLane of its pipeline. The alarm must then clear for each bake to pass; all else is watched as ever. One that is on its way already is only marked.',
    'It tells what the targets run, and what it has started; how that goes on is told by the board. To play releases on this machine instead: tidegate dev.',
  ],
  operands: {
    pipeline: pipelineName,
    build: {
      value: 'BUILD',
      what: 'a build',
      text: 'a build’s number, its commit (7 digits at least), or its id or ARN',
      optional: true,
    },
  },
  options: {
    admit: { text: 'let a build through that is no release of the pipeline' },
    'step-back': { text: 'let it take the place of what is newer' },
    fixes: {
      value: 'ALARM|STAGE',
      text: 'mark it as the fix for an alarm that fires, or for a stage with all that fires there',
    },
    retry: { text: 'release a build that was released before' },
    reason: { ...optionalReason, text: 'why; needed to let something through' },
    for: {
      value: 'DURATION',
      text: 'how long what it lets through may be started',
      default: '24h',
      parse: lastingUpTo(30),
    },
    ...commandOptions,
  },
  examples: [
    { words: 'start checkout', text: 'The newest build' },
    {
      words: 'start checkout 412 --admit --reason "hotfix branch, approved by Ada"',
      text: 'A build that would be none',
    },
    {
      words: 'start checkout 398 --step-back --reason "orders are lost since 401"',
      text: 'Back to an older one, through all stages',
    },
    {
      words: 'start checkout 413 --fixes checkout-errors --reason "orders are lost"',
      text: 'Let a fix through while the alarm still fires',
    },
  ],
  run: async (asked) => (await import('../start.ts')).start(asked),
});
