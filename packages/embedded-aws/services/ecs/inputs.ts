// What ECS's API actions take.

import * as z from 'zod';
import { flag, number, text, time } from '../input.ts';

const cluster = z.string().default('default');
export const Services = z.object({ cluster, services: z.array(text).min(1).max(10) });
const Hook = z.object({
  targetType: z.enum(['AWS_LAMBDA', 'PAUSE']).default('AWS_LAMBDA'),
  hookTargetArn: text.optional(),
  roleArn: text.optional(),
  lifecycleStages: z.array(text).min(1),
  timeoutConfiguration: z
    .object({
      timeoutInMinutes: number.pipe(z.int().min(1).max(20_160)).optional(),
      action: z.enum(['CONTINUE', 'ROLLBACK']).optional(),
    })
    .optional(),
});
const minutes = number.pipe(z.int().min(0).max(1440));
const DeploymentConfiguration = z.object({
  strategy: z.enum(['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY']).optional(),
  bakeTimeInMinutes: minutes.optional(),
  lifecycleHooks: z.array(Hook).optional(),
  maximumPercent: number.optional(),
  minimumHealthyPercent: number.optional(),
  deploymentCircuitBreaker: z.object({ enable: flag, rollback: flag }).optional(),
  alarms: z.object({ alarmNames: z.array(text), enable: flag, rollback: flag }).optional(),
  linearConfiguration: z
    .object({
      stepPercent: number.pipe(z.number().min(3).max(100)).optional(),
      stepBakeTimeInMinutes: minutes.optional(),
    })
    .optional(),
  canaryConfiguration: z
    .object({
      canaryPercent: number.pipe(z.number().min(0.1).max(100)).optional(),
      canaryBakeTimeInMinutes: minutes.optional(),
    })
    .optional(),
});
export const Update = z.object({
  cluster,
  service: text,
  taskDefinition: text.optional(),
  desiredCount: number.optional(),
  forceNewDeployment: flag.default(false),
  deploymentConfiguration: DeploymentConfiguration.optional(),
});
export const Listed = z.object({
  cluster,
  maxResults: number.default(10),
  nextToken: text.optional(),
});
export const List = z.object({
  cluster,
  service: text,
  status: z.array(text).optional(),
  createdAt: z.object({ after: time.optional(), before: time.optional() }).optional(),
  maxResults: number.default(20),
  nextToken: text.optional(),
});
export const Runs = z.object({ serviceDeploymentArns: z.array(text).min(1).max(20) });
export const Revisions = z.object({ serviceRevisionArns: z.array(text).min(1).max(20) });
export const Stop = z.object({
  serviceDeploymentArn: text,
  stopType: z.enum(['ABORT', 'ROLLBACK']).default('ROLLBACK'),
});
export const Continue = z.object({
  serviceDeploymentArn: text,
  hookId: text,
  action: z.enum(['CONTINUE', 'ROLLBACK']).default('CONTINUE'),
});
