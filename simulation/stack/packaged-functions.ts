// The functions of a package: each runs its bundle as it ships, on the embedded AWS and its clock.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { type Bundled, loadBundle } from '@tidegate/embedded-aws/runtime/bundle';
import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Log, Measure } from '../../flows/ports.ts';
import type { Package } from './packaged.ts';
import type { StackFunction } from './stack.ts';
import type { Home } from './template.ts';

export interface FunctionSurroundings {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly home: Home;
  readonly log: Log;
  /** Hears what a function has counted. */
  readonly count: (metric: string, word: string) => void;
  /** Hears what a function of the sources has measured of a stage. */
  readonly measure?: Measure | undefined;
  /** Whether releases are marked on dashboards: nothing that a release does hangs on it. */
  readonly marks?: boolean | undefined;
  /** The clock that a function has, where it is another than AWS's own. */
  readonly clockOf?: ((functionName: string) => Clock) | undefined;
}

export async function packagedHandler(
  { aws, clock, clockOf, home, log, count, marks = false }: FunctionSurroundings,
  entry: StackFunction,
  from: Pick<Package, 'archiveOf'>,
): Promise<Bundled> {
  const { name, functionName, handler, memoryMegabytes } = entry;
  const { credentials, requestHandler } = aws.sdkConfig({ functionName: name });
  return loadBundle({
    archive: from.archiveOf(`${name}LambdaFunction`),
    handler,
    clock,
    believes: clockOf?.(name) ?? clock,
    requestHandler,
    environment: {
      ...entry.environment,
      TIDEGATE_DEPLOYMENT_MARKS: String(marks),
      // Lambda's own.
      AWS_REGION: home.region,
      AWS_DEFAULT_REGION: home.region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
      AWS_LAMBDA_FUNCTION_NAME: functionName,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      LAMBDA_TASK_ROOT: '/var/task',
      TZ: ':UTC',
      _HANDLER: handler,
    },
    write: (text) => hear({ log, count }, text),
  });
}

const line = z.looseObject({
  level: z.enum(['INFO', 'WARN', 'ERROR']),
  message: z.string(),
});

const metric = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })),
  }),
  /** Absent of what is measured of a stage. */
  outcome: z.string().optional(),
});

/** What a function writes is a log line or a metric, as Powertools forms them. */
function hear({ log, count }: Pick<FunctionSurroundings, 'log' | 'count'>, text: string): void {
  const written = parsed(text);
  const counted = metric.safeParse(written);
  if (counted.success) {
    const { _aws, outcome } = counted.data;
    for (const { Metrics } of _aws.CloudWatchMetrics)
      for (const { Name } of Metrics) if (outcome !== undefined) count(Name, outcome);
    return;
  }
  const told = line.safeParse(written);
  if (!told.success) {
    log.warn(text.trim());
    return;
  }
  const { level, message, ...details } = told.data;
  log[level.toLowerCase() as 'info' | 'warn' | 'error'](message, details);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
