// The ports on AWS: the real clock, Powertools, and what `serverless.yml` puts into the environment.

import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { realClock } from '../aws/clock.ts';
import { tracedBy } from '../aws/trace-segments.ts';
import { measured, units } from '../core/counted.ts';
import type { Adapter } from '../flows/adapters.ts';
import { portsWith } from '../flows/make-ports.ts';
import type { Count, Measure, PortSettings, Ports } from '../flows/ports.ts';

const environmentSchema = z.object({
  AWS_REGION: z.string().min(1),
  TIDEGATE_ACCOUNT: z.string().regex(/^\d{12}$/),
  TIDEGATE_TABLE: z.string().min(1),
  TIDEGATE_RELEASE_MACHINE: z.string().startsWith('arn:'),
  TIDEGATE_READ_ROLE: z.string().min(1),
  TIDEGATE_STOP_ROLE: z.string().min(1),
  TIDEGATE_DEPLOY_ROLE: z.string().min(1),
  TIDEGATE_TEST_ROLE: z.string().min(1),
  TIDEGATE_MUTE_ROLE: z.string().min(1),
  /** Only whoever writes dashboards is told. */
  TIDEGATE_SERVICE_DASHBOARDS: z.enum(['true', 'false']).default('true'),
  /** Only whoever marks releases on them is told. */
  TIDEGATE_DEPLOYMENT_MARKS: z.enum(['true', 'false']).default('false'),
  // Empty where there are no member accounts.
  TIDEGATE_EXTERNAL_ID: z.string(),
  // A metric's dimension: stages that share an account are told apart by it.
  POWERTOOLS_SERVICE_NAME: z.string().min(1),
});

let ports: Ports | undefined;

/** Made once for each execution environment, so that clients and their connections are kept between invocations. */
export function portsOnAws(adapters: readonly Adapter[]): Ports {
  ports ??= makePorts(adapters);
  return ports;
}

function makePorts(adapters: readonly Adapter[]): Ports {
  const environment = environmentSchema.parse(process.env);
  const serviceName = environment.POWERTOOLS_SERVICE_NAME;
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: 'Tidegate', serviceName });
  const settings: PortSettings = {
    sdk: { home: { account: environment.TIDEGATE_ACCOUNT, region: environment.AWS_REGION } },
    clock: realClock,
    log: {
      info: (message, details = {}) => logger.info(message, details),
      warn: (message, details = {}) => logger.warn(message, details),
      error: (message, details = {}) => logger.error(message, details),
    },
    count: countWith(metrics),
    measure: measureWith(metrics),
    trace: tracedBy(() => process.env, realClock),
    tableName: environment.TIDEGATE_TABLE,
    releaseMachineArn: environment.TIDEGATE_RELEASE_MACHINE,
    serviceDashboards: environment.TIDEGATE_SERVICE_DASHBOARDS === 'true',
    deploymentMarks: environment.TIDEGATE_DEPLOYMENT_MARKS === 'true',
    memberRoles: {
      reads: environment.TIDEGATE_READ_ROLE,
      stops: environment.TIDEGATE_STOP_ROLE,
      deploys: environment.TIDEGATE_DEPLOY_ROLE,
      tests: environment.TIDEGATE_TEST_ROLE,
      mutes: environment.TIDEGATE_MUTE_ROLE,
      externalId: environment.TIDEGATE_EXTERNAL_ID,
    },
  };
  return portsWith(settings, adapters);
}

function countWith(metrics: Metrics): Count {
  return (metric, word, value = 1) => {
    const single = metrics.singleMetric();
    single.addDimension('outcome', word);
    single.addMetric(metric, units[metric] ?? 'Count', value);
  };
}

function measureWith(metrics: Metrics): Measure {
  return (metric, { pipeline, stage, deployment }, value) => {
    const single = metrics.singleMetric();
    single.addDimensions({ pipeline, stage });
    if (deployment !== undefined) single.addMetadata('deployment.id', deployment);
    single.addMetric(metric, measured[metric], value);
  };
}
