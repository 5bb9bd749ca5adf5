// Where a pipeline's targets are: the options of every verb that looks there.

import { endpoint } from './deployed-options.ts';

const group = 'With --aws';

export const whereTargetsAre = {
  region: { value: 'REGION', text: 'where to ask who is calling, else AWS_REGION', group },
  role: {
    value: 'NAME',
    text: 'the role to take in accounts other than that of the credentials',
    group,
  },
  'endpoint-url': { ...endpoint, group },
} as const;
