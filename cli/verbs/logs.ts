import { sinceWhen } from '../since.ts';
import { verb } from '../verb.ts';
import { deployedOptions, ofPipeline, releaseWords } from './deployed-options.ts';

export const logs = verb({
  group: 'Ask why',
  summary: 'show what exactly the revision of a release logs, where its waves have brought it',
  details: [
    'Of functions it shows the streams of the version, of services those of the tasks that run the task definition, of state machines the executions of the version, of jobs and tests their builds. What it cannot tell of, it names, and says why. Lines of several places stand in the order of their times; without --since they begin as the gate of the wave opened.',
    'With --follow it looks again and again, until the waves have ended. Lines may come late: each stands where it is found, with its own time. What is read is kept nowhere.',
    'With --traces it shows traces of X-Ray instead, twenty of each target, with a link each. X-Ray tells versions of a function apart where they are called by their numbers, and once all of an alias’s traffic has moved; of other code, by its annotation deployment.id.',
    'In other accounts it takes a role that may read logs there: see docs/debugging.md.',
  ],
  forms: ['[PIPELINE] RELEASE [OPTIONS]'],
  operands: { named: releaseWords },
  options: {
    wave: { value: 'NAME', text: 'one wave alone, such as prod/one-box or one-box' },
    stage: { value: 'NAME', text: 'the waves of one stage' },
    target: { value: 'NAME', text: 'one target alone' },
    follow: { text: 'until the waves have ended' },
    traces: { text: 'the traces of the revision instead, those that failed or were slow first' },
    since: { value: 'WHEN', text: 'how long ago, as in 10m, or a time', parse: sinceWhen },
    filter: { value: 'TEXT', text: 'only lines with this text, in these letters' },
    pipeline: ofPipeline,
    role: {
      value: 'NAME',
      text: 'the role to take in other accounts, else tidegate-prod-logs',
      group: 'Where Tidegate is deployed',
    },
    ...deployedOptions,
  },
  examples: [
    { words: 'logs checkout latest --wave one-box --follow', text: 'Look on while one box bakes' },
    { words: 'logs checkout 413 --filter ERROR --since 1h', text: 'Errors of the last hour' },
  ],
  exits: { 4: 'not all could be read' },
  run: async (asked) => (await import('../logs.ts')).logs(asked),
});
