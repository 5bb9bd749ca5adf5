// Where the table keeps which alarms of a pipeline have lost a right.

import { ofPipeline } from './partitions.ts';
import { quietNoun } from './quiet.ts';

export const quietKey = (pipeline: string, alarm: string) => ({
  noun: quietNoun,
  pk: ofPipeline(pipeline),
  sk: `quiet#${alarm}`,
});

export const quietRange = (pipeline: string) => ({
  noun: quietNoun,
  partitions: [ofPipeline(pipeline)],
  prefix: 'quiet#',
});
