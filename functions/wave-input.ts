// How the machines name a wave to a function.

import * as z from 'zod';

export const waveFields = {
  pipeline: z.string(),
  release: z.string(),
  wave: z.int().min(0),
};
