// Every five minutes: releases what is due by the schedules of pipelines.

import * as z from 'zod';
import { artifacts, builds, images, repositories, table, workflows } from '../flows/adapters.ts';
import { releaseAllDue } from '../flows/release-due.ts';
import { listener } from './task.ts';

const Event = z.object({ source: z.literal('aws.events') });

export const onSchedule = listener(Event, (_, ports) => releaseAllDue(ports));

export const handler = onSchedule.onAws(artifacts, builds, images, repositories, table, workflows);
