// Where a deployed Tidegate is: the options of every verb that works on one.

import { webAddress } from '../values.ts';

const group = 'Where Tidegate is deployed';

export const endpoint = {
  value: 'URL',
  text: 'an address other than AWS’s own, such as that of a local release (npm start)',
  parse: webAddress,
} as const;

export const deployedOptions = {
  table: { value: 'NAME', text: 'Tidegate’s table, else TIDEGATE_TABLE', group },
  region: { value: 'REGION', text: 'the region it is deployed to, else AWS_REGION', group },
  'endpoint-url': { ...endpoint, group },
} as const;

/** Of the verbs that change something: they need no way to the table. */
export const commandOptions = {
  api: {
    value: 'URL',
    text: 'where commands go, else TIDEGATE_API: the stack’s output Commands',
    group,
    parse: webAddress,
  },
  region: deployedOptions.region,
  'endpoint-url': deployedOptions['endpoint-url'],
  table: {
    ...deployedOptions.table,
    text: 'taken, so that every verb is given the same; a command needs no way to the table',
  },
} as const;

export const pipelineName = {
  value: 'PIPELINE',
  what: 'the name of one pipeline',
  text: 'the name of a pipeline that has been applied',
} as const;

export const release = {
  value: 'RELEASE',
  what: 'one release',
  text: 'a release: its id, a build number, seven digits of a commit, an execution, or latest',
} as const;

/** Its pipeline may stand first, as with all other verbs. */
export const releaseWords = {
  ...release,
  text: 'its id, a build number, seven digits of a commit, an execution, or latest; its pipeline before it, where that name alone could mean several',
  many: true,
} as const;

export const ofPipeline = {
  value: 'NAME',
  text: 'the pipeline of the release, where its name alone could mean several',
} as const;
