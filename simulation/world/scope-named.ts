// What people stop, hold and let go on, and for how long, as a scenario says it.

import * as z from 'zod';
import { duration } from '../../core/duration-schema.ts';

export const stage = z.string().meta({ description: 'Of which stage.', examples: ['prod'] });
export const scope = z.string().meta({
  description: 'What is stopped: organisation, team:NAME, pipeline:NAME or stage:PIPELINE/STAGE.',
  examples: ['organisation'],
});

export const heldUntil = duration.optional().meta({
  description:
    'When it is over by itself, since the scenario’s start. Default: until it is resumed.',
  examples: ['3h'],
});
