// A wave as it was kept while one sentence told what is in its way: the next look tells it anew, in parts.

import * as z from 'zod';

const schema = z.looseObject({ blockedBy: z.unknown().optional() });

export const wave3 = schema.transform(({ blockedBy: _, ...wave }) => wave);
