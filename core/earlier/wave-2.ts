// A wave as 0.2.0 kept it: a run of a test was one bag. All else in it is as it is in the next version.

import * as z from 'zod';
import { verdictWords } from '../outcome.ts';

const testRunSchema = z.strictObject({
  build: z.string(),
  startedAt: z.string(),
  verdict: z.enum(verdictWords).exactOptional(),
  reason: z.string().exactOptional(),
  timedOut: z.literal(true).exactOptional(),
});

const schema = z.looseObject({ tests: z.record(z.string(), testRunSchema).exactOptional() });

export const wave2 = schema.transform(({ tests, ...wave }) => {
  if (tests === undefined) return wave;
  const runs = Object.entries(tests).map(([name, run]) => [name, now(run)]);
  return { ...wave, tests: Object.fromEntries(runs) };
});

function now({ verdict, reason, timedOut, ...begun }: z.output<typeof testRunSchema>) {
  if (verdict === undefined) return { ...begun, status: 'running' };
  const late = verdict === 'fail' && timedOut && { timedOut };
  return { ...begun, status: 'ended', verdict, reason: reason ?? 'nobody wrote why', ...late };
}
