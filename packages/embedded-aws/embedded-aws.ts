// The embedded AWS: every simulated service behind one transport, on one virtual clock.

import type { VirtualClock } from './clock.ts';
import type { EngineHost, StepFunctions } from './engine/step-functions.ts';
import { type Notice, toldOnce } from './notice.ts';
import type { Call } from './service.ts';
import type { AppConfig } from './services/appconfig/appconfig.ts';
import type { ApplicationSignals } from './services/application-signals/application-signals.ts';
import type { CloudFormation } from './services/cloudformation/cloudformation.ts';
import type { CloudFront } from './services/cloudfront.ts';
import type { CloudWatch } from './services/cloudwatch/cloudwatch.ts';
import type { CodeBuild } from './services/codebuild/codebuild.ts';
import type { CodeCommit } from './services/codecommit/codecommit.ts';
import type { CodeDeploy } from './services/codedeploy/codedeploy.ts';
import type { DevOpsGuru } from './services/devops-guru.ts';
import type { Disk, DynamoDb, TableKind } from './services/dynamodb.ts';
import type { Ecr } from './services/ecr.ts';
import type { Ecs } from './services/ecs/ecs.ts';
import type { Emit } from './services/events/event.ts';
import type { Events } from './services/events/events.ts';
import type { Fis } from './services/fis.ts';
import type { HttpApis } from './services/http-api/http-api.ts';
import type { Kms } from './services/kms.ts';
import { invokeForEngine } from './services/lambda/for-engine.ts';
import type { InvocationResult } from './services/lambda/invocations.ts';
import type { Lambda } from './services/lambda/lambda.ts';
import type { Logs } from './services/logs/logs.ts';
import type { Outside } from './services/outside.ts';
import type { Place } from './services/places.ts';
import type { S3 } from './services/s3/s3.ts';
import type { Sns } from './services/sns.ts';
import type { Sqs } from './services/sqs/sqs.ts';
import type { Ssm } from './services/ssm.ts';
import type { Sts } from './services/sts.ts';
import type { Synthetics } from './services/synthetics.ts';
import type { XRay } from './services/xray/xray.ts';
import { services } from './simulated.ts';
import { type AccessKey, credentials, type Principal } from './transport/credentials.ts';
import { type StandIns, standInsFor } from './transport/direct/stand-in.ts';
import type { Faults } from './transport/faults.ts';
import { type Gateway, gateway } from './transport/gateway.ts';
import type { MetricReads } from './transport/metric-reads.ts';
import { selfStartRate } from './transport/rates.ts';
import { requestHandler, type SdkRequestHandler } from './transport/request-handler.ts';
import type { Allows, GatewayOptions } from './transport/run-operation.ts';

export type { StandIn, TransportKind } from './transport/direct/stand-in.ts';

export interface EmbeddedAwsOptions {
  readonly clock: VirtualClock;
  /** Home: where the functions and rules are to which the events of all other accounts and regions go too. */
  readonly account: string;
  readonly region: string;
  readonly faults?: Faults;
  /** What the functions' roles allow; everything by default. */
  readonly allows?: Allows;
  /** Keeps DynamoDB's tables on disk; in memory by default. */
  readonly disk?: Disk | undefined;
  /** Where DynamoDB's items are, without a disk. */
  readonly tables?: TableKind | undefined;
  /** Told, once each, what a person should know beside the answers: of work that runs away. */
  readonly notice?: Notice | undefined;
}

/** What an SDK client needs to speak to the embedded AWS. */
export interface SdkConfig {
  readonly region: string;
  readonly credentials: AccessKey;
  readonly requestHandler: SdkRequestHandler;
  /** For clients that are made by settings: see `SETTLED`. */
  readonly client: typeof SETTLED;
}

/** What each client would else look for in the environment and in files, or do for a log that nobody reads. */
const SETTLED = {
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  defaultsMode: 'standard',
  userAgentAppId: '',
  logger: {},
} as const;

export interface Statistics {
  readonly invocations: number;
  readonly functionErrors: number;
  /** An estimate: each call counts as 20 ms. */
  readonly gigabyteSeconds: number;
  readonly apiCalls: Readonly<Record<string, number>>;
  readonly metricReads: MetricReads;
}

export interface EmbeddedAws extends StandIns {
  readonly appConfig: AppConfig;
  readonly lambda: Lambda;
  readonly codeBuild: CodeBuild;
  readonly codeCommit: CodeCommit;
  readonly codeDeploy: CodeDeploy;
  readonly cloudFormation: CloudFormation;
  readonly cloudFront: CloudFront;
  readonly cloudWatch: CloudWatch;
  readonly s3: S3;
  readonly kms: Kms;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly ssm: Ssm;
  /** Whoever is not AWS. */
  readonly outside: Outside;
  readonly sts: Sts;
  readonly fis: Fis;
  readonly synthetics: Synthetics;
  readonly logs: Logs;
  readonly xray: XRay;
  readonly applicationSignals: ApplicationSignals;
  readonly devOpsGuru: DevOpsGuru;
  readonly ecr: Ecr;
  readonly ecs: Ecs;
  readonly events: Events;
  readonly httpApis: HttpApis;
  readonly dynamoDb: DynamoDb;
  readonly stepFunctions: StepFunctions;
  readonly gateway: Gateway;
  /** For the SDK clients of a function, or of a person when no function is named. */
  sdkConfig(principal?: { readonly functionName?: string; readonly region?: string }): SdkConfig;
  /** Invokes a function of the home account and waits for its end. */
  invoke(functionName: string, event: unknown, place?: Place): Promise<InvocationResult>;
  /** Calls an operation with plain objects; parks, counts, and rejects with `AwsError`. */
  callService(
    service: string,
    operation: string,
    input: unknown,
    call?: Partial<Call>,
  ): Promise<unknown>;
  /** As `callService`, but at once: unparked, uncounted, without faults: to look on, and to set the world up. */
  operate(
    service: string,
    operation: string,
    input: unknown,
    call?: Partial<Call>,
  ): Promise<unknown>;
  readonly emit: Emit;
  statistics(): Statistics;
  close(): Promise<void>;
}

type DoorParts = Pick<GatewayOptions, 'credentials' | 'faults' | 'allows'>;

function doorTo(
  simulated: ReturnType<typeof services>,
  { clock, ...parts }: DoorParts & { readonly clock: VirtualClock },
): Gateway {
  const all = Object.values(simulated).map(({ service }) => service);
  const roleAllows = simulated.sts.allows;
  return gateway({ ...parts, chance: clock.chance, services: all, roleAllows });
}

export function embeddedAws(options: EmbeddedAwsOptions): EmbeddedAws {
  const { clock, account, region, faults = {}, allows = () => true } = options;
  const home = { account, region };
  const keys = credentials(account);
  const notice = toldOnce(options.notice);
  const host: EngineHost = {
    invokeFunction: (name, payload, call) => invokeForEngine(aws.lambda, name, payload, call),
    callService: (...call) => callService(...call),
    emit: (event) => void aws.emit(event),
    startsTooFast: selfStartRate(clock, notice),
  };
  const simulated = services({ ...options, home, faults, keys, host, notice, allows });
  const door = doorTo(simulated, { clock, credentials: keys, faults, allows });
  const handler = requestHandler(clock, door);

  function requestOf(service: string, operation: string, input: unknown, call: Partial<Call> = {}) {
    const { functionName, userArn } = call;
    const principal: Principal = {
      account: call.account ?? account,
      ...(functionName && { functionName }),
      ...(userArn && { userArn }),
    };
    return { service, operation, input, principal, region: call.region ?? region };
  }

  async function callService(...asked: Parameters<typeof requestOf>): Promise<unknown> {
    const begun = await clock.park(() => door.begin(requestOf(...asked)));
    return begun.answer;
  }

  const aws: EmbeddedAws = {
    ...simulated,
    gateway: door,
    sdkConfig: ({ functionName, region: wanted = region } = {}) => ({
      region: wanted,
      credentials: keys.issue({ account, ...(functionName && { functionName }) }),
      requestHandler: handler,
      client: SETTLED,
    }),
    ...standInsFor({ clock, gateway: door, credentials: keys }),
    invoke: (name, event, place = home) => simulated.lambda.invoke(name, event, place),
    callService,
    operate: (...asked) => door.operate(requestOf(...asked)),
    emit: simulated.events.emit,
    statistics: () => {
      const { invocations, errors, gigabyteSeconds } = simulated.lambda.statistics();
      return {
        invocations,
        functionErrors: errors,
        gigabyteSeconds,
        apiCalls: door.apiCalls(),
        metricReads: door.metricReads(),
      };
    },
    close: () => simulated.dynamoDb.close(),
  };
  return aws;
}
