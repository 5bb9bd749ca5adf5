// Every hour: finds builds whose event was lost, and starts their releases.

import * as z from 'zod';
import { artifacts, builds, images, repositories, table, workflows } from '../flows/adapters.ts';
import { findLostBuilds } from '../flows/find-builds.ts';
import { listener } from './task.ts';

const Event = z.object({ source: z.literal('aws.events') });

export const findBuilds = listener(Event, (_, ports) => findLostBuilds(ports));

export const handler = findBuilds.onAws(artifacts, builds, images, repositories, table, workflows);
