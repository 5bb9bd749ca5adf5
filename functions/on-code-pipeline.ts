// A stage or an action of CodePipeline has begun or ended: the release that it started tells of it.

import { codePipelineEvent } from '../core/code-pipeline.ts';
import { table } from '../flows/adapters.ts';
import { noteMove } from '../flows/code-pipeline.ts';
import { listener } from './task.ts';

export const onCodePipeline = listener(codePipelineEvent, (event, ports) => noteMove(ports, event));

export const handler = onCodePipeline.onAws(table);
