// What belongs to a target and tells how it fares: its resources, and metrics of its own.

import * as z from 'zod';
import { EDGE_REGION, isOfTheEdge } from '../edge.ts';
import { eachAlone, isOneOf, kindIn, type OneOf, oneOfText } from './one-of.ts';
import { accountId, region, text } from './value-schemas.ts';

const said = (description: string, example: string) =>
  text.meta({ description, examples: [example] });

/** Kinds of resources that have metrics everyone should watch; the key is the kind. */
const kinds = {
  lambda: z
    .strictObject({
      function: said('The function’s name.', 'checkout'),
      alias: text.optional().meta({ description: 'Only what this alias serves.' }),
    })
    .meta({ description: 'A Lambda function: errors, throttles, duration, concurrency.' }),
  ecs: z
    .strictObject({
      cluster: said('The cluster’s name.', 'shop'),
      service: said('The service’s name.', 'checkout'),
    })
    .meta({ description: 'An ECS service: CPU, memory, running against desired tasks.' }),
  loadBalancer: z
    .strictObject({
      name: said('The end of the balancer’s ARN.', 'app/shop/50dc6c495c0c9188'),
      targetGroup: text.optional().meta({
        description: 'Only what this target group serves: the end of its ARN.',
        examples: ['targetgroup/shop/73e2d6bc24d8a067'],
      }),
    })
    .meta({ description: 'An Application Load Balancer: 5xx rate, p99 of response times.' }),
  apiGateway: z
    .strictObject({
      api: said('A REST API’s name, or an HTTP API’s id.', 'checkout'),
      stage: text.optional().meta({ description: 'Only this stage of it.' }),
      type: z
        .enum(['REST', 'HTTP'])
        .default('REST')
        .meta({ description: 'Which of the two kinds of API it is.' }),
    })
    .meta({ description: 'An API Gateway API: 5xx rate, p99 of latency.' }),
  sqs: z
    .strictObject({
      queue: said('The queue’s name.', 'orders'),
      deadLetterQueue: text.optional().meta({ description: 'Where its failures end up.' }),
    })
    .meta({ description: 'An SQS queue: age of its oldest message, depth of its dead letters.' }),
  dynamodb: z
    .strictObject({ table: said('The table’s name.', 'orders') })
    .meta({ description: 'A DynamoDB table: throttles, system errors.' }),
  stateMachine: z
    .strictObject({
      arn: said(
        'The state machine’s ARN.',
        'arn:aws:states:eu-west-1:222233334444:stateMachine:checkout',
      ),
    })
    .meta({ description: 'A state machine of Step Functions: executions that fail, throttles.' }),
  kinesis: z.strictObject({ stream: said('The stream’s name.', 'clicks') }).meta({
    description: 'A Kinesis data stream: age of what is read, throttles, failed records.',
  }),
  sns: z
    .strictObject({ topic: said('The topic’s name.', 'orders') })
    .meta({ description: 'An SNS topic: deliveries that fail.' }),
  appSync: z
    .strictObject({ api: said('The API’s id.', 'x7m2kq5zv3') })
    .meta({ description: 'An AppSync API: 5xx rate, p99 of latency.' }),
  rds: z
    .strictObject({ instance: said('The instance’s identifier.', 'orders') })
    .meta({ description: 'A database instance of RDS or Aurora: CPU, memory, storage.' }),
  aurora: z
    .strictObject({ cluster: said('The cluster’s identifier.', 'orders') })
    .meta({ description: 'An Aurora cluster: CPU, whether its writer runs, its cache.' }),
  elastiCache: z
    .strictObject({ cluster: said('The node’s cache cluster id.', 'sessions-001') })
    .meta({ description: 'A node of ElastiCache: CPU, memory.' }),
  cloudFront: z
    .strictObject({ distribution: said('The distribution’s id.', 'E2QWRUHAPOMQZL') })
    .meta({
      description:
        'A CloudFront distribution: requests, 5xx, its origin’s latency; its metrics are in us-east-1.',
    }),
  ec2: z
    .strictObject({ autoScalingGroup: said('The Auto Scaling group’s name.', 'checkout-workers') })
    .meta({ description: 'The instances of an Auto Scaling group: status checks, CPU.' }),
};

export const resourceKinds = Object.keys(kinds) as readonly ResourceKind[];

const told = z.strictObject(z.object(kinds).partial().shape);

export type ResourceKind = keyof typeof kinds;

export type WatchedResource = OneOf<typeof kinds>;

export function kindOf(resource: WatchedResource): ResourceKind {
  return kindIn(kinds, resource);
}

const isOfOneKind = (it: z.output<typeof told>): it is WatchedResource => isOneOf(kinds, it);

export const watchedResource = told.refine(isOfOneKind, oneOfText(kinds)).meta({
  description: 'A resource of the target whose metrics tell how it fares.',
  oneOf: eachAlone(kinds),
});

const dimensions = z
  .record(z.string(), z.string())
  .default({})
  .meta({ description: 'The metric’s dimensions, by name.', examples: [{ FunctionName: 'shop' }] });

/** Where it is kept, if that is not beside its target. */
const kept = {
  account: accountId.optional().meta({
    description: 'The account that its metric is kept in. Default: the target’s.',
  }),
  region: region.optional().meta({
    description:
      'The region that its metric is kept in. Default: the target’s; us-east-1 for what serves at the edge.',
    examples: ['us-east-1'],
  }),
};

interface Kept {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly region?: string | undefined;
}

const isWhereItIs = (told: Kept) =>
  told.region === undefined || told.region === EDGE_REGION || !isOfTheEdge(told);
const NOWHERE_ELSE = {
  path: ['region'],
  error: `expected region ${EDGE_REGION}, or none: what serves at the edge is measured there alone`,
};

export const customMetric = z
  .strictObject({
    namespace: said('Its namespace in CloudWatch.', 'Shop'),
    metric: said('Its name.', 'PaymentsRefused'),
    dimensions,
    statistic: text.default('Average').meta({
      description: 'Which statistic of it is judged.',
      examples: ['Sum', 'Average', 'p99'],
    }),
    bad: z
      .enum(['up', 'down', 'both'])
      .meta({ description: 'In which direction the metric moves when users are hurt.' }),
    ...kept,
  })
  .refine(isWhereItIs, NOWHERE_ELSE)
  .meta({ description: 'A metric of your own that the judge holds against its past.' });

export const dataPoints = z
  .strictObject({
    namespace: said('Its metric’s namespace in CloudWatch.', 'AWS/Lambda'),
    metric: said('Its metric’s name.', 'Invocations'),
    dimensions,
    atLeast: z
      .int()
      .min(1)
      .meta({ description: 'How many one-minute data points the bake must have seen.' }),
    ...kept,
  })
  .refine(isWhereItIs, NOWHERE_ELSE)
  .meta({
    description: 'A bake without this much data is inconclusive: no data is not good data.',
  });
export type CustomMetric = z.output<typeof customMetric>;
export type KeptMetric = Pick<CustomMetric, 'namespace' | 'dimensions' | 'account' | 'region'>;
export type DataPointsDefinition = z.output<typeof dataPoints>;
