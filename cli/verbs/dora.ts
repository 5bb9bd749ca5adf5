import { sinceWhen } from '../since.ts';
import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';

export const dora = verb({
  group: 'Ask why',
  summary: 'measure services: DORA’s five, false rollbacks, missed regressions, exposure, pile-up',
  details: [
    'All of it is made of the ledger and of corrections (tidegate correct). Lead time begins with the first build of a ' +
      'commit, and ends when all of production runs it; changes whose releases gave way to a newer one count with it. ' +
      'Rollbacks and what is deployed again are no deployments; what is taken back by hand later marks the original ' +
      'as failed.',
  ],
  operands: { pipeline: { ...pipelineName, optional: true } },
  options: {
    by: {
      value: 'WHAT',
      text: 'a row for each service, for each team, or one for the fleet',
      choices: ['service', 'team', 'fleet'],
      default: 'service',
    },
    since: {
      value: 'WHEN',
      text: 'what has ended since: how long ago, or a day',
      default: '90d',
      parse: sinceWhen,
    },
    ...deployedOptions,
  },
  examples: [
    { words: 'dora checkout', text: 'One service, over the last quarter' },
    { words: 'dora --by team --since 30d', text: 'Every team, over the last month' },
  ],
  run: async (asked) => (await import('../dora.ts')).dora(asked),
});
